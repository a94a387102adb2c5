"""Lists of sensor elements as claims: what a level says the surroundings of goods were. GS1 EPCIS 2.0, 7.3.7."""

from collections.abc import Mapping
from typing import Any

from linebench.epcis.model import Event
from linebench.epcis.times import micros
from linebench.records import AnyRecord
from linebench.records.claim import ConditionClaimed

__all__ = ["condition_claims"]

_ALARM = "ALARM_CONDITION"


def condition_claims(t: int, source: str, event: Event, epoch_us: int) -> list[AnyRecord]:
    """One claim for each report of the event that has a number and a unit; others are about something else."""
    return [claim for element in event.sensor_element_list for report in element.reports
            if (claim := _claim(t, source, event, {**element.metadata, **report}, epoch_us))]


def _claim(t: int, source: str, event: Event, report: Mapping[str, Any], epoch_us: int) -> ConditionClaimed | None:
    """``report``: a report of the event, with what its heading says of all of them."""
    value = report.get("value")
    low, high = report.get("minValue", value), report.get("maxValue", value)
    if low is None or high is None or "uom" not in report:
        return None
    begin = report.get("time") or report.get("startTime") or event.event_time
    end = report.get("time") or report.get("endTime") or event.event_time
    place = event.read_point.id if event.read_point else ""
    device, measured = report.get("deviceID", ""), report.get("type", "")
    return ConditionClaimed(t, source, place, device, measured, str(low), str(high), report["uom"],
                            micros(begin) - epoch_us, micros(end) - epoch_us, report.get("exception") == _ALARM)
