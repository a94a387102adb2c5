"""Claims: what the stack must say happened. Statuses of serial numbers, fates of packs, alarms, the HMI."""

from collections.abc import Callable, Sequence, Sized

from linebench.bdd.actual import CLAIM, expect, expect_equal, expect_found, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, report_time
from linebench.bdd.phrase import then
from linebench.bdd.seen import (
    claimed,
    code_on,
    codes_on,
    diverted,
    each,
    epc_of,
    exited,
    first_claims,
    track,
    trigger,
    viewed,
)
from linebench.bdd.steps.truth import that_pack
from linebench.records import AnyRecord
from linebench.records.claim import AlarmClaimed, SerialsClaimed, StateClaimed, TracksClaimed, ValueClaimed

_EXECUTE = 6
"""Number of the PackML state in which the line makes packs (ANSI/ISA-TR88.00.02)."""


def _serial(attempt: Attempt, pack: int) -> str:
    epc = code_on(attempt.records, pack) if pack in exited(attempt.records) else epc_of(attempt.records, pack)
    if not epc:
        raise BenchError(f"pack {pack} got no serial number, so nothing can be claimed about it")
    return epc


def _not_for_sale(attempt: Attempt, packs: tuple[int, ...]) -> set[str]:
    """Return the serial numbers ordered for and printed on packs, without those that good packs carry."""
    records = attempt.records
    good = {code_on(records, pack) for pack in exited(records) if pack not in packs}
    theirs = {epc_of(records, pack) for pack in packs} | {code_on(records, pack) for pack in packs}
    return theirs - good - {""}


def _await_status(attempt: Attempt, pack: int, status: str, source: str = "l2") -> list[int]:
    epc = _serial(attempt, pack)
    if not claimed(attempt.records, source, status, epc):
        attempt.wait(lambda record: isinstance(record, SerialsClaimed) and record.source == source
                     and record.status == status and epc in record.epcs, report_time(attempt))
    return claimed(attempt.records, source, status, epc)


@then("L1 reports that pack as rejected because of {cause:cause}")
def track_rejected(attempt: Attempt, cause: str) -> None:
    """L1 names the pack's fate and the cause."""
    _fate_claimed(attempt, ("rejected", cause))


@then("L1 reports that pack as passed")
def track_passed(attempt: Attempt) -> None:
    """L1 says that the pack left the reject zone as a good one."""
    _fate_claimed(attempt, ("passed", ""))


@then("L1 reports that pack as missing")
def track_missing(attempt: Attempt) -> None:
    """L1 says that the pack came before the camera and never to the gate."""
    _fate_claimed(attempt, ("missing", ""), cause=False)


def _fate_claimed(attempt: Attempt, wanted: tuple[str, str], *, cause: bool = True) -> None:
    number = trigger(attempt.records, that_pack(attempt))
    if track(attempt.records, number) is None:
        attempt.wait(lambda record: isinstance(record, TracksClaimed)
                     and any(result[0] == number for result in record.results), report_time(attempt))
    seen = track(attempt.records, number)
    found = "nothing" if seen is None else f"{seen[1]} {seen[2]}".strip() if cause else seen[1]
    expect_equal(attempt, CLAIM, f"L1 on trigger {number}", f"{wanted[0]} {wanted[1]}".strip(), found,
                 at=[] if seen is None else [seen[0]])


@then("L1 reports an extra pack")
def track_extra(attempt: Attempt) -> None:
    """L1 says that a pack came to the gate which the camera never saw."""
    def extra(record: object) -> bool:
        return isinstance(record, TracksClaimed) and any(result[1] == "extra" for result in record.results)

    at = attempt.wait(extra, report_time(attempt))
    expect_found(attempt, CLAIM, "L1 reports an extra pack", at)


@then("L2 reports that pack as {status:status}")
def status_claimed(attempt: Attempt, status: str) -> None:
    """L2 tells the site server that the pack's serial number is commissioned, rejected, sampled or destroyed."""
    pack = that_pack(attempt)
    found = _await_status(attempt, pack, status)
    expect_found(attempt, CLAIM, f"serial number of pack {pack} {status}", found[0] if found else None)


@then("L2 reports those packs as {status:status}")
def statuses_claimed(attempt: Attempt, status: str) -> None:
    """L2 tells the site server the same about the serial number of each of the packs."""
    for pack in attempt.packs:
        found = _await_status(attempt, pack, status)
        expect_found(attempt, CLAIM, f"serial number of pack {pack} {status}", found[0] if found else None)


@then("L2 does not report that pack as commissioned")
def not_commissioned(attempt: Attempt) -> None:
    """L2 never tells the site server that the pack's serial number is on a good pack; it gets time to do so."""
    _never_commissioned(attempt, (that_pack(attempt),))


@then("L2 reports none of those packs as commissioned")
def none_commissioned(attempt: Attempt) -> None:
    """L2 never tells the site server that one of the packs' serial numbers is on a good pack."""
    _never_commissioned(attempt, attempt.packs)


def _never_commissioned(attempt: Attempt, packs: tuple[int, ...]) -> None:
    stack = attempt.scenario.stack
    attempt.bench.advance(None, 2 * int(stack.report_every) + int(SETTLE))
    epcs = sorted(_not_for_sale(attempt, packs))
    found = [at for epc in epcs for at in claimed(attempt.records, "l2", "commissioned", epc)]
    expect_none(attempt, CLAIM, f"none of {len(packs)} packs commissioned", found)


