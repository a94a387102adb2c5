"""The rules about the planner's orders: what each finds, and what it leaves alone."""

import msgspec

from linebench.oracle.judge import judge
from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, ProductAnswer, ProductData
from linebench.ports.l3 import Order
from linebench.records.wire import Delivered, Dropped
from tests.oracle.story import EXPIRY, GTIN, LOT, Story

JOB = JobOrder("PO-1", GTIN, LOT, EXPIRY, 40)
OK = JobAnswer("PO-1", "PO-1", "ok")
PRODUCT = ProductData("p", GTIN, "carton", 10, 3)
GIVEN = Order("PO-1", GTIN, LOT, EXPIRY, 40, 10, 3, "39501101", 1)
RULES = ("order-taken-twice", "invalid-order-taken", "unreleased-order-given")


def said(*messages):
    """What was said, one each 10 ms: (rule, finding) of the three rules, and how many opportunities they had."""
    links = {JobOrder: "erp>l3", ProductData: "erp>l3", JobCommand: "erp>l3", Order: "l3>l2"}
    records = list(Story().records())
    t = records[-1].t
    records[-1:] = [
        message if isinstance(message, Dropped) else Delivered(
            t + 10_000 * n, links.get(type(message), "l3>erp"), t + 10_000 * n - 5_000, message)
        for n, message in enumerate(messages)]
    outcomes = {one.rule: one for one in judge(records).outcomes if one.rule in RULES}
    assert outcomes.keys() == set(RULES)
    return [(name, finding.message.partition(" ")[2]) for name in RULES for finding in outcomes[name].findings], \
        tuple(outcomes[name].opportunities for name in RULES)


def test_a_clean_run_passes():
    """Master data, an order, the same again, one that is wrong and refused, and the line gets what was ordered."""
    wrong = msgspec.structs.replace(JOB, job="PO-2", quantity=0)
    refused = JobAnswer("PO-2", "PO-2", "invalid", "quantity 0")
    other = msgspec.structs.replace(JOB, quantity=41)
    duplicate = JobAnswer("PO-1", "PO-1", "duplicate", "taken")
    assert said(PRODUCT, ProductAnswer("p", GTIN, "ok"), JOB, OK, JOB, OK, wrong, refused, other, duplicate, GIVEN,
                ) == ([], (5, 4, 1))


def test_another_order_under_a_number_is_found():
    """Taken twice with two contents; given with another content than ordered."""
    other = msgspec.structs.replace(JOB, quantity=41)
    assert said(JOB, OK, other, OK)[0] == [
        ("order-taken-twice", "the site took another order under the number PO-1, which is taken")]
    assert said(JOB, OK, msgspec.structs.replace(GIVEN, lot="X", quantity=4))[0] == [
        ("order-taken-twice", "the line was given order PO-1 with another lot, quantity than the planner ordered")]


def test_the_same_order_told_again_is_not_a_duplicate():
    """A refusal of what was taken is found, unless the planner took it back, or the first answer was lost."""
    duplicate = JobAnswer("PO-1", "PO-1", "duplicate", "taken")
    found = [("order-taken-twice", "the site refused order PO-1, which it had taken, when it was told again")]
    assert said(JOB, OK, JOB, duplicate)[0] == found
    assert said(JOB, OK, JobCommand("c", "PO-1", "cancel"), JOB, duplicate)[0] == []
    assert said(JOB, Dropped(0, "l3>erp", OK, "fault"), JOB, OK) == ([], (1, 1, 0))


def test_an_order_that_cannot_be_is_found_when_it_is_taken():
    """Each thing that can be wrong, and a right order that is called invalid, and a refusal without why."""
    for change, name in (({"gtin": "09501101530004"}, "GTIN"), ({"lot": ""}, "lot"),
                         ({"expiry": "271301"}, "expiry date"), ({"quantity": 0}, "quantity")):
        assert said(msgspec.structs.replace(JOB, **change), OK)[0] == [
            ("invalid-order-taken", f"the site took order PO-1 with a wrong {name}")]
    assert said(JOB, JobAnswer("PO-1", "PO-1", "invalid", "no mood"))[0] == [
        ("invalid-order-taken", "the site refused order PO-1 as invalid, and nothing of it is: no mood")]
    assert said(JOB, JobAnswer("PO-1", "PO-1", "full"))[0] == [
        ("invalid-order-taken", "the site refused order PO-1 as full without a reason")]


def test_an_order_of_an_unreleased_product_is_found_when_it_is_given():
    """Found while the newest answered master data are not released; not before, and not after a new release."""
    taken, held = ProductAnswer("p", GTIN, "ok"), msgspec.structs.replace(PRODUCT, released=False)
    found = [("unreleased-order-given",
              f"the line was given order PO-1 of GTIN {GTIN}, whose master data are not released")]
    assert said(held, taken, GIVEN)[0] == found
    assert said(PRODUCT, taken, GIVEN, held, taken)[0] == []
    assert said(held, taken, PRODUCT, taken, GIVEN)[0] == []
    assert said(held, ProductAnswer("p", GTIN, "conflict", "runs"), GIVEN)[0] == []
