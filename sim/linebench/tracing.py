"""Recalls by EPCIS queries alone, as a partner makes them who has nothing but the enterprise's events.

The first query asks for events of the lot, or about the thing. From there each query asks about what the one before
has named: upwards what things are in, and of a container downwards what is in it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linebench.auditing import OLDEST_FIRST, Auditor
from linebench.epcis.canonical import canonical_id
from linebench.epcis.hashing import event_hash
from linebench.epcis.history import History, State
from linebench.epcis.model import Event
from linebench.ports.office import By
from linebench.product.epc_uri import elements_of_link, link_of_elements

__all__ = ["Traced", "trace"]

_LOT = "EQ_ILMD_cbvmda:lotNumber"
_AT_ONCE = 50
"""Identifiers in one query."""
_PACK = "/01/"


class Traced(NamedTuple):
    """What queries have found: each pack with what it is in, innermost first; ``why``: why they ended early."""

    chains: tuple[tuple[str, ...], ...]
    why: str


def trace(auditor: Auditor, by: By, value: str) -> Traced:
    """Ask which packs a recall concerns. ``value``: the lot, or the element string of a pack or container."""
    known: dict[str, Event] = {}
    if by == "lot":
        events, why = auditor.find(((_LOT, (value,)), *OLDEST_FIRST))
        wanted = {canonical_id(epc) for event in events for epc in event.epc_list}
    else:
        wanted, why = {link_of_elements(value)}, ""
    asked: set[str] = set()
    while not why and wanted - asked:
        events, why = _about(auditor, sorted(wanted - asked)[:_AT_ONCE], asked)
        known |= {event_hash(event): event for event in events if event_hash(event) not in known}
        wanted |= set(_next(events, wanted, down=by == "parent"))
    return Traced(tuple(sorted(_chains(known.values(), by, value, wanted))), why)


def _about(auditor: Auditor, epcs: list[str], asked: set[str]) -> tuple[list[Event], str]:
    asked.update(epcs)
    return auditor.find((("MATCH_anyEPC", tuple(epcs)), *OLDEST_FIRST))


def _next(events: Iterable[Event], wanted: set[str], *, down: bool) -> Iterator[str]:
    """What the events name above, or inside, of what is wanted."""
    for event in events:
        if event.type != "AggregationEvent" or event.error_declaration is not None:
            continue
        parent, children = canonical_id(event.parent_id), set(map(canonical_id, event.child_epcs))
        if children & wanted:
            yield parent
        if down and parent in wanted:
            yield from children


def _chains(events: Iterable[Event], by: By, value: str, wanted: set[str]) -> Iterator[tuple[str, ...]]:
    history = History()
    history.replay(sorted(events, key=lambda event: (event.record_time, event.event_time)))
    start = "" if by == "lot" else link_of_elements(value)
    for epc in wanted:
        if _PACK not in epc or history.states.get(epc) is not State.ACTIVE:
            continue
        chain = [epc]
        while parent := history.parents.get(chain[-1]):
            chain.append(parent)
        if not start or start in (chain if by == "parent" else chain[:1]):
            yield tuple(map(elements_of_link, chain))
