"""Readings of data loggers as EPCIS events with a list of sensor elements.

Source: GS1 EPCIS 2.0, 7.3.7 (sensor elements) and CBV 2.0, 7.1 (``sensor_reporting``); words of what is measured
are those of the GS1 Web Vocabulary, units those of UN/ECE recommendation 20.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.epcis.model import Event, Place, SensorElement
from linebench.epcis.times import utc_micros
from linebench.product.epc_uri import DOMAIN

__all__ = ["MEASURED", "Reading", "alarm_event", "device_link", "period_event", "place_link"]

Reading: TypeAlias = tuple[int, tuple[tuple[str, int], ...]]
"""When, in microseconds since 1970, and each quantity with its value as the port has it."""
MEASURED: Mapping[str, tuple[str, str, int]] = MappingProxyType({
    "temperature": ("Temperature", "CEL", 1_000), "humidity": ("RelativeHumidity", "P1", 10_000),
    "shock": ("Acceleration", "MSK", 1_000)})
"""Of each quantity its word, its unit, and how many of the port's are one of these."""
_GLN_DIGITS, _PREFIX_DIGITS = 13, 7
Unit: TypeAlias = Callable[[str], str]
"""The unit that is written for a quantity."""


def place_link(line: str, logger: str) -> str:
    """Where a logger reads: a place on its line. ``line``: URI of the line, with an extension of its GLN."""
    return f"{line}-{logger}"


def device_link(line: str, logger: str) -> str:
    """A logger as an asset of whoever owns the line (GIAI)."""
    gln = line.partition("/414/")[2][:_GLN_DIGITS]
    return f"{DOMAIN}/8004/{gln[:_PREFIX_DIGITS]}{logger}"


def alarm_event(reading: Reading, beyond: Sequence[str], where: tuple[str, str, str], unit: Unit) -> Event:
    """One reading of which something is beyond its limits. ``where``: place, device and site."""
    at, values = reading
    reports = [_report(name, unit, **({"exception": "ALARM_CONDITION"} if name in beyond else {}),
                       value=_decimal(name, value)) for name, value in values]
    return _event(at, reports, {"time": utc_micros(at), "deviceID": where[1]}, where)


def period_event(readings: Sequence[Reading], where: tuple[str, str, str], unit: Unit) -> Event:
    """Readings in a row, all of them as they should be: the least, the most and the mean of each quantity."""
    begin, end = readings[0][0], readings[-1][0]
    by_name: dict[str, list[int]] = {}
    for _, values in readings:
        for name, value in values:
            by_name.setdefault(name, []).append(value)
    reports = [_report(name, unit, minValue=_decimal(name, min(found)), maxValue=_decimal(name, max(found)),
                       meanValue=_decimal(name, sum(found) // len(found))) for name, found in by_name.items()]
    return _event(end, reports, {"startTime": utc_micros(begin), "endTime": utc_micros(end), "deviceID": where[1]},
                  where)


def _report(name: str, unit: Unit, **fields: object) -> Mapping[str, Any]:
    return {"type": MEASURED[name][0], **fields, "uom": unit(name)}


def _decimal(name: str, value: int) -> Decimal:
    return Decimal(value) / MEASURED[name][2]


def _event(at: int, reports: Sequence[Mapping[str, Any]], metadata: Mapping[str, Any],
           where: tuple[str, str, str]) -> Event:
    place, _, site = where
    return Event(type="ObjectEvent", event_time=utc_micros(at), event_time_zone_offset="+00:00", action="OBSERVE",
                 biz_step="sensor_reporting", read_point=Place(place), biz_location=Place(site),
                 sensor_element_list=(SensorElement(tuple(reports), metadata),))
