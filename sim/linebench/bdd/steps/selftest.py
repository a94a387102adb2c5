"""The bench tests itself: that it finds what is wrong, finds nothing where nothing is, and keeps its own record."""

from datetime import UTC, datetime
from itertools import pairwise

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_rows
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import attested, own
from linebench.bdd.phrase import then
from linebench.bdd.seen import each
from linebench.bdd.selftest import self_test
from linebench.evidence.audit import read_audit
from linebench.evidence.package import AUDIT
from linebench.records.claim import AnswerClaimed, ValueClaimed


@then("the bench passes its test of itself")
def tested(attempt: Attempt) -> None:
    """Truth: a clean order has no finding, a planted defect has, and equal seeds give equal journals."""
    expect_rows(attempt, TRUTH, self_test(attempt.library.content, attempt.library.requirements))


@then("the audit trail of the {seat:component} is active before anybody logs in", revision=2)
def audit_active(attempt: Attempt, seat: str) -> None:
    """Claim: the audit trail has an entry before the first request that was answered.

    A person confirms that nobody who works with the system can switch it off. Of the bench the trail of the run
    began before the first step, its chain is whole, and its clock never went back.
    """
    if own(attempt, seat):
        _own_trail(attempt)
        return
    first = next((at for at, _ in each(attempt.records, AnswerClaimed)), len(attempt.records))
    found = [at for at, value in each(attempt.records, ValueClaimed)
             if value.item == "audit" and value.source == seat and at < first]
    expect(attempt, CLAIM, f"an entry in the audit trail of {seat} before the first request",
           f"{len(found)} entries", met=bool(found), at=found[:1])
    attested(attempt, f"nobody who works with {seat} can switch its audit trail off")


def _own_trail(attempt: Attempt) -> None:
    trail = attempt.config.out / AUDIT
    read = read_audit(trail.read_bytes() if trail.is_file() else b"")
    began = read.events[0].action if read.events else "no entry"
    expect(attempt, TRUTH, "the first entry of the audit trail: run started", f"the first entry: {began}",
           met=began == "run started")
    expect(attempt, TRUTH, "the chain of the audit trail is whole", read.problem or "the chain is whole",
           met=not read.problem)
    times = [datetime.fromisoformat(event.at) for event in read.events]
    back = [f"entry {n}" for n, (before, after) in enumerate(pairwise([*times, datetime.now(UTC)]), 2)
            if after < before]
    expect(attempt, TRUTH, "the clock of the audit trail never went back", f"it went back before {back[0]}" if back
           else "it never went back", met=not back)