@then("L2 reports every good pack before it as commissioned")
def good_before(attempt: Attempt) -> None:
    """L2 tells the site server that each pack which the camera saw earlier and which passed is commissioned."""
    view = viewed(attempt.records, that_pack(attempt))
    upto = view.trigger if view else 0
    earlier = [pack for pack in exited(attempt.records)
               if (seen := viewed(attempt.records, pack)) is not None and seen.trigger < upto]
    _all_commissioned(attempt, earlier)


@then("L2 reports every pack that passed as commissioned")
def all_passed(attempt: Attempt) -> None:
    """L2 tells the site server that the serial number on each pack which passed the exit is commissioned."""
    attempt.bench.advance(None, int(SETTLE))
    _all_commissioned(attempt, list(exited(attempt.records)))


def _all_commissioned(attempt: Attempt, packs: list[int]) -> None:
    if not packs:
        raise BenchError("no pack has passed, so this step would compare nothing")
    codes, claims = codes_on(attempt.records), first_claims(attempt.records, "l2", "commissioned")
    found = [claims.get(codes.get(pack) or _serial(attempt, pack)) for pack in packs]
    for number, pack in enumerate(packs):
        if found[number] is None:
            found[number] = next(iter(_await_status(attempt, pack, "commissioned")), None)
    places = {at for at in found if at is not None}
    have = sum(at is not None for at in found)
    expect(attempt, CLAIM, f"{len(packs)} of {len(packs)} good packs commissioned",
           f"{have} of {len(packs)} good packs commissioned", met=have == len(packs), at=sorted(places))


@then('the alarm "{name:name}" is latched')
def alarm_latched(attempt: Attempt, name: str) -> None:
    """The alarm has come since the latest stimulus and needs a person to go."""
    at = _alarm(attempt, name, latched=True)
    if at is None:
        at = _alarm(attempt, name)
    record = None if at is None else attempt.records[at]
    latched = isinstance(record, AlarmClaimed) and record.latched
    found = "did not come" if at is None else "latched" if latched else "came, not latched"
    expect(attempt, CLAIM, f"alarm {name!r}: latched", f"alarm {name!r}: {found}", met=latched,
           at=[] if at is None else [at])


@then('the alarm "{name:name}" is shown')
def alarm_shown(attempt: Attempt, name: str) -> None:
    """The alarm has come since the latest stimulus, latched or not."""
    expect_found(attempt, CLAIM, f"alarm {name!r} comes", _alarm(attempt, name))


def _alarm(attempt: Attempt, name: str, *, latched: bool = False) -> int | None:
    return attempt.wait(lambda record: isinstance(record, AlarmClaimed) and record.alarm == name and record.on
                        and record.latched >= latched, report_time(attempt))


@then('the alarm "{name:name}" does not come')
def alarm_absent(attempt: Attempt, name: str) -> None:
    """The alarm has not come since the latest stimulus, and does not come in the time an alarm needs."""
    attempt.bench.advance(None, int(SETTLE))
    found = attempt.found(lambda record: isinstance(record, AlarmClaimed) and record.alarm == name and record.on)
    expect_none(attempt, CLAIM, f"no alarm {name!r}", found)


@then('the alarm "{name:name}" goes')
def alarm_goes(attempt: Attempt, name: str) -> None:
    """The alarm goes off: its cause is gone and, if it was latched, a person has acknowledged it."""
    at = attempt.wait(lambda record: isinstance(record, AlarmClaimed) and record.alarm == name and not record.on,
                      report_time(attempt))
    expect_found(attempt, CLAIM, f"alarm {name!r} goes", at)


@then('L1 reports a stop because of "{cause:name}"')
def stop_reported(attempt: Attempt, cause: str) -> None:
    """L1 enters a state other than running since the latest stimulus and gives this as the cause."""
    at = attempt.wait(lambda record: isinstance(record, StateClaimed) and record.state != _EXECUTE
                      and record.reason == cause, report_time(attempt))
    expect_found(attempt, CLAIM, f"a stop because of {cause!r}", at)


@then("L1 reports that the line runs")
def run_reported(attempt: Attempt) -> None:
    """L1 enters the state in which packs are made since the latest stimulus."""
    at = attempt.wait(lambda record: isinstance(record, StateClaimed) and record.state == _EXECUTE,
                      report_time(attempt))
    expect_found(attempt, CLAIM, "the state Execute", at)


@then("the HMI shows as many good packs as have passed")
def good_shown(attempt: Attempt) -> None:
    """The HMI's count of good packs equals the packs that truly passed, once everything has been said."""
    _shown(attempt, "good", exited)


@then("the HMI shows as many rejected packs as fell into the reject bin")
def rejected_shown(attempt: Attempt) -> None:
    """The HMI's count of rejected packs equals the packs that truly fell into the bin, read or not."""
    _shown(attempt, "rejected", diverted)


def _shown(attempt: Attempt, item: str, packs: Callable[[Sequence[AnyRecord]], Sized]) -> None:
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    shown = [(at, value.value) for at, value in each(attempt.records, ValueClaimed) if value.item == item]
    expect_equal(attempt, CLAIM, f"{item} packs on the HMI", str(len(packs(attempt.records))),
                 shown[-1][1] if shown else "nothing",
                 at=[shown[-1][0]] if shown else [])
