"""The planner's orders at the site: each message in, the whole list of effects out."""

import msgspec
import pytest

from linebench.ports.erp import (
    JobAnswer,
    JobCommand,
    JobOrder,
    JobResponse,
    JobWish,
    ProductAnswer,
    ProductData,
)
from linebench.ports.l3 import BatchReport, Order, OrderRefused, OrderRequest, ReportAccepted
from linebench.stack.erp import Planner, PlannerConfig
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.jobs import Job
from linebench.stack.l3.planned import PlannedSite
from linebench.stack.machine import Arm, Send, Store

GTIN = "04012345678901"
PRODUCT = ProductData("p1", GTIN, "tablets", 5, 2)
JOB = JobOrder("A1", GTIN, "LOT1", "271231", 100)
ORDER = Order("A1", GTIN, "LOT1", "271231", 100, 5, 2, "34012345", 1)
replace = msgspec.structs.replace


class Site:
    """A site with its store, as a seat drives it."""

    def __init__(self):
        self.store = {}
        self.power()

    def power(self):
        """Power comes on; memory is lost."""
        config = L3Config(orders={}, pool=5, planner=True)
        self.level = PlannedSite(config, lambda planned: SiteServer(planned, lambda count, _: ("x",) * count))
        self.level.start(self.store, 0)

    def hear(self, message, t=0, source="erp"):
        """What is said in answer; what is stored is kept, and nothing is said before."""
        answer = self.level.receive(source, message, t)
        effects = [answer] if isinstance(answer, Send) else list(answer)
        kinds = [type(effect) for effect in effects]
        assert kinds == sorted(kinds, key=(Store, Send).index) or source == "l2"
        self.store |= {effect.key: effect.value for effect in effects if type(effect) is Store}
        return [effect.message for effect in effects if type(effect) is Send]


@pytest.fixture
def site():
    """A site that knows the product and has taken the order."""
    found = Site()
    found.hear(PRODUCT)
    found.hear(JOB)
    return found


def test_master_data_and_an_order_are_stored_before_they_are_answered():
    """Exactly one Store each, before the answer; the same once more is answered and stores nothing."""
    found = Site()
    stored = Job(JOB, 0, "allowed_to_start")
    assert found.level.receive("erp", PRODUCT, 0) == [
        Store(f"product:{GTIN}", PRODUCT), Send("erp", ProductAnswer("p1", GTIN, "ok"))]
    assert found.level.receive("erp", JOB, 0) == [Store("job:A1", stored), Send("erp", JobAnswer("A1", "A1", "ok"))]
    assert found.level.receive("erp", JOB, 0) == [Send("erp", JobAnswer("A1", "A1", "ok"))]
    assert found.level.receive("erp", replace(PRODUCT, request="p2"), 0) == [
        Send("erp", ProductAnswer("p2", GTIN, "ok"))]
    assert found.level.receive("l2", OrderRequest("A1"), 7) == [
        Store("given:A1", ORDER), Send("l2", ORDER), Store("job:A1", replace(stored, state="running", begun_us=7)),
        Send("erp", JobResponse("A1", "running", (), 7))]


@pytest.mark.parametrize(("change", "reason"), [
    ({"gtin": "04012345678900"}, "GTIN '04012345678900': expected 14 digits with the right check digit"),
    ({"lot": "LOT 1"}, "lot 'LOT 1': expected 1 to 20 characters of GS1 character set 82"),
    ({"expiry": "270230"},
     "expiry date '270230': expected YYMMDD, a real day, or day 00 for the end of the month"),
    ({"quantity": 0}, "quantity 0: expected 1 or more"),
    ({"job": "A2" * 20}, f"number '{'A2' * 20}': expected 1 to 30 characters of GS1 character set 82"),
])
def test_an_order_that_cannot_be_is_refused_with_what_is_wrong(site, change, reason):
    """One answer ``invalid`` with found and expected, nothing stored, and the line gets no such order."""
    order = replace(JOB, **{"job": "A2", **change})
    before = dict(site.store)
    assert site.hear(order) == [JobAnswer(order.job, order.job, "invalid", reason)]
    assert site.store == before
    assert site.hear(OrderRequest(order.job), source="l2") == [
        OrderRefused(order.job, f"no order {order.job!r}")]


def test_everything_that_is_wrong_is_told_at_once(site):
    """Two faults, one answer with both."""
    assert site.hear(replace(JOB, job="A2", lot="", quantity=-1)) == [JobAnswer(
        "A2", "A2", "invalid", "lot '': expected 1 to 20 characters of GS1 character set 82; "
        "quantity -1: expected 1 or more")]


