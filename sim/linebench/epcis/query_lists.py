"""Conditions on the lists of an event: identifiers and classes by pattern, quantities, parties, sensors.

A quantity is compared with those of the same unit alone: ``GT_quantity`` with pieces, ``GT_quantity_KGM`` with
kilograms; so are values of sensors (``GT_value_CEL``). Source: GS1 EPCIS 2.0, 8.2.7.1.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.epcis import words
from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event, Place, QuantityElement, Typed
from linebench.epcis.query_parts import Naming, Part
from linebench.epcis.query_standard import Given, Maker, bare_words
from linebench.epcis.query_values import COMPARISONS, number, same, than, wrong
from linebench.epcis.sensors import METADATA, REPORT
from linebench.epcis.words import Vocabulary
from linebench.product.epc_pattern import pattern_of
from linebench.product.epc_uri import EpcUriError

__all__ = ["LISTS", "PATTERNED"]

Texts: TypeAlias = Callable[[Event], Iterable[str]]


def _naming(name: str, values: Sequence[str]) -> tuple[Naming, Callable[[str], bool]]:
    try:
        patterns = [found for found in map(pattern_of, values) if found]
        plain = frozenset(canonical_id(each) for each in values if pattern_of(each) is None)
    except EpcUriError as error:
        raise wrong(name, list(values), f"EPCs or patterns; {error}") from error

    def fits(text: str) -> bool:
        epc = canonical_id(text)
        return epc in plain or any(pattern.fits(epc) for pattern in patterns)

    return Naming(plain, tuple(start for each in patterns for start in each.starts)), fits


def _parent(event: Event) -> tuple[str, ...]:
    return (event.parent_id,) if event.parent_id else ()


def _match(texts: Texts) -> Maker:
    def make(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
        hint, fits = _naming(name, values)
        return Part(lambda event: any(map(fits, texts(event))), hint)

    return make


def _classes(*lists: str) -> Texts:
    return lambda event: (each.epc_class for name in lists for each in getattr(event, name))


_QUANTITIES = ("quantity_list", "child_quantity_list")
_ALL_QUANTITIES = (*_QUANTITIES, "input_quantity_list", "output_quantity_list")
LISTS: Mapping[str, Maker] = MappingProxyType({
    "MATCH_epc": _match(lambda event: chain(event.epc_list, event.child_epcs)),
    "MATCH_parentID": _match(_parent),
    "MATCH_inputEPC": _match(lambda event: event.input_epc_list),
    "MATCH_outputEPC": _match(lambda event: event.output_epc_list),
    "MATCH_anyEPC": _match(lambda event: chain(event.epc_list, event.child_epcs, event.input_epc_list,
                                               event.output_epc_list, _parent(event))),
    "MATCH_epcClass": _match(_classes(*_QUANTITIES)),
    "MATCH_inputEPCClass": _match(_classes("input_quantity_list")),
    "MATCH_outputEPCClass": _match(_classes("output_quantity_list")),
    "MATCH_anyEPCClass": _match(_classes(*_ALL_QUANTITIES)),
})
"""Parameters on identifiers and classes."""


def _typed(attribute: str, vocabulary: Vocabulary) -> Callable[[str, str, Sequence[str], Given], Part]:
    def make(name: str, kind: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # of every one
        (wanted,) = bare_words(name, (kind,), vocabulary)
        asked = frozenset(map(canonical_id, values))

        def fits(event: Event) -> bool:
            found: tuple[Typed, ...] = getattr(event, attribute)
            return any(each.type == wanted and canonical_id(each.id) in asked for each in found)

        return Part(fits)

    return make


def _amount(name: str, values: Sequence[str]) -> Callable[[Any], bool]:
    if len(values) != 1 and not name.startswith("EQ"):
        raise wrong(name, list(values), "one value")
    for value in values:
        if number(value) is None:
            raise wrong(name, value, "a number")
    return same(values) if name.startswith("EQ") else than(name, values[0])


def _quantity(name: str, unit: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # of every one
    check = _amount(name, values)

    def fits(event: Event) -> bool:
        found: Iterable[QuantityElement] = chain.from_iterable(getattr(event, each) for each in _ALL_QUANTITIES)
        return any(each.uom == unit and each.quantity is not None and check(each.quantity) for each in found)

    return Part(fits)


def _reports(event: Event) -> Iterable[Mapping[str, Any]]:
    return chain.from_iterable(each.reports for each in event.sensor_element_list)


def _measured(name: str, what: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # of every one
    field, _, unit = what.partition("_")
    check = _amount(name, values)
    return Part(lambda event: any(
        report.get("uom", "") == unit and field in report and check(report[field]) for report in _reports(event)))


def _sensed(name: str, field: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # of every one
    vocabulary = _SENSOR_WORDS.get(field)
    check = same(bare_words(name, values, vocabulary) if vocabulary else values)
    return Part(lambda event: any(field in found and check(found[field]) for found in _said(event)))


def _sensor_time(name: str, field: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # of every one
    if len(values) != 1:
        raise wrong(name, list(values), "one value")
    check = than(name, values[0])
    return Part(lambda event: any(field in found and check(found[field]) for found in _said(event)))


def _said(event: Event) -> Iterable[Mapping[str, Any]]:
    """The sensor reports of an event, and what heads them."""
    return chain(_reports(event), (each.metadata for each in event.sensor_element_list))


def _attribute(name: str, what: str, values: Sequence[str], given: Given) -> Part:
    """``HASATTR_field``: with one of these attributes; ``EQATTR_field_attribute``: with one of these values."""
    field, _, attribute = what.partition("_")
    if name.startswith("EQATTR") and not attribute:
        raise wrong(name, what, "a field and an attribute, such as EQATTR_bizLocation_urn:epcglobal:cbv:mda#site")
    things, check = _THINGS[field], same(values)

    def fits(event: Event) -> bool:
        known = map(given.master.attributes, things(event))
        if name.startswith("HASATTR"):
            return any(value in found for found in known for value in values)
        return any(check(found[attribute]) for found in known if attribute in found)

    return Part(fits)


def _place_id(name: str) -> Texts:
    def find(event: Event) -> Iterable[str]:
        place: Place | None = getattr(event, name)
        return () if place is None else (place.id,)

    return find


_THINGS: Mapping[str, Texts] = MappingProxyType({
    "readPoint": _place_id("read_point"), "bizLocation": _place_id("biz_location"),
    "epcClass": _classes(*_ALL_QUANTITIES),
    "source": lambda event: (each.id for each in event.source_list),
    "destination": lambda event: (each.id for each in event.destination_list),
})
"""Whose master data can be asked for."""
_SENSOR_WORDS = MappingProxyType({"type": words.MEASUREMENTS, "exception": words.ALERTS,
                                  "component": words.COMPONENTS})
_MEASURES = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")
_TIMES = ("time", "startTime", "endTime")
_TEXTS = [name for name in dict.fromkeys((*REPORT, *METADATA))
          if name not in (*_MEASURES, *_TIMES, "percRank", "uom")]
_COMPARED = "|".join(COMPARISONS)

PATTERNED: tuple[tuple["re.Pattern[str]", Callable[[str, str, Sequence[str], Given], Part]], ...] = (
    (re.compile(r"EQ_bizTransaction_(.+)"), _typed("biz_transaction_list", words.TRANSACTIONS)),
    (re.compile(r"EQ_source_(.+)"), _typed("source_list", words.PARTIES)),
    (re.compile(r"EQ_destination_(.+)"), _typed("destination_list", words.PARTIES)),
    (re.compile(rf"(?:{_COMPARED})_quantity(?:_([A-Z0-9]{{2,3}}))?"), _quantity),
    (re.compile(rf"(?:{_COMPARED})_((?:{'|'.join(_MEASURES)})(?:_[^_:]+)?|percRank)"), _measured),
    (re.compile(rf"EQ_({'|'.join(_TEXTS)})"), _sensed),
    (re.compile(rf"(?:GE|LT)_({'|'.join(_TIMES)})"), _sensor_time),
    (re.compile(rf"(?:HASATTR|EQATTR)_((?:{'|'.join(_THINGS)})(?:_.+)?)"), _attribute),
)
"""Parameters with a part of their name to choose: what fits a name, and what makes the condition of that part."""
