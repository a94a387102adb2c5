"""The site server and data loggers: which events readings become, and what a loss of power leaves of them."""

from decimal import Decimal

import pytest

from linebench.content import Content, library
from linebench.epcis.convert import written
from linebench.epcis.history import History
from linebench.epcis.json_reader import read_json
from linebench.epcis.model import Document, Event, Place, SensorElement
from linebench.epcis.xml_reader import read_xml
from linebench.line.kinds import KINDS
from linebench.ports.condition import Conditions
from linebench.ports.l3 import ObjectEvent, Order, Report
from linebench.ports.l4 import Capture, Captured
from linebench.scenario.load import load
from linebench.stack.l3 import L3Config, L3Decisions, SiteServer
from linebench.stack.l3.condition_mutants import MUTANTS
from linebench.stack.l3.conditions import limits_of
from linebench.stack.machine import Send, Store
from linebench.stack.mutant import mutated

LIMITS = {"logger-1": (("temperature", 15_000, 25_000), ("humidity", None, 600_000), ("shock", None, 20_000))}
GTIN = "09501101530003"
ORDER = Order("A1", GTIN, "LOT1", "280200", 100, 5, 2, "39501101", 1)
CONFIG = L3Config(orders={"A1": ORDER}, pool=5, epoch="2026-01-05T06:00:00Z", enterprise=True, loggers=LIMITS)
SECOND = 1_000_000
USUAL = (("temperature", 21_500), ("humidity", 450_000), ("shock", 120))
WARM = (("temperature", 28_250), ("humidity", 450_000), ("shock", 120))
DEVICE = "https://id.gs1.org/8004/9501101logger-1"
WHERE = {"read_point": Place(f"{CONFIG.line}-logger-1"), "biz_location": Place(CONFIG.site)}
REPORT = Report(1, "A1", (ObjectEvent("ADD", "commissioning", "active", (f"01{GTIN}21S0",), (SECOND,)),))


def server(*mutants, restored=None, config=CONFIG):
    site = SiteServer(config, lambda count: ("X",) * count, mutated(L3Decisions, MUTANTS, mutants))
    site.start(dict(restored or {}), 0)
    return site


def hear(site, seconds, values, *, ahead=0, number=1):
    """What comes of a reading."""
    t = seconds * SECOND
    return site.receive("logger", Conditions("logger-1", number, t + ahead, values), t + 50_000)


def sent(out):
    """The events that are sent to the enterprise at once."""
    return [event for each in out if isinstance(each, Send) and each.to == "l4" for event in each.message.events]


def sensed(at, metadata, *reports):
    return Event(type="ObjectEvent", event_time=f"2026-01-05T06:00:{at}Z", event_time_zone_offset="+00:00",
                 action="OBSERVE", biz_step="sensor_reporting", **WHERE,
                 sensor_element_list=(SensorElement(reports, {**metadata, "deviceID": DEVICE}),))


ALARM = sensed(
    "10.000000", {"time": "2026-01-05T06:00:10.000000Z"},
    {"type": "Temperature", "exception": "ALARM_CONDITION", "value": Decimal("28.25"), "uom": "CEL"},
    {"type": "RelativeHumidity", "value": Decimal(45), "uom": "P1"},
    {"type": "Acceleration", "value": Decimal("0.12"), "uom": "MSK"})
PERIOD = sensed(
    "19.000000", {"startTime": "2026-01-05T06:00:10.000000Z", "endTime": "2026-01-05T06:00:19.000000Z"},
    *({"type": kind, "minValue": Decimal(low), "maxValue": Decimal(high), "meanValue": Decimal(mean), "uom": unit}
      for kind, low, high, mean, unit in (("Temperature", "21.5", "21.509", "21.504", "CEL"),
                                          ("RelativeHumidity", "45", "45", "45", "P1"),
                                          ("Acceleration", "0.12", "0.12", "0.12", "MSK"))))


def test_what_the_goods_do_not_bear_goes_up_at_once():
    """One event with every value of the reading; the quantity beyond its limits is an alarm."""
    out = hear(server(), 10, WARM)
    assert sent(out) == [ALARM]
    assert out[:2] == [Store("readings", 1), Store("capture:000000001", Capture(1, (ALARM,)))]


