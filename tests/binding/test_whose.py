"""Statements on other orders, or of a time before the test case, are counted and are nobody's claim."""

from datetime import UTC, datetime, timedelta

import pytest

from linebench.binding.eye import Row
from linebench.binding.meaning import Meaning
from linebench.binding.whose import Stated, Whose
from linebench.scenario.stack import ClaimPlan

EPOCH = "2026-01-05T06:00:00Z"
TOLERANCE = 2_000_000


def stated(plan, dated=True, **values):
    return Meaning(plan, "stack.claim.r", EPOCH).stated(Row(values, "r:2"), dated=dated)


def serials(**fields):
    return ClaimPlan(id="r", by="csv", gives="serials",
                     fields={"gtin": "=1", "serial": "Nr", "status": "=commissioned", **fields})


def at(seconds):
    return (datetime(2026, 1, 5, 6, tzinfo=UTC) + timedelta(seconds=seconds)).isoformat()


@pytest.mark.parametrize(("what", "ours"), [
    (Stated("PO-1-701"), True), (Stated("PO-1-702"), False), (Stated(), True), (Stated(t=5), True),
    (Stated(t=-TOLERANCE), True), (Stated(t=-TOLERANCE - 1), False),
])
def test_an_order_decides_and_without_one_the_time(what, ours):
    """What states neither is of now."""
    assert Whose({"PO-1-701"}, TOLERANCE).is_ours("r", what) is ours


def test_what_was_counted_is_told_once_for_each_claim():
    """With its number and what it was about; long lists are cut."""
    whose = Whose({"PO-1-705"}, TOLERANCE)
    for order in ("PO-1-701", "PO-1-701", "PO-1-702", "PO-1-703", "PO-1-704", "PO-1-705"):
        whose.is_ours("report", Stated(order))
    whose.is_ours("packed", Stated(t=-9_000_000))
    whose.is_ours("elsewhere", Stated("PO-2"))
    assert [*whose.told({"report", "packed"})] == [
        "report: 5 statements, of order PO-1-701, order PO-1-702, order PO-1-703 and 1 more",
        "packed: 1 statement, of a time before it"]


def test_a_row_says_its_order_and_else_its_time():
    """By the columns that the stack file names; a time counts only where the clock is known."""
    both = serials(order="Auftrag", time="Zeit")
    assert stated(both, Auftrag="PO-9", Zeit=at(-60)) == Stated("PO-9")
    assert stated(both, Auftrag="", Zeit=at(-60)) == Stated(t=-60_000_000)
    assert stated(both, dated=False, Auftrag="", Zeit=at(-60)) == Stated()
    assert stated(serials()) == Stated()


def test_an_event_says_its_time():
    """EPCIS has no order; what is no event says nothing."""
    events = ClaimPlan(id="r", by="epcis", gives="events")
    assert stated(events, type="ObjectEvent", time=at(-60)) == Stated(t=-60_000_000)
    assert stated(events) == Stated()
