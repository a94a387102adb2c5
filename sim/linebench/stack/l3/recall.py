"""Recalls: which packs a lot, a pack or a container concerns, where they are now, and where they have been.

A pack counts while it lives: what was rejected, sampled or destroyed is not with anybody.
"""

from collections.abc import Iterable, Iterator, Mapping

from linebench.ports.l3 import AggregationEvent, Event, Order
from linebench.ports.office import By
from linebench.stack.l3.holdings import Holdings
from linebench.stack.l3.office_decisions import OfficeDecisions

__all__ = ["chains_of", "past_of"]

_PACK = "01"


def chains_of(by: By, value: str, holdings: Holdings, orders: Mapping[str, Order],
              decisions: OfficeDecisions) -> list[tuple[str, ...]]:
    """The packs that are concerned, each with what it is in, innermost first; in the order of their names."""
    lots = {number for number, order in orders.items() if order.lot == value}
    found = []
    for pack in filter(holdings.lives, (epc for epc in holdings.order if epc.startswith(_PACK))):
        chain = tuple(holdings.above(pack))
        fits = holdings.order[pack] in lots if by == "lot" else value in (chain if by == "parent" else chain[:1])
        if decisions.is_concerned(chain, fits=fits):
            found.append(decisions.stands_in(chain))
    return sorted(found)


def past_of(epc: str, told: Iterable[Iterable[Event]]) -> tuple[str, ...]:
    """What a thing has been in, one after the other; ``""``: in nothing."""
    found: list[str] = []
    for parent in _moves(epc, told):
        if not found or found[-1] != parent:
            found.append(parent)
    return tuple(found)


def _moves(epc: str, told: Iterable[Iterable[Event]]) -> Iterator[str]:
    for event in (event for events in told for event in events):
        if isinstance(event, AggregationEvent):
            if epc in event.children:
                yield event.parent if event.action == "ADD" else ""
        elif epc in event.epcs and event.action == "DELETE":
            yield ""
