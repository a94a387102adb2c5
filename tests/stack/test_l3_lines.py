"""Further lines of a site: their ends report as real lines do, and the site server takes each report once."""

from linebench.epcis.history import History
from linebench.kernel.engine import Engine
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Order, Report
from linebench.ports.l4 import Capture
from linebench.ports.lines import LineAccepted, LineReport
from linebench.site.line_ends import LineEnds, LineWork
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.machine import Send, Store

GTIN = "09501101530003"
ORDER = Order("A1", GTIN, "LOT1", "280200", 100, 10, 2, "39501101", 1)
CONFIG = L3Config(orders={"A1": ORDER}, pool=5, epoch="2026-01-05T06:00:00Z", enterprise=True)
WORK = LineWork("A1", GTIN, 10, 7_500, 5_000_000, 15_000_000)


def reports(lines=2):
    """What so many ends report, with the times at which they do."""
    engine, said = Engine(), []
    LineEnds(lambda t, report: said.append((t, report)), engine.at).begin(0, lines, WORK)
    engine.run_to(60_000_000)
    return said


def test_ends_report_at_the_rate_of_a_line():
    """In turn, each every five seconds until the end, with the packs of that time and the cases they fill."""
    said = reports()
    assert [(t, report.line, report.sequence) for t, report in said] == [
        (7_500_000, "L2", 1), (10_000_000, "L3", 1), (12_500_000, "L2", 2), (15_000_000, "L3", 2)]
    made = [sum(len(event.epcs) for event in report.events if isinstance(event, ObjectEvent)
                and event.epcs[0].startswith("01")) for _, report in said if report.line == "L2"]
    assert (made, sum(made)) == ([10, 10], 7_500 * 10 // 3_600)
    times = [time for event in said[0][1].events if isinstance(event, ObjectEvent) for time in event.times_us]
    assert (min(times), max(times)) == (2_500_000, 7_500_000)


def test_what_ends_report_can_be():
    """No serial and no SSCC twice, every pack commissioned before it is packed."""
    site = SiteServer(CONFIG, lambda count, _: ("X",) * count)
    site.start({}, 0)
    effects = [effect for t, report in reports(3) for effect in site.receive("l2", report, t)]
    captures = {effect.value.capture: effect.value for effect in effects
                if isinstance(effect, Store) and isinstance(effect.value, Capture)}
    events = [event for _, capture in sorted(captures.items()) for event in capture.events]
    assert (len(captures), History().replay(events)) == (6, [])
    assert {event.read_point.id.rpartition("/")[2] for event in events} == {"L2", "L3", "L4"}


def test_a_report_is_taken_once_and_in_order():
    """Repeated: acknowledged again. Too early: not heard. After a start the numbers go on."""
    site = SiteServer(CONFIG, lambda count, _: ("X",) * count)
    site.start({}, 0)
    pack, other = f"01{GTIN}21A", f"01{GTIN}21B"
    first = LineReport("L2", 1, "A1", (ObjectEvent("ADD", "commissioning", "active", (pack,), (1,)),))
    second = LineReport("L2", 2, "A1", (AggregationEvent("ADD", "00395011010000000019", (pack,), 2),))
    own = Report(1, "A1", (ObjectEvent("ADD", "commissioning", "active", (other,), (1,)),))
    answer = Send("l2", LineAccepted("L2", 1))
    assert site.receive("l2", second, 0) == []
    out = site.receive("l2", first, 0)
    kept = {effect.key: effect.value for effect in out if isinstance(effect, Store)}
    assert (out[-1], site.receive("l2", first, 0), kept["line:L2"]) == (answer, [answer], 1)
    site.receive("l2", own, 0)
    again = SiteServer(CONFIG, lambda count, _: ("X",) * count)
    again.start(kept, 0)
    assert again.receive("l2", first, 0) == [answer]
    assert again.receive("l2", second, 0)[-1] == Send("l2", LineAccepted("L2", 2))
