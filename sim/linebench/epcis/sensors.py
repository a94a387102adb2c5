"""Sensor elements and error declarations of an event: objects with fields of the standard and of others.

Source: GS1 EPCIS 2.0, 7.3.7 (sensor elements) and 7.4.1.2 (error declaration).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from linebench.epcis import fields, words
from linebench.epcis.fields import FieldReader, Prefixes, Value
from linebench.epcis.model import ErrorDeclaration, SensorElement
from linebench.epcis.names import EXPANDED
from linebench.epcis.problems import Problems

__all__ = ["METADATA", "REPORT", "error_declaration", "sensor_elements"]

_HEX = fields.plain("[A-Fa-f0-9]+", "hexadecimal digits")
METADATA: Mapping[str, FieldReader] = MappingProxyType({
    "time": fields.time, "startTime": fields.time, "endTime": fields.time, "deviceID": fields.uri,
    "deviceMetadata": fields.uri, "rawData": fields.uri, "dataProcessingMethod": fields.uri, "bizRules": fields.uri,
})
"""Fields of ``sensorMetadata`` in the order of the event hash."""
REPORT: Mapping[str, FieldReader] = MappingProxyType({
    "type": fields.word(words.MEASUREMENTS), "exception": fields.word(words.ALERTS), "deviceID": fields.uri,
    "deviceMetadata": fields.uri, "rawData": fields.uri, "dataProcessingMethod": fields.uri, "time": fields.time,
    "microorganism": fields.uri, "chemicalSubstance": fields.uri, "value": fields.number,
    "component": fields.word(words.COMPONENTS), "stringValue": fields.text, "booleanValue": fields.truth,
    "hexBinaryValue": _HEX, "uriValue": fields.uri, "minValue": fields.number, "maxValue": fields.number,
    "meanValue": fields.number, "sDev": fields.number, "percRank": fields.number, "percValue": fields.number,
    "uom": fields.text, "coordinateReferenceSystem": fields.uri, "bizRules": fields.uri,
})
"""Fields of a ``sensorReport`` in the order of the event hash."""
_DECLARED: Mapping[str, FieldReader] = MappingProxyType({
    "declarationTime": fields.time, "reason": fields.word(words.REASONS),
    "correctiveEventIDs": fields.listed(fields.uri),
})


def sensor_elements(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> tuple[SensorElement, ...]:
    """The ``sensorElementList`` of an event."""
    return tuple(fields.listed(_element)(value, name, problems, prefixes))


def error_declaration(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> ErrorDeclaration | None:
    """That an event is declared erroneous."""
    if not isinstance(value, dict):
        problems.tell(name, value, "an object with a declarationTime")
        return None
    if "declarationTime" not in value:
        problems.tell(f"{name}.declarationTime", None, "when it was declared")
    found, others = _divided(value, _DECLARED, name, problems, prefixes)
    return ErrorDeclaration(found.get("declarationTime", ""), found.get("reason", ""),
                            found.get("correctiveEventIDs", ()), others)


def _element(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> SensorElement:
    if not isinstance(value, dict):
        problems.tell(name, value, "an object with a list sensorReport")
        return SensorElement(())
    reports = fields.listed(_report, 1)(value.get("sensorReport"), f"{name}.sensorReport", problems, prefixes)
    metadata = _flat(value["sensorMetadata"], METADATA, f"{name}.sensorMetadata", problems, prefixes) \
        if "sensorMetadata" in value else {}
    others = {key: each for key, each in value.items() if key not in ("sensorReport", "sensorMetadata")}
    with problems.at(name):
        return SensorElement(reports, metadata, fields.extensions(others, problems, prefixes))


def _report(value: Value, name: str, problems: Problems, prefixes: Prefixes) -> Mapping[str, Any]:
    if isinstance(value, dict) and "type" not in value and prefixes is not EXPANDED:  # XML may leave it out
        problems.tell(f"{name}.type", None, "what was measured, such as Temperature")
    return _flat(value, REPORT, name, problems, prefixes)


def _flat(value: Value, table: Mapping[str, FieldReader], name: str, problems: Problems,
          prefixes: Prefixes) -> Mapping[str, Any]:
    found, others = _divided(value, table, name, problems, prefixes)
    return {**found, **others}


def _divided(value: Value, table: Mapping[str, FieldReader], name: str, problems: Problems,
             prefixes: Prefixes) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Fields of the standard, read, and those of others."""
    if not isinstance(value, dict):
        problems.tell(name, value, "an object")
        return {}, {}
    with problems.at(name):
        found = {key: table[key](each, key, problems, prefixes) for key, each in value.items() if key in table}
        others = {key: each for key, each in value.items() if key not in table}
        return found, fields.extensions(others, problems, prefixes)
