"""The five kinds of event: which fields each has, which it must have, and what holds between them.

Source: GS1 EPCIS 2.0, 7.4; its JSON Schema where that is stricter.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from linebench.epcis import fields, sensors, words
from linebench.epcis.fields import FieldReader, Prefixes
from linebench.epcis.model import Event
from linebench.epcis.names import EXPANDED, clark
from linebench.epcis.problems import Problems

__all__ = ["FIELDS", "KINDS", "Kind", "event_of"]

FIELDS: Mapping[str, tuple[str, FieldReader]] = MappingProxyType({
    "eventTime": ("event_time", fields.time),
    "recordTime": ("record_time", fields.time),
    "eventTimeZoneOffset": ("event_time_zone_offset", fields.offset),
    "eventID": ("event_id", fields.uri),
    "certificationInfo": ("certification_info", fields.certificates),
    "errorDeclaration": ("error_declaration", sensors.error_declaration),
    "action": ("action", fields.one_of("ADD", "OBSERVE", "DELETE")),
    "epcList": ("epc_list", fields.uris),
    "parentID": ("parent_id", fields.uri),
    "childEPCs": ("child_epcs", fields.uris),
    "quantityList": ("quantity_list", fields.quantities),
    "childQuantityList": ("child_quantity_list", fields.quantities),
    "inputEPCList": ("input_epc_list", fields.uris),
    "inputQuantityList": ("input_quantity_list", fields.quantities),
    "outputEPCList": ("output_epc_list", fields.uris),
    "outputQuantityList": ("output_quantity_list", fields.quantities),
    "transformationID": ("transformation_id", fields.uri),
    "bizStep": ("biz_step", fields.word(words.STEPS)),
    "disposition": ("disposition", fields.word(words.DISPOSITIONS)),
    "persistentDisposition": ("persistent_disposition", fields.persistent),
    "readPoint": ("read_point", fields.place),
    "bizLocation": ("biz_location", fields.place),
    "bizTransactionList": ("biz_transaction_list",
                           fields.typed("bizTransaction", words.TRANSACTIONS, needed=False)),
    "sourceList": ("source_list", fields.typed("source", words.PARTIES, needed=True)),
    "destinationList": ("destination_list", fields.typed("destination", words.PARTIES, needed=True)),
    "sensorElementList": ("sensor_element_list", sensors.sensor_elements),
    "ilmd": ("ilmd", fields.ilmd),
})
"""Every field by its name in JSON: its name in the model, and what reads it."""
_COMMON = ("eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "certificationInfo", "errorDeclaration")
_PLACES = ("bizStep", "disposition", "readPoint", "bizLocation", "bizTransactionList", "sourceList",
           "destinationList", "sensorElementList")
_UNREAD = ("type", "@context")
_KEPT = "persistentDisposition"
"""A field that the XML Schema has for every kind with an action, and the JSON Schema for object events alone."""

Found = Mapping[str, Any]
Between = Callable[[Found, Problems], None]


class Kind(msgspec.Struct, frozen=True):
    """One kind of event: the fields it may have beside the common ones, those it must have, and what else holds."""

    own: tuple[str, ...]
    needed: tuple[str, ...]
    between: Between

    @property
    def fields(self) -> frozenset[str]:
        """All of its fields."""
        return frozenset((*_COMMON, *_PLACES, *self.own))


def _some(found: Found, problems: Problems, *names: str) -> None:
    if not any(found.get(name) for name in names):
        problems.tell("", "none of these", " or ".join(names))


def _object(found: Found, problems: Problems) -> None:
    sensed = found.get("sensorElementList") and "readPoint" in found
    if "epcList" not in found and not found.get("quantityList") and not sensed:
        problems.tell("", "none of these", "epcList, quantityList, or sensorElementList with readPoint")
    if "ilmd" in found and found.get("action") in ("OBSERVE", "DELETE"):
        problems.tell("ilmd", found["ilmd"], "ilmd only where action is ADD")


def _contained(found: Found, problems: Problems) -> None:
    if found.get("action") != "DELETE":
        _some(found, problems, "childEPCs", "childQuantityList")
    if found.get("action") in ("ADD", "DELETE") and "parentID" not in found:
        problems.tell("parentID", None, "the parent, for action is ADD or DELETE")


def _transaction(found: Found, problems: Problems) -> None:
    if found.get("action") != "DELETE" and "epcList" not in found:
        _some(found, problems, "epcList", "quantityList")
    if not found.get("bizTransactionList"):
        problems.tell("bizTransactionList", found.get("bizTransactionList"), "at least one business transaction")


def _transformation(found: Found, problems: Problems) -> None:
    inputs, outputs = ("inputEPCList", "inputQuantityList"), ("outputEPCList", "outputQuantityList")
    if "transformationID" in found:
        _some(found, problems, *inputs, *outputs)
        return
    _some(found, problems, *inputs)
    _some(found, problems, *outputs)


_CONTENTS = ("action", "parentID", "childEPCs", "childQuantityList")
KINDS: Mapping[str, Kind] = MappingProxyType({
    "ObjectEvent": Kind(("action", "epcList", "quantityList", "persistentDisposition", "ilmd"), ("action",),
                        _object),
    "AggregationEvent": Kind(_CONTENTS, ("action",), _contained),
    "AssociationEvent": Kind(_CONTENTS, ("action", "parentID"), _contained),
    "TransactionEvent": Kind(("action", "parentID", "epcList", "quantityList"), ("action", "bizTransactionList"),
                             _transaction),
    "TransformationEvent": Kind(("inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList",
                                 "transformationID", "persistentDisposition", "ilmd"), (), _transformation),
})
_ALL = frozenset(FIELDS)
_FIELDS_OF = MappingProxyType({name: kind.fields for name, kind in KINDS.items()})


def event_of(found: Any, problems: Problems, prefixes: Prefixes) -> Event | None:  # noqa: ANN401  # somebody's JSON
    """The event that an object of a JSON document is; ``None`` where it is none of the five kinds.

    An event of somebody else's kind, named by a URI, may have the fields of all of them.
    """
    if not isinstance(found, dict):
        problems.tell("", found, "an object")
        return None
    said = str(found.get("type"))
    kind = KINDS.get(said)
    name = said if kind else clark(said, prefixes)
    if name is None:
        problems.tell("type", found.get("type"), words.listed(KINDS))
        return None
    known = _FIELDS_OF.get(said, _ALL)
    if prefixes is EXPANDED and kind:
        known |= {_KEPT}
    read, others = _read(found, known, problems, prefixes)
    for needed in ("eventTime", "eventTimeZoneOffset", *(kind.needed if kind else ())):
        if needed not in found:
            problems.tell(needed, None, "it, for it must be there")
    if kind:
        kind.between(found, problems)
    return Event(type=name, **{"event_time": "", "event_time_zone_offset": "", **read}, extensions=others)


def _read(found: Found, known: frozenset[str], problems: Problems,
          prefixes: Prefixes) -> tuple[dict[str, Any], Mapping[str, Any]]:
    read: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in found.items():
        if key in known:
            name, reader = FIELDS[key]
            read[name] = reader(value, key, problems, prefixes)
        elif key not in _UNREAD:
            others[key] = value
    return read, fields.extensions(others, problems, prefixes) if others else {}
