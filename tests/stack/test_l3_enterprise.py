"""The site server with an enterprise above it: reports as events, kept until they are confirmed."""

from linebench.epcis.history import History
from linebench.epcis.model import Event, Place
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Order, Report, ReportAccepted
from linebench.ports.l4 import Capture, Captured
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.outbox import AGAIN
from linebench.stack.machine import Arm, Cancel, Send, Store

GTIN = "09501101530003"
ORDER = Order("A1", GTIN, "LOT1", "280200", 100, 5, 2, "39501101", 1)
CONFIG = L3Config(orders={"A1": ORDER}, pool=5, epoch="2026-01-05T06:00:00Z", enterprise=True)
SITE, LINE = Place(CONFIG.site), Place(CONFIG.line)
CASE = "00395011010000000019"
PACKS = tuple(f"01{GTIN}21S{number}" for number in range(4))
LINKS = tuple(f"https://id.gs1.org/01/{GTIN}/21/S{number}" for number in range(4))
FIRST = Report(1, "A1", (
    ObjectEvent("ADD", "commissioning", "active", PACKS[:3], (1_000_000, 1_000_000, 2_500_000)),
    ObjectEvent("DELETE", "decommissioning", "inactive", PACKS[3:], (2_600_000,), "verdict"),
    ObjectEvent("ADD", "commissioning", "active", (CASE,), (3_000_000,)),
    AggregationEvent("ADD", CASE, PACKS[:3], 3_000_001),
))
SECOND = Report(2, "A1", (AggregationEvent("DELETE", CASE, PACKS[:1], 9_000_000),))


def server(restored=None):
    site = SiteServer(CONFIG, lambda count, _: ("X",) * count)
    return site, list(site.start(dict(restored or {}), 0))


def observed(at, action, step, disposition, *epcs, ilmd=None):
    return Event(type="ObjectEvent", event_time=f"2026-01-05T06:00:{at}Z", event_time_zone_offset="+00:00",
                 action=action, biz_step=step, disposition=disposition, epc_list=epcs, read_point=LINE,
                 biz_location=SITE, ilmd=ilmd or {})


def test_every_unit_keeps_its_own_time():
    """One event for each moment, with lot and expiry of packs; what was never commissioned is encoded first."""
    site, _ = server()
    out = site.receive("l2", FIRST, 0)
    master = {"{urn:epcglobal:cbv:mda}lotNumber": "LOT1",
              "{urn:epcglobal:cbv:mda}itemExpirationDate": "2028-02-29"}
    events = (
        observed("01.000000", "ADD", "commissioning", "active", *LINKS[:2], ilmd=master),
        observed("02.500000", "ADD", "commissioning", "active", LINKS[2], ilmd=master),
        observed("02.600000", "ADD", "encoding", "encoded", LINKS[3]),
        observed("02.600000", "DELETE", "decommissioning", "inactive", LINKS[3]),
        observed("03.000000", "ADD", "commissioning", "active", "https://id.gs1.org/00/395011010000000019"),
        Event(type="AggregationEvent", event_time="2026-01-05T06:00:03.000001Z", event_time_zone_offset="+00:00",
              action="ADD", biz_step="packing", disposition="in_progress", child_epcs=LINKS[:3],
              parent_id="https://id.gs1.org/00/395011010000000019", read_point=LINE, biz_location=SITE))
    assert out == [Store("last", 1), Store("document:1", FIRST), Store("capture:000000001", Capture(1, events)),
                   Send("l4", Capture(1, events)), Arm(AGAIN, 10_000_000), Send("l2", ReportAccepted(1))]
    assert History().replay(events) == []


def test_captures_go_one_by_one_and_again_until_they_are_confirmed():
    """The second waits for the first; an answer to what was sent twice changes nothing."""
    site, _ = server()
    first = site.receive("l2", FIRST, 0)[3]
    assert [type(each) for each in site.receive("l2", SECOND, 0)] == [Store, Store, Store, Send]  # only to l2
    assert site.expire(AGAIN, 10_000_000) == [first, Arm(AGAIN, 10_000_000)]
    gone, second, armed = site.receive("l4", Captured(1, success=True, stored=6), 0)
    assert (gone, second.to, second.message.capture, armed) == (
        Store("capture:000000001", None), "l4", 2, Arm(AGAIN, 10_000_000))
    assert site.receive("l4", Captured(1, success=True, stored=6), 0) == []
    assert site.receive("l4", Captured(2, success=True, stored=1), 0) == [
        Store("capture:000000002", None), Cancel(AGAIN)]


def test_what_is_refused_is_kept_aside_with_the_reason():
    """And holds up nothing."""
    site, _ = server()
    capture = site.receive("l2", FIRST, 0)[3].message
    assert site.receive("l4", Captured(1, success=False, stored=0, errors=("two-parents",)), 0) == [
        Store("capture:000000001", None), Store("refused:000000001", (capture, ("two-parents",))), Cancel(AGAIN)]


def test_after_a_loss_of_power_what_is_not_confirmed_goes_out_again():
    """In its order; what was told before is known, so nothing is encoded a second time."""
    site, _ = server()
    kept = {each.key: each.value for report in (FIRST, SECOND) for each in site.receive("l2", report, 0)
            if isinstance(each, Store)}
    again, out = server(kept)
    assert out == [Send("l4", kept["capture:000000001"]), Arm(AGAIN, 10_000_000)]
    gone = Report(3, "A1", (ObjectEvent("DELETE", "destroying", "destroyed", PACKS[3:], (9_500_000,)),))
    stored = next(each.value for each in again.receive("l2", gone, 0)
                  if isinstance(each, Store) and each.key == "capture:000000003")
    assert [event.biz_step for event in stored.events] == ["destroying"]