def test_usual_readings_go_up_in_periods():
    """Ten of them are one event with the least, the most and the mean; before, they are kept."""
    site = server()
    for second in range(10, 19):
        out = hear(site, second, (("temperature", 21_500 + second - 10), *USUAL[1:]))
        assert sent(out) == []
        assert out[0].key == "readings:logger-1"
    assert sent(hear(site, 19, (("temperature", 21_509), *USUAL[1:]))) == [PERIOD]


@pytest.mark.parametrize("event", [ALARM, PERIOD])
def test_the_events_are_those_of_the_standard(event):
    """Written in every form of EPCIS 2.0 and read again they are the same, and break no rule of history."""
    document = Document(version="2.0", created="2026-01-05T06:00:00Z", events=(event,))
    assert read_json(written(document, "json")).events == (event,)
    assert read_xml(written(document, "xml-2.0")).events == (event,)
    assert History().replay([event]) == []


def test_a_clock_that_is_off_is_not_believed():
    """Up to two seconds it is; beyond, the time is that of hearing."""
    for ahead, second in ((2 * SECOND, "12.000000"), (3_600 * SECOND, "10.050000"), (-9 * SECOND, "10.050000")):
        (event,) = sent(hear(server(), 10, WARM, ahead=ahead))
        assert event.event_time == f"2026-01-05T06:00:{second}Z"


def test_captures_of_readings_and_of_reports_share_one_row_of_numbers():
    """Also over a loss of power: no number is given twice, and none goes back."""
    site = server()
    kept, numbers = {}, []

    def told(out):
        for each in out:
            if isinstance(each, Store):
                kept[each.key] = each.value
                numbers.extend([each.value.capture] if isinstance(each.value, Capture) else [])

    told(hear(site, 1, WARM))
    told(site.receive("l2", REPORT, SECOND))
    told(hear(site, 2, WARM, number=2))
    site = server(restored={key: value for key, value in kept.items() if value is not None})
    told(hear(site, 3, WARM, number=3))
    assert numbers == [1, 2, 3, 4]


def test_readings_outlive_a_loss_of_power():
    """Those of a period that is not whole are not told twice, and not lost."""
    site, kept = server(), {}
    for second in range(10, 15):
        for each in hear(site, second, USUAL):
            kept[each.key] = each.value
    site = server(restored=kept)
    for second in range(15, 19):
        assert sent(hear(site, second, USUAL)) == []
    (event,) = sent(hear(site, 19, USUAL))
    assert event.sensor_element_list[0].metadata["startTime"] == "2026-01-05T06:00:10.000000Z"


def test_a_logger_without_limits_and_a_site_without_an_enterprise():
    """The one is never beyond them; the other keeps and tells nothing."""
    site = server(config=L3Config(orders={}, pool=1, enterprise=True))
    assert sent(hear(site, 10, WARM)) == []
    alone = server(config=L3Config(orders={}, pool=1, loggers=LIMITS))
    assert hear(alone, 10, WARM) == []


def test_what_is_not_confirmed_is_sent_again():
    """Alarms wait their turn like everything else."""
    site = server()
    hear(site, 10, WARM)
    assert sent(hear(site, 11, WARM, number=2)) == []
    out = site.receive("l4", Captured(1, success=True, stored=1), 12 * SECOND)
    assert [event.event_time for event in sent(out)] == ["2026-01-05T06:00:11.000000Z"]


def test_the_limits_are_those_of_the_line():
    """What a logger's settings say that the goods bear; a line without loggers has none."""
    with_one, without = (load(name, Content((library(),)), KINDS).scenario
                         for name in ("carton-conditions", "carton-line"))
    assert limits_of(with_one.line) == {"logger-1": (
        ("temperature", 15_000, 25_000), ("humidity", 200_000, 600_000), ("shock", None, 20_000))}
    assert limits_of(without.line) == {}


@pytest.mark.parametrize(("name", "right", "wrong"), [
    ("averages-excursions", [ALARM], []),
    ("wrong-unit", "CEL", "FAH"), ("drops-humidity", 3, 2), ("shifts-time", "06:00:10", "07:00:10")])
def test_what_a_mutant_does(name, right, wrong):
    """The same reading, told otherwise."""
    def look(events):
        if name == "averages-excursions":
            return events
        reports = events[0].sensor_element_list[0].reports
        return {"wrong-unit": reports[0]["uom"], "drops-humidity": len(reports),
                "shifts-time": events[0].event_time[11:19]}[name]

    assert look(sent(hear(server(), 10, WARM))) == right
    assert look(sent(hear(server(f"l3-{name}"), 10, WARM))) == wrong