def test_a_number_stands_for_one_order(site):
    """Other content under a taken number is a duplicate, also one that is cancelled; the first order stays."""
    reason = (f"number 'A1' is taken by an order of 100 packs of {GTIN}, lot 'LOT1'; "
              "give the order its own number")
    assert site.hear(replace(JOB, quantity=90)) == [JobAnswer("A1", "A1", "duplicate", reason)]
    assert site.hear(OrderRequest("A1"), source="l2")[0] == ORDER
    site.hear(replace(JOB, job="A2"))
    assert site.hear(JobCommand("c1", "A2", "cancel")) == [JobAnswer("c1", "A2", "ok")]
    assert [each.status for each in site.hear(replace(JOB, job="A2"))] == ["duplicate"]
    assert site.hear(JobWish("w1", "A2")) == [JobAnswer("w1", "A2", "unknown_job", "no order 'A2'")]


def test_an_order_without_master_data_is_refused():
    """Nobody knows how many packs go into a case."""
    assert Site().hear(JOB) == [JobAnswer(
        "A1", "A1", "no_master_data", f"no master data of GTIN {GTIN}; send them before the order")]


def test_only_so_many_orders_may_be_open(site):
    """The order beyond a thousand is refused as full; one that is cancelled makes room."""
    for number in range(2, 1001):
        assert site.hear(replace(JOB, job=f"A{number}"))[0].status == "ok"
    assert site.hear(replace(JOB, job="B1"))[0].status == "full"
    site.hear(JobCommand("c1", "A7", "cancel"))
    assert site.hear(replace(JOB, job="B1"))[0].status == "ok"


def test_an_order_runs_when_it_may_be_started_and_its_product_is_released(site):
    """Not allowed to start, then allowed; release withdrawn, then given back: the line hears the reason."""
    def asked(number):
        return site.hear(OrderRequest(number), source="l2")[0]

    site.hear(replace(JOB, job="A2", start=False))
    assert asked("A2") == OrderRefused("A2", "order 'A2' is not released by the planner")
    assert site.hear(JobCommand("c1", "A2", "start")) == [JobAnswer("c1", "A2", "ok")]
    site.hear(replace(PRODUCT, request="p2", released=False))
    assert asked("A2") == OrderRefused("A2", "master data of product 'tablets' are not released")
    site.hear(replace(PRODUCT, request="p3"))
    assert asked("A2") == replace(ORDER, order="A2", first_sscc=100_001)


def test_sizes_do_not_change_under_a_running_order(site):
    """A conflict while it runs; taken afterwards."""
    site.hear(OrderRequest("A1"), source="l2")
    larger = replace(PRODUCT, request="p2", case_size=6)
    assert site.hear(larger) == [ProductAnswer(
        "p2", GTIN, "conflict", "order 'A1' is running with cases of 5 and pallets of 2; "
        "send them again when it has ended")]
    site.hear(BatchReport("A1", 3, 1, 1, 0, 0, 1, 0, 0, 0, 1), source="l2")
    assert site.hear(larger) == [ProductAnswer("p2", GTIN, "ok")]


@pytest.mark.parametrize(("change", "reason"), [
    ({"gtin": "1"}, "GTIN '1': expected 14 digits with the right check digit"),
    ({"case_size": 0}, "case size 0: expected 1 or more"),
    ({"pallet_size": -1}, "pallet size -1: expected 1 or more"),
])
def test_master_data_that_cannot_be_are_refused(change, reason):
    """With what is wrong, and nothing is stored."""
    found, product = Site(), replace(PRODUCT, **change)
    assert found.hear(product) == [ProductAnswer("p1", product.gtin, "invalid", reason)]
    assert found.store == {}


def test_the_batch_report_becomes_the_response(site):
    """The planner hears the counts with begin and end; asked again, it hears the same; a repeat tells nothing."""
    site.hear(OrderRequest("A1"), t=7, source="l2")
    report = BatchReport("A1", 3, 1, 1, 0, 0, 1, 0, 2, 1, 1)
    ended = JobResponse("A1", "ended", (
        ("allocated", 3), ("commissioned", 1), ("rejected", 1), ("sampled", 0), ("destroyed", 0), ("returned", 1),
        ("open", 0), ("cases", 2), ("pallets", 1)), 7, 9)
    assert site.hear(report, t=9, source="l2") == [report, ReportAccepted(1), ended]
    assert site.hear(report, t=9, source="l2") == [ReportAccepted(1)]
    assert site.hear(JobWish("w1", "A1")) == [ended, JobAnswer("w1", "A1", "ok")]
    assert site.hear(JobWish("w2", state="ended")) == [ended, JobAnswer("w2", "", "ok")]
    assert site.hear(JobWish("w3", state="running")) == [JobAnswer("w3", "", "ok")]
    assert site.hear(JobWish("w4", state="asleep"))[0].status == "invalid"


