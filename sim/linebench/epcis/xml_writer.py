"""EPCIS documents in XML, 2.0 or 1.2, written: the same document gives the same bytes.

In 1.2 what came later stands in ``extension`` elements, as the standard's own conversion puts it: nothing is lost.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lxml import etree

from linebench.epcis import words
from linebench.epcis.json_writer import gathered, number_text
from linebench.epcis.kinds import FIELDS
from linebench.epcis.model import (
    Document,
    ErrorDeclaration,
    Event,
    Persistent,
    Place,
    QuantityElement,
    SensorElement,
    Typed,
)
from linebench.epcis.names import parted, prefixes_for
from linebench.epcis.problems import EpcisError, Problem
from linebench.epcis.words import Vocabulary
from linebench.epcis.xml_form import (
    EXTENDED_1_2,
    LISTS,
    NAMESPACES,
    ORDER,
    QUANTITIES,
    QUERY_NAMESPACES,
    TYPED,
)
from linebench.epcis.xml_header import write_header

__all__ = ["write_xml"]

_WORDS: Mapping[str, Vocabulary] = {"bizStep": words.STEPS, "disposition": words.DISPOSITIONS}
_TYPES: Mapping[str, Vocabulary] = {"bizTransactionList": words.TRANSACTIONS, "sourceList": words.PARTIES,
                                    "destinationList": words.PARTIES}
_SENSED: Mapping[str, Vocabulary] = {"type": words.MEASUREMENTS, "exception": words.ALERTS,
                                     "component": words.COMPONENTS}
_BASE = ("eventID", "errorDeclaration", "certificationInfo")
_EMPTY_1_2 = {"ObjectEvent": "epcList", "AggregationEvent": "childEPCs", "TransactionEvent": "epcList"}
"""Lists that must be there in 1.2, even empty."""


def write_xml(document: Document, version: str = "2.0") -> bytes:
    """The document as XML in UTF-8. ``version``: ``2.0`` or ``1.2``.

    Raises:
        EpcisError: a name of others, or a text, has characters that XML cannot have.

    """
    try:
        return _written(document, version)
    except ValueError as error:
        raise EpcisError((Problem("document", str(error), "names and texts that XML can have"),)) from error


def _written(document: Document, version: str) -> bytes:
    namespaces = prefixes_for(gathered(document), document.prefixes)
    answer = document.query is not None
    own = (QUERY_NAMESPACES if answer else NAMESPACES)[version]
    name = "EPCISQueryDocument" if answer else "EPCISDocument"
    root = etree.Element(f"{{{own}}}{name}", nsmap={"epcisq" if answer else "epcis": own, **namespaces})
    root.set("schemaVersion", version)
    root.set("creationDate", document.created)
    write_header(root, document)
    body = etree.SubElement(root, "EPCISBody")
    if answer:
        results = etree.SubElement(body, f"{{{own}}}QueryResults")
        _text(results, "queryName", document.query or "")
        if document.subscription:
            _text(results, "subscriptionID", document.subscription)
        body = etree.SubElement(results, "resultsBody")
    events = etree.SubElement(body, "EventList")
    for event in document.events:
        _event(events, event, version)
    _own(root, document.extensions)
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _event(events: etree._Element, event: Event, version: str) -> None:
    depth = {"TransformationEvent": 1, "AssociationEvent": 2}.get(event.type, 0) if version == "1.2" else 0
    for _ in range(depth):
        events = etree.SubElement(events, "extension")
    element = etree.SubElement(events, event.type)
    places = _Places(element, event.type, version)
    for name in ORDER.get(event.type, tuple(FIELDS)):
        found = getattr(event, FIELDS[name][0])
        if found:
            _field(places.for_field(name), name, found)
        elif version == "1.2" and _EMPTY_1_2.get(event.type) == name:
            etree.SubElement(element, name)
    _own(element, event.extensions)


class _Places:
    """Where the elements of an event stand: in it, or in an extension that is made when it is needed."""

    def __init__(self, element: etree._Element, kind: str, version: str) -> None:
        self._element = element
        first, second = EXTENDED_1_2.get(kind, ((), ())) if version == "1.2" else ((), ())
        self._first, self._second = frozenset(first), frozenset(second)
        self._base = frozenset(_BASE if version == "1.2" else ())

    def for_field(self, name: str) -> etree._Element:
        """The element in which the field of this name stands."""
        if name in self._base:
            return _inside(self._element, "baseExtension")
        if name in self._first or name in self._second:
            outer = _inside(self._element, "extension")
            return _inside(outer, "extension") if name in self._second else outer
        return self._element


def _inside(element: etree._Element, name: str) -> etree._Element:
    found = element.find(name)
    return found if found is not None else etree.SubElement(element, name)


def _field(element: etree._Element, name: str, found: Any) -> None:  # noqa: ANN401  # of the type of the field
    if name == "certificationInfo":
        for each in found:
            _text(element, name, each)
    elif isinstance(found, str):
        _text(element, name, _WORDS[name].as_urn(found) if name in _WORDS else found)
    else:
        _structure(etree.SubElement(element, name), name, found)


def _structure(element: etree._Element, name: str, found: Any) -> None:  # noqa: ANN401  # of the type of the field
    if name in LISTS:
        for each in found:
            _text(element, LISTS[name], each)
    elif name in QUANTITIES:
        for each in found:
            _quantity(etree.SubElement(element, "quantityElement"), each)
    elif name in TYPED:
        _typed(element, name, found)
    elif name == "sensorElementList":
        for each in found:
            _sensor(etree.SubElement(element, "sensorElement"), each)
    else:
        _WRITERS[type(found)](element, found)


def _quantity(element: etree._Element, found: QuantityElement) -> None:
    _text(element, "epcClass", found.epc_class)
    if found.quantity is not None:
        _text(element, "quantity", number_text(found.quantity))
    if found.uom:
        _text(element, "uom", found.uom)


def _typed(element: etree._Element, name: str, found: Iterable[Typed]) -> None:
    for each in found:
        child = _text(element, TYPED[name], each.id)
        if each.type:
            child.set("type", _TYPES[name].as_urn(each.type))


def _sensor(element: etree._Element, found: SensorElement) -> None:
    if found.metadata:
        _attributes(etree.SubElement(element, "sensorMetadata"), found.metadata)
    for report in found.reports:
        _attributes(etree.SubElement(element, "sensorReport"), report)
    _own(element, found.extensions)


def _attributes(element: etree._Element, found: Mapping[str, Any]) -> None:
    for name in sorted(found):
        value = found[name]
        element.set(name, _SENSED[name].as_web(value) if name in _SENSED else _said(value))


def _place(element: etree._Element, found: Place) -> None:
    _text(element, "id", found.id)
    _own(element, found.extensions)


def _persistent(element: etree._Element, found: Persistent) -> None:
    for name in ("unset", "set"):
        for each in getattr(found, name):
            _text(element, name, words.DISPOSITIONS.as_urn(each))


def _declared(element: etree._Element, found: ErrorDeclaration) -> None:
    _text(element, "declarationTime", found.declaration_time)
    if found.reason:
        _text(element, "reason", words.REASONS.as_urn(found.reason))
    if found.corrective_event_ids:
        ids = etree.SubElement(element, "correctiveEventIDs")
        for each in found.corrective_event_ids:
            _text(ids, "correctiveEventID", each)
    _own(element, found.extensions)


def _own(element: etree._Element, found: Mapping[str, Any]) -> None:
    """Fields of others, in the order of their names."""
    for name in sorted(found, key=parted):
        _own_field(element, name, found[name])


def _own_field(element: etree._Element, name: str, value: Any) -> None:  # noqa: ANN401  # whatever others put there
    if isinstance(value, tuple | list):
        for each in value:
            _own_field(element, name, each)
    elif name.startswith("@"):
        element.set(name[1:], _said(value))
    elif name == "#text":
        element.text = _said(value)
    elif isinstance(value, Mapping):
        child = etree.SubElement(element, name)
        for inner, each in value.items():
            _own_field(child, inner, each)
    else:
        _text(element, name, _said(value))


def _said(value: Any) -> str:  # noqa: ANN401  # whatever others put into their fields
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | int):
        return number_text(value)
    return "" if value is None else str(value)


def _text(element: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(element, name)
    child.text = text
    return child


_WRITERS: dict[type, Any] = {Place: _place, Persistent: _persistent, ErrorDeclaration: _declared, dict: _own}
