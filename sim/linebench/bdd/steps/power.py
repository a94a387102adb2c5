"""Power and cables: levels that lose their power, links that are cut, and both coming back."""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import act, inject, note, report_time
from linebench.bdd.phrase import when
from linebench.bdd.seen import each, fate
from linebench.ports.base import Said
from linebench.ports.l3 import ReportAccepted
from linebench.records.truth import PackViewed
from linebench.records.wire import Dropped


@when("{level:level} loses its power")
def power_lost(attempt: Attempt, level: str) -> None:
    """Cut the power of one level of the stack; its memory is gone, what it stored stays.

    "Those packs" are the ones between camera and exit at that moment. Not applicable where the level is real and
    its stack file binds no ``power_off``.
    """
    stack = attempt.scenario.stack
    real = level in stack.remote and stack.remote[level].nature == "real"
    if real and not any(action.id == "power_off" for action in stack.actions):
        raise NotApplicable(f"nobody can take the power of {level}, which is real: no power_off is bound")
    note(attempt, tracked(attempt), attempt.bench.now)
    act(attempt, "cut_power", level=level)


@when("the power of {level:level} comes back")
def power_back(attempt: Attempt, level: str) -> None:
    """Give a level its power back."""
    cursor = attempt.cursor
    act(attempt, "restore_power", level=level)
    attempt.cursor = cursor  # what a Then asks for counts from the loss


@when("the link between {one:level} and {other:level} is cut")
def link_cut(attempt: Attempt, one: str, other: str) -> None:
    """Cut the cable between two levels."""
    act(attempt, "cut_link", a=one, b=other)


@when("the site server's answer to a report is lost")
def answer_lost(attempt: Attempt) -> None:
    """Lose one message on its way from the site server to L2: the answer to the next report that arrives."""
    if not lose(attempt, "l3>l2", ReportAccepted):
        raise BenchError("what was lost is no answer to a report; let L2 fetch its serial numbers before")


@when("the link between {one:level} and {other:level} is mended")
def link_mended(attempt: Attempt, one: str, other: str) -> None:
    """Mend the cable between two levels."""
    act(attempt, "restore_link", a=one, b=other)


def lose(attempt: Attempt, link: str, kind: type[Said]) -> bool:
    """Lose the next message on a link; return whether it was of this kind."""
    inject(attempt, link, "drop", 1)
    at = attempt.wait(lambda record: isinstance(record, Dropped), report_time(attempt))
    lost = None if at is None else attempt.records[at]
    return isinstance(lost, Dropped) and isinstance(lost.message, kind)


def tracked(attempt: Attempt) -> tuple[int, ...]:
    """Return the packs that the camera has seen and that have not left the reject zone."""
    seen = dict.fromkeys(view.pack for _, view in each(attempt.records, PackViewed))
    return tuple(pack for pack in seen if fate(attempt.records, pack) is None)
