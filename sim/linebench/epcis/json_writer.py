"""EPCIS 2.0 documents in JSON, written: the same document gives the same bytes.

Fields stand in the order of the standard, fields of others behind them in the order of their names.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from linebench.epcis.kinds import FIELDS, KINDS
from linebench.epcis.model import (
    Document,
    ErrorDeclaration,
    Event,
    Persistent,
    Place,
    QuantityElement,
    SensorElement,
    Typed,
    VocabularyElement,
)
from linebench.epcis.names import CONTEXT, KNOWN, parted, prefixes_for, short
from linebench.epcis.problems import EpcisError, Problem

__all__ = ["event_value", "gathered", "json_value", "number_text", "write_event", "write_json"]

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_MEMBERS = {"biz_transaction_list": "bizTransaction", "source_list": "source", "destination_list": "destination"}
_LISTING = ("ObjectEvent", "TransactionEvent")
"""Kinds that must have a list of identifiers, if only an empty one, where they have nothing else."""

Namespaces = Mapping[str, str]
"""Namespace to prefix."""


def write_json(document: Document) -> bytes:
    """The document as JSON in UTF-8."""
    return _ENCODER.encode(json_value(document))


def write_event(event: Event, prefixes: Mapping[str, str] | None = None) -> bytes:
    """One event by itself, with its context."""
    defined = prefixes_for(_namespaces([event]), prefixes or {})
    return _ENCODER.encode({"@context": _context(defined), **event_value(event, _turned(defined))})


def json_value(document: Document) -> dict[str, Any]:
    """The document as JSON values; numbers may be ``Decimal``."""
    defined = prefixes_for(gathered(document), document.prefixes)
    prefixes = _turned(defined)
    value: dict[str, Any] = {"@context": _context(defined)}
    value |= _present({"id": document.id})
    value |= {"type": "EPCISDocument" if document.query is None else "EPCISQueryDocument", "schemaVersion": "2.0",
              "creationDate": document.created}
    value |= _present({"sender": document.sender, "receiver": document.receiver,
                       "instanceIdentifier": document.instance})
    value |= _own(document.extensions, prefixes)
    header = _own(document.header, prefixes)
    if document.master_data:
        header["epcisMasterData"] = {"vocabularyList": list(_vocabularies(document.master_data))}
    value |= _present({"epcisHeader": header})
    events = {"eventList": [event_value(event, prefixes) for event in document.events]}
    value["epcisBody"] = events if document.query is None else {"queryResults": {
        "queryName": document.query, **_present({"subscriptionID": document.subscription}), "resultsBody": events}}
    return value


def event_value(event: Event, prefixes: Namespaces) -> dict[str, Any]:
    """One event as JSON values. ``prefixes``: namespace to prefix.

    Raises:
        EpcisError: XML has room for something in it that JSON has none for.

    """
    _check(event)
    value: dict[str, Any] = {"type": short(event.type, prefixes)}
    for name, (attribute, _) in FIELDS.items():
        found = getattr(event, attribute)
        if found:
            value[name] = _field(attribute, found, prefixes)
    if event.type in _LISTING and not (event.epc_list or event.quantity_list or event.sensor_element_list):
        value["epcList"] = []
    return value | _own(event.extensions, prefixes)


def _check(event: Event) -> None:
    kind = KINDS.get(event.type)
    if kind and event.persistent_disposition and "persistentDisposition" not in kind.fields:
        raise EpcisError((Problem(event.type, "persistentDisposition", "none: JSON has no place for it there"),))
    if any("type" not in report for each in event.sensor_element_list for report in each.reports):
        raise EpcisError((Problem(event.type, "a sensorReport without type", "one, for JSON must have it"),))


def _field(attribute: str, found: Any, prefixes: Namespaces) -> Any:  # noqa: ANN401  # of the type of the field
    if isinstance(found, str):
        return found
    if attribute in _MEMBERS:
        return [_typed(each, _MEMBERS[attribute]) for each in found]
    if isinstance(found, tuple):
        return [_part(each, prefixes) for each in found]
    return _part(found, prefixes)


def _typed(each: Typed, member: str) -> dict[str, str]:
    return {**_present({"type": each.type}), member: each.id}


def _part(found: Any, prefixes: Namespaces) -> Any:  # noqa: ANN401  # of the type of the field
    writer = _WRITERS.get(type(found))
    return writer(found, prefixes) if writer else found


def _quantity(found: QuantityElement, _: Namespaces) -> dict[str, Any]:
    amount = {} if found.quantity is None else {"quantity": found.quantity}
    return {"epcClass": found.epc_class, **amount, **_present({"uom": found.uom})}


def _place(found: Place, prefixes: Namespaces) -> dict[str, Any]:
    return {"id": found.id, **_own(found.extensions, prefixes)}


def _persistent(found: Persistent, _: Namespaces) -> dict[str, Any]:
    return _present({"set": list(found.set), "unset": list(found.unset)})


def _declared(found: ErrorDeclaration, prefixes: Namespaces) -> dict[str, Any]:
    return {"declarationTime": found.declaration_time,
            **_present({"reason": found.reason, "correctiveEventIDs": list(found.corrective_event_ids)}),
            **_own(found.extensions, prefixes)}


def _sensor(found: SensorElement, prefixes: Namespaces) -> dict[str, Any]:
    return {**_present({"sensorMetadata": _own(found.metadata, prefixes)}),
            "sensorReport": [_own(report, prefixes) for report in found.reports],
            **_own(found.extensions, prefixes)}


def _mapping(found: Mapping[str, Any], prefixes: Namespaces) -> dict[str, Any]:
    return _own(found, prefixes)


_WRITERS: dict[type, Any] = {
    QuantityElement: _quantity, Place: _place, Persistent: _persistent, ErrorDeclaration: _declared,
    SensorElement: _sensor, dict: _mapping,
}


def _own(found: Mapping[str, Any], prefixes: Namespaces) -> dict[str, Any]:
    return {short(name, prefixes): _value(found[name], prefixes) for name in sorted(found, key=_order)}


def _order(name: str) -> tuple[str, str]:
    return parted(name)


def _value(found: Any, prefixes: Namespaces) -> Any:  # noqa: ANN401  # whatever others put into their fields
    if isinstance(found, Mapping):
        return {short(name, prefixes): _value(each, prefixes) for name, each in found.items()}
    if isinstance(found, tuple | list):
        return [_value(each, prefixes) for each in found]
    return found


def _vocabularies(elements: Iterable[VocabularyElement]) -> Iterable[dict[str, Any]]:
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for each in elements:
        attributes = [{"id": name, "attribute": value} for name, value in each.attributes]
        by_kind.setdefault(each.vocabulary, []).append(
            {"id": each.id, **_present({"attributes": attributes, "children": list(each.children)})})
    for kind, members in by_kind.items():
        yield {"type": kind, "vocabularyElementList": members}


def _present(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def _context(defined: Mapping[str, str]) -> Any:  # noqa: ANN401  # a text or a list, as JSON-LD has it
    added = [{prefix: uri} for prefix, uri in sorted(defined.items()) if KNOWN.get(prefix) != uri]
    return [CONTEXT, *added] if added else CONTEXT


def _turned(defined: Mapping[str, str]) -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in defined.items()}


def gathered(document: Document) -> set[str]:
    """Every namespace of fields of others in a document."""
    attributes = [dict(each.attributes) for each in document.master_data]
    return _namespaces(document.events, [document.header, document.extensions, *(
        value for each in attributes for value in each.values() if isinstance(value, Mapping))])


def _namespaces(events: Iterable[Event], others: Iterable[Mapping[str, Any]] = ()) -> set[str]:
    found: set[str] = set()
    for event in events:
        for part in _extended(event):
            _gather(part, found)
    for each in others:
        _gather(each, found)
    found.discard("")
    return found


def _extended(event: Event) -> Iterable[Any]:
    """The parts of an event in which fields of others can stand."""
    yield from (event.extensions, event.ilmd, {event.type: ""})
    for place in (event.read_point, event.biz_location):
        if place is not None:
            yield place.extensions
    if event.error_declaration is not None:
        yield event.error_declaration.extensions
    for sensor in event.sensor_element_list:
        yield from (sensor.extensions, sensor.metadata, sensor.reports)


def _gather(found: Any, into: set[str]) -> None:  # noqa: ANN401  # whatever others put into their fields
    if isinstance(found, Mapping):
        for name, value in found.items():
            into.add(parted(name)[0])
            _gather(value, into)
    elif isinstance(found, tuple | list):
        for each in found:
            _gather(each, into)


def number_text(value: Decimal | int) -> str:
    """A number as text, without an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
