"""Bypassed sensors: who may leave one out, and for how long."""

from linebench.bdd.actual import CLAIM, expect, expect_found, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import SETTLE, report_time
from linebench.bdd.phrase import given, then
from linebench.bdd.seen import each
from linebench.records.claim import AlarmClaimed, ValueClaimed
from linebench.units import Duration


@given("a bypass of a sensor lasts {span:duration}")
def lasts(attempt: Attempt, span: Duration) -> None:
    """Set after which time L1 ends a bypass by itself."""
    attempt.change("stack.bypass_time", str(span))


@then('the audit trail says that "l1" told the end of the bypass')
def end_logged(attempt: Attempt) -> None:
    """Claim: L2's audit trail has an entry that the bypass is over."""
    entries = [(at, value.value) for at, value in each(attempt.records, ValueClaimed) if value.item == "audit"]
    found = [at for at, text in entries if text.startswith("l1: bypass of ") and text.endswith(": over")]
    expect_found(attempt, CLAIM, "audit trail entry 'l1: bypass of …: over'", found[-1] if found else None)


@then('the alarm "{name:name}" goes by itself within the limit of {limit:requirement}')
def goes_itself(attempt: Attempt, name: str, limit: str) -> None:
    """Claim: from the coming of the alarm to its going, which nobody asked for, no more time than the limit."""
    came = [(at, told) for at, told in each(attempt.records, AlarmClaimed) if told.alarm == name and told.on]
    if not came:
        expect(attempt, CLAIM, f"alarm {name!r} comes and goes", "it did not come", met=False)
        return
    at, first = came[-1]
    gone = attempt.wait(lambda record: isinstance(record, AlarmClaimed) and record.alarm == name and not record.on,
                        _patience(attempt, limit), since=at)
    if gone is None:
        expect(attempt, CLAIM, f"alarm {name!r} goes", "it stays", met=False, at=[at])
        return
    expect_within(attempt, CLAIM, f"alarm {name!r} goes after", attempt.records[gone].t - first.t, limit,
                  at=[at, gone])


def _patience(attempt: Attempt, limit: str) -> int:
    """A little longer than the limit allows."""
    allowed = attempt.requirement(limit).limit
    return int(SETTLE) + (report_time(attempt) if allowed is None or allowed.high is None else allowed.high)
