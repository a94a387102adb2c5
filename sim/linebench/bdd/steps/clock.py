"""What time it is at L2: the time server, the clock of its computer, and the times that it states."""

from datetime import datetime, timedelta
from itertools import pairwise

from linebench.bdd.actual import CLAIM, NotApplicable, expect, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import heal, inject
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.bdd.users_l2 import people_of, trail
from linebench.ports.clock import ClockMoved
from linebench.records.claim import AlarmClaimed, AlarmLineClaimed
from linebench.units import Duration

_US = timedelta(microseconds=1)
_LOST = "the time server is lost"


@given('it is "{moment:name}" when the test case begins')
def begins_at(attempt: Attempt, moment: str) -> None:
    """Choose the moment of the beginning, UTC such as 2026-10-25T00:59:40Z."""
    attempt.change("epoch", moment)


@when("the time server is lost")
def lost(attempt: Attempt) -> None:
    """Cut the way between L2 and the time server; it stays cut."""
    _has_clock(attempt)
    attempt.faults[_LOST] = inject(attempt, "time>l2", "cut")


@when("the time server is back")
def back(attempt: Attempt) -> None:
    """Join L2 with the time server again."""
    heal(attempt, _LOST)


@when("the clock of L2's computer jumps ahead by {span:duration}")
def jumps_ahead(attempt: Attempt, span: Duration) -> None:
    """Move the clock of the computer that L2 runs on."""
    _move(attempt, int(span))


@when("the clock of L2's computer jumps back by {span:duration}")
def jumps_back(attempt: Attempt, span: Duration) -> None:
    """Move the clock of the computer that L2 runs on."""
    _move(attempt, -int(span))


@then('the alarm "{name:name}" comes within the limit of {limit:requirement}')
def in_time(attempt: Attempt, name: str, limit: str) -> None:
    """Claim: L2 shows the alarm so soon after the latest stimulus."""
    high = attempt.requirement(limit).limit
    longest = high.high if high and high.high else 0
    at = attempt.wait(lambda record: isinstance(record, AlarmClaimed) and record.source == "l2" and record.on
                      and record.alarm == name, 2 * longest)
    if at is None:
        expect(attempt, CLAIM, f"alarm {name!r} within the limit of {limit}", "it did not come", met=False)
    else:
        expect_within(attempt, CLAIM, f"alarm {name!r} after", attempt.records[at].t - attempt.moment_us, limit,
                      at=[at])


@then("the times of the audit trail are in order and right within the limit of {limit:requirement}")
def in_order(attempt: Attempt, limit: str) -> None:
    """Claim: by UTC no entry is before the one in front of it, and none is off by more than the limit."""
    made = {line.number: (at, line) for at, line in reversed(trail(attempt))}
    moments = [(at, datetime.fromisoformat(line.time), line.t) for _, (at, line) in sorted(made.items())]
    wrong = [at for (_, before, _), (at, after, _) in pairwise(moments) if after < before]
    expect(attempt, CLAIM, f"{len(moments)} entries in the order of UTC",
           f"{len(wrong)} before the one in front of it", met=bool(moments) and not wrong, at=wrong)
    begin = datetime.fromisoformat(attempt.scenario.epoch)
    off = max(abs((moment - begin) // _US - t) for _, moment, t in moments)
    expect_within(attempt, CLAIM, "entries off by up to", off, limit, at=[at for at, _, _ in moments[-1:]])


@then("no duration in the alarm journal is negative")
def durations(attempt: Attempt) -> None:
    """Claim: each alarm was acknowledged and cleared no earlier than it was raised, by UTC."""
    lines = {line.number: (at, line) for at, line in each(attempt.records, AlarmLineClaimed)}
    spans = [(at, datetime.fromisoformat(time) - datetime.fromisoformat(line.raised))
             for at, line in lines.values() for time in (line.seen, line.cleared) if time]
    wrong = [at for at, span in spans if span < timedelta()]
    expect(attempt, CLAIM, f"{len(spans)} durations, none negative", f"{len(wrong)} negative",
           met=bool(spans) and not wrong, at=wrong)


def _move(attempt: Attempt, by_us: int) -> None:
    _has_clock(attempt)
    attempt.stimulus("clock moved", by_us=by_us)
    attempt.bench.say("time>l2", ClockMoved(by_us))


def _has_clock(attempt: Attempt) -> None:
    people_of(attempt)
    if "l2" in attempt.scenario.stack.remote:
        raise NotApplicable("L2 is a process of its own, whose clock and time server the bench does not have")