@pytest.mark.parametrize(("state", "command", "status"), [
    ("allowed_to_start", "start", "wrong_state"), ("allowed_to_start", "revoke_start", "ok"),
    ("allowed_to_start", "abort", "ok"), ("allowed_to_start", "cancel", "ok"),
    ("allowed_to_start", "clear", "wrong_state"), ("allowed_to_start", "pause", "wrong_state"),
    ("running", "abort", "wrong_state"), ("running", "stop", "wrong_state"), ("running", "cancel", "wrong_state"),
    ("running", "resume", "wrong_state"), ("running", "explode", "unknown_command"),
])
def test_a_command_fits_the_state_or_is_refused(site, state, command, status):
    """What runs is run at the line: nothing that the planner says stops it."""
    if state == "running":
        site.hear(OrderRequest("A1"), source="l2")
    answer, = site.hear(JobCommand("c1", "A1", command))
    assert (answer.status, bool(answer.reason)) == (status, status != "ok")


def test_commands_on_an_unknown_order_are_refused(site):
    """With its number."""
    assert site.hear(JobCommand("c1", "X", "start")) == [JobAnswer("c1", "X", "unknown_job", "no order 'X'")]


def test_nothing_that_was_answered_is_lost_with_the_power(site):
    """The same orders, states and SSCCs after a loss of power in every state."""
    site.hear(replace(JOB, job="A2"))
    site.hear(OrderRequest("A1"), t=3, source="l2")
    site.hear(JobCommand("c1", "A2", "abort", "no carton"))
    told = site.hear(JobWish("w1"))
    site.power()
    assert site.hear(JobWish("w1")) == told == [
        JobResponse("A1", "running", (), 3), JobResponse("A2", "aborted", reason="no carton"),
        JobAnswer("w1", "", "ok")]
    assert site.hear(OrderRequest("A1"), source="l2") == [ORDER]
    site.hear(replace(JOB, job="A3"))
    assert site.hear(OrderRequest("A3"), source="l2")[0].first_sscc == 200_001
    assert site.hear(JOB) == [JobAnswer("A1", "A1", "ok")]


def test_the_planner_tells_until_it_is_answered():
    """Products before orders; what is answered is not told again, refused or not, also after a loss of power."""
    planner = Planner(PlannerConfig(products=(PRODUCT,), orders=(JOB,)))
    again = Arm("tell again", 10_000_000)
    assert planner.start({}, 0) == [Send("l3", PRODUCT), Send("l3", JOB), again]
    answer = JobAnswer("A1", "A1", "no_master_data", "none")
    assert planner.receive("l3", answer, 0) == [Store("answer:A1", answer)]
    assert planner.receive("l3", answer, 0) == ()
    assert planner.expire("tell again", 0) == [Send("l3", PRODUCT), again]
    ended = JobResponse("A1", "ended")
    assert planner.receive("l3", ended, 0) == [Store("response:A1", ended)]
    assert planner.start({"answer:A1": answer}, 0) == [Send("l3", PRODUCT), again]
    done = ProductAnswer("p1", GTIN, "ok")
    planner.receive("l3", done, 0)
    assert planner.expire("tell again", 0) == []


def test_an_update_changes_an_order_that_waits_and_no_other(site):
    """As it was but for what is new; one that runs, and one that there is not, stay as they are."""
    more = replace(JOB, quantity=500, update=True)
    assert site.hear(more) == [JobAnswer("A1", "A1", "ok")]
    assert site.hear(JobCommand("c1", "A1", "revoke_start")) == [JobAnswer("c1", "A1", "ok")]
    again = replace(more, quantity=600)
    assert site.hear(again) == [JobAnswer("A1", "A1", "ok")]
    assert (site.store["job:A1"].order, site.store["job:A1"].state) == (again, "not_allowed_to_start")
    assert site.hear(replace(more, quantity=0))[0].status == "invalid"
    assert site.hear(replace(more, job="B7"))[0].status == "unknown_job"
    site.hear(JobCommand("c2", "A1", "start"))
    site.hear(OrderRequest("A1"), source="l2")
    assert site.hear(replace(more, quantity=700))[0].status == "wrong_state"
    assert site.store["job:A1"].order == again
