"""The lists of what is in a repository: kinds of events, identifiers, steps, places and dispositions.

Source: GS1 EPCIS 2.0, 12.3.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec

from linebench.epcis.model import Event, Place
from linebench.epcis.names import short

__all__ = ["RESOURCES", "Resource"]


class Resource(msgspec.Struct, frozen=True):
    """One list. ``parameter``: of the query for events with one of its entries; ``entries``: those of an event."""

    parameter: str
    entries: Callable[[Event], Iterable[str]]


def _id(place: Place | None) -> tuple[str, ...]:
    return (place.id,) if place else ()


def _word(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _epcs(event: Event) -> Iterable[str]:
    yield from _word(event.parent_id)
    for each in (event.epc_list, event.child_epcs, event.input_epc_list, event.output_epc_list):
        yield from each


RESOURCES: Mapping[str, Resource] = MappingProxyType({
    "eventTypes": Resource("eventType", lambda event: (short(event.type, {}),)),
    "epcs": Resource("MATCH_anyEPC", _epcs),
    "bizSteps": Resource("EQ_bizStep", lambda event: _word(event.biz_step)),
    "bizLocations": Resource("EQ_bizLocation", lambda event: _id(event.biz_location)),
    "readPoints": Resource("EQ_readPoint", lambda event: _id(event.read_point)),
    "dispositions": Resource("EQ_disposition", lambda event: _word(event.disposition)),
})
"""Every list by its address."""
