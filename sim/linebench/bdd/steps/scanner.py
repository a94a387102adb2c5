"""The scanner at the HMI: how it and the computer it types at are set up, and what L2 makes of what people scan."""

from linebench.bdd.actual import CLAIM, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import OPERATOR, SETTLE, ask, batch_of
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.bdd.steps.truth import that_pack
from linebench.line.kinds import HANDHELD
from linebench.records.claim import SerialsClaimed
from linebench.records.truth import PackPrinted
from linebench.scenario.model import FaultPlan

_BY = {"scrap": "supervisor"}
"""Who scans for a request; the operator for all others."""
_BOOKED = {"take_sample": "sample", "rework": "rework", "scrap": "scrap"}
"""The reason that L2 gives for what it books after a scan, by request."""


@given('the order for "{name:name}" has the lot "{lot:name}"')
def order_lot(attempt: Attempt, name: str, lot: str) -> None:
    """Set the lot of the order."""
    attempt.change(f"batch.{batch_of(attempt, name).order}.lot", lot)


@when("the scanner at the HMI types {typing:typing}")
def mistypes(attempt: Attempt, typing: str) -> None:
    """Set scanner and computer up so that they do not agree. "the scanner at the HMI is set up right" ends it."""
    attempt.stimulus("fault", target=HANDHELD.name, kind=typing)
    attempt.faults["scanner"] = attempt.bench.inject(FaultPlan(target=HANDHELD.name, kind=typing, params={}))


@when("the scanner at the HMI is set up right")
def set_right(attempt: Attempt) -> None:
    """Set scanner and computer up alike again."""
    number = attempt.faults.pop("scanner", None)
    if number is None:
        raise BenchError("the scanner is set up right; an earlier step has to set it up otherwise")
    attempt.stimulus("heal", fault=number)
    attempt.bench.heal(number)


@when("that pack is scanned again")
def scanned_again(attempt: Attempt) -> None:
    """Scan the pack in hand once more, for what it was scanned for before."""
    action = attempt.notes.get("asked", "")
    if action not in _BOOKED:
        raise BenchError("no earlier step scanned a pack")
    pack = that_pack(attempt)
    content = next(done.content for _, done in each(attempt.records, PackPrinted) if done.pack == pack)
    ask(attempt, action, content, _BY.get(action, OPERATOR))


@then("L2 books no pack for it")
def books_nothing(attempt: Attempt) -> None:
    """Claim: since the latest stimulus no serial number has got a status by such a scan, nor does one soon."""
    reason = _BOOKED.get(attempt.notes.get("asked", ""))
    if reason is None:
        raise BenchError("no earlier step scanned a pack")
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    found = [at for at, claim in each(attempt.records, SerialsClaimed, attempt.cursor)
             if (claim.source, claim.reason) == ("l2", reason)]
    expect_none(attempt, CLAIM, f"nothing booked for a {reason}", found)
