"""The reject rate: bad packs with good ones between them."""

from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import note, patience, strike
from linebench.bdd.phrase import when
from linebench.records import AnyRecord
from linebench.records.truth import PackViewed


@when("the camera cannot read one pack fewer than the limit of rejects among the latest packs")
def below_rate(attempt: Attempt) -> None:
    """Hide the code of every other pack, one time fewer than makes the line stop."""
    _every_other(attempt, _limit(attempt) - 1)


@when("the camera cannot read as many packs as the limit of rejects among the latest packs")
def at_rate(attempt: Attempt) -> None:
    """Hide the code of every other pack, as often as makes the line stop."""
    _every_other(attempt, _limit(attempt))


@when("as many good packs come by as the reject rate looks at")
def good_ones(attempt: Attempt) -> None:
    """Let so many packs pass the camera that the rejects before them count no more."""
    attempt.stimulus("run", packs=attempt.scenario.stack.reject_rate_of)
    _come(attempt, attempt.scenario.stack.reject_rate_of)


def _limit(attempt: Attempt) -> int:
    stack = attempt.scenario.stack
    if not 1 < stack.reject_rate <= stack.reject_rate_of // 2:
        raise BenchError("no limit of rejects that every other pack reaches; set one with a Given")
    return stack.reject_rate


def _every_other(attempt: Attempt, times: int) -> None:
    packs: tuple[int, ...] = ()
    first = attempt.cursor
    for number in range(times):
        if number:
            _come(attempt, 1)
        strike(attempt, "camera", "no_read")
        first = first if number else attempt.cursor
        packs += attempt.packs
    note(attempt, packs, attempt.moment_us)
    attempt.cursor = first


def _come(attempt: Attempt, packs: int) -> None:
    """Wait until so many more packs came before the camera."""
    left = packs

    def enough(record: AnyRecord) -> bool:
        nonlocal left
        left -= isinstance(record, PackViewed)
        return left <= 0

    if attempt.wait(enough, patience(attempt, packs), since=len(attempt.records)) is None:
        raise BenchError("no packs come before the camera any more")
