"""The site server: each message in, the whole list of effects out."""

from linebench.ports.l3 import (
    BatchReport,
    ObjectEvent,
    Order,
    OrderRefused,
    OrderRequest,
    Report,
    ReportAccepted,
    SerialRequest,
    SerialReturn,
    Serials,
    SerialsRefused,
)
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.machine import Send, Store

GTIN = "04012345678901"
ORDER = Order("A1", GTIN, "LOT1", "271231", 100, 5, 2, "34012345", 1)
CONFIG = L3Config(orders={"A1": ORDER}, refused={"B1": "not released"}, pool=5)
EVENT = ObjectEvent("ADD", "commissioning", "active", (f"01{GTIN}21S1",), (1,))


def server(restored=None, config=CONFIG, numbers="abcdefgh"):
    """A started server that draws single letters, each of them twice."""
    letters = iter(sorted(numbers * 2))
    site = SiteServer(config, lambda count, _: tuple(next(letters) for _ in range(count)))
    site.start(restored or {}, 0)
    return site


def test_orders_are_given_or_refused_with_the_reason():
    """A known order is given; unknown, unreleased and finished ones are refused."""
    site = server()
    assert site.receive("l2", OrderRequest("A1"), 0) == [Store("given:A1", ORDER), Send("l2", ORDER)]
    assert site.receive("l2", OrderRequest("B1"), 0) == [Send("l2", OrderRefused("B1", "not released"))]
    assert site.receive("l2", OrderRequest("X"), 0) == [Send("l2", OrderRefused("X", "no order 'X'"))]
    site.receive("l2", BatchReport("A1", 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 0)
    assert site.receive("l2", OrderRequest("A1"), 0) == [
        Send("l2", OrderRefused("A1", "order 'A1' is finished"))]


def test_the_same_request_gets_the_same_serials():
    """Serials are drawn once per request, never twice, fewer when the pool ends, none when it is empty."""
    site = server()
    first = Serials(1, GTIN, ("a", "b", "c"))
    assert site.receive("l2", SerialRequest(1, "A1", GTIN, 3), 0) == [Store("serials:1", first), Send("l2", first)]
    assert site.receive("l2", SerialRequest(1, "A1", GTIN, 3), 0) == [Send("l2", first)]
    second = Serials(2, GTIN, ("d", "e"))
    assert site.receive("l2", SerialRequest(2, "A1", GTIN, 3), 0) == [
        Store("serials:2", second), Send("l2", second)]
    assert site.receive("l2", SerialRequest(3, "A1", GTIN, 3), 0) == [
        Send("l2", SerialsRefused(3, f"no serials left for GTIN {GTIN}"))]
    assert site.receive("l2", SerialRequest(1, "A1", "other", 3), 0) == [
        Send("l2", SerialsRefused(1, f"request 1 was made for GTIN {GTIN}"))]


def test_serials_given_before_a_power_loss_are_not_given_again():
    """What was stored is remembered: the same answer for the same request, other serials for a new one."""
    first = Serials(1, GTIN, ("a", "b", "c"))
    site = server({"serials:1": first})
    assert site.receive("l2", SerialRequest(1, "A1", GTIN, 3), 0) == [Send("l2", first)]
    second = Serials(2, GTIN, ("d", "e"))
    assert site.receive("l2", SerialRequest(2, "A1", GTIN, 9), 0) == [
        Store("serials:2", second), Send("l2", second)]


def test_documents_are_stored_once_and_in_order():
    """A repeat is acknowledged and not stored; one that comes too early is left for the line to send again."""
    site = server()
    report = Report(1, "A1", (EVENT,))
    assert site.receive("l2", report, 0) == [
        Store("last", 1), Store("document:1", report), Send("l4", report), Send("l2", ReportAccepted(1))]
    assert site.receive("l2", report, 0) == [Send("l2", ReportAccepted(1))]
    assert site.receive("l2", Report(3, "A1", (EVENT,)), 0) == []
    back = SerialReturn("A1", ("e",), 2)
    assert site.receive("l2", back, 0) == [
        Store("last", 2), Store("document:2", back), Send("l2", ReportAccepted(2))]
    balance = BatchReport("A1", 3, 1, 1, 0, 0, 1, 0, 0, 0, 3)
    assert site.receive("l2", balance, 0) == [
        Store("last", 3), Store("document:3", balance), Store("finished:A1", True), Send("l4", balance),
        Send("l2", ReportAccepted(3))]


def test_the_sequence_survives_a_power_loss():
    """After a restart an old report is a repeat, and a finished order stays finished."""
    site = server({"last": 7, "finished:A1": True})
    assert site.receive("l2", Report(7, "A1", (EVENT,)), 0) == [Send("l2", ReportAccepted(7))]
    assert site.receive("l2", OrderRequest("A1"), 0)[0].message.reason == "order 'A1' is finished"
