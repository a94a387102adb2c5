"""Sensor elements as claims."""

from decimal import Decimal

from linebench.claims.harvest import harvest
from linebench.epcis.model import Event, Place, SensorElement
from linebench.ports.l4 import Capture, Found
from linebench.records.claim import ConditionClaimed

EPOCH = "2026-01-05T06:00:00Z"
PLACE, DEVICE = "https://id.gs1.org/414/9501101000018/254/X", "https://id.gs1.org/8004/9501101X"


def event(metadata, *reports):
    return Event(type="ObjectEvent", event_time="2026-01-05T06:00:09Z", event_time_zone_offset="+00:00",
                 action="OBSERVE", biz_step="storing", read_point=Place(PLACE),
                 sensor_element_list=(SensorElement(reports, metadata),))


WARM = {"type": "Temperature", "value": Decimal("28.5"), "uom": "CEL", "exception": "ALARM_CONDITION"}
DAMP = {"type": "RelativeHumidity", "minValue": 40, "maxValue": Decimal("45.25"), "uom": "P1",
        "deviceID": "urn:x:own", "time": "2026-01-05T06:00:07Z"}


def test_each_report_is_a_claim_with_the_times_of_its_heading():
    """Of a moment, of a span, or of the event; what a report says itself counts more."""
    moment = event({"time": "2026-01-05T06:00:05Z", "deviceID": DEVICE}, WARM, DAMP)
    span = event({"startTime": "2026-01-05T06:00:01Z", "endTime": "2026-01-05T07:00:02+01:00"}, WARM)
    bare = event({}, WARM)
    assert harvest("l3>l4", EPOCH)(99, Capture(1, (moment, span, bare))) == [
        ConditionClaimed(99, "l3", PLACE, DEVICE, "Temperature", "28.5", "28.5", "CEL", 5_000_000, 5_000_000, True),
        ConditionClaimed(99, "l3", PLACE, "urn:x:own", "RelativeHumidity", "40", "45.25", "P1", 7_000_000,
                         7_000_000, False),
        ConditionClaimed(99, "l3", PLACE, "", "Temperature", "28.5", "28.5", "CEL", 1_000_000, 2_000_000, True),
        ConditionClaimed(99, "l3", PLACE, "", "Temperature", "28.5", "28.5", "CEL", 9_000_000, 9_000_000, True)]


def test_what_is_no_measurement_is_no_claim():
    """Reports without a number or a unit are about something else; the enterprise claims the same way."""
    others = event({}, {"type": "Temperature", "booleanValue": True}, {"type": "Count", "value": 3}, WARM)
    (claim,) = harvest("l4>l3", EPOCH)(99, Found(1, (others,)))
    assert (claim.source, claim.measured) == ("l4", "Temperature")
