"""What the store of a site server says happened at its site: orders, serials, documents, containers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from linebench.ports.erp import ProductData
from linebench.ports.l3 import AggregationEvent, BatchReport, Event, Order, Report, SerialReturn, Serials
from linebench.ports.l4 import Capture

__all__ = ["PURGED", "Facts", "History", "facts_of"]

PURGED = "purged:"
"""Before the number of an order whose reports are in the archive alone: their sequences."""

_FINISHED, _REFUSED = "finished:", "refused:"
_CONTAINER = "00"


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a store says, in short. ``serials``: how many were given out, by GTIN; ``last``: number of the last
    document of its line, of which those ``missing`` are not there; ``containers``: how many have something in them.
    """

    orders: tuple[str, ...]
    finished: tuple[str, ...]
    serials: dict[str, int]
    last: int
    missing: tuple[int, ...]
    unconfirmed: tuple[int, ...]
    refused: tuple[int, ...]
    containers: int
    references: tuple[str, ...]


class History:
    """The store, read by what its values are.

    Attributes:
        orders: those that were given out, by number.
        products: master data of products, by GTIN.
        finished: numbers of orders that are.
        serials: those given out, each with the request that it answered, by GTIN.
        twice: serials that two requests were answered with, as (GTIN, serial).
        documents: what the line reported, by sequence.
        last: the last sequence.
        unconfirmed: numbers of the captures that the enterprise has not confirmed.
        refused: numbers of those that it refused.
        parents: container of each pack and container that is in one.
        references: SSCCs that were used.

    """

    def __init__(self, kept: Mapping[str, Any]) -> None:
        values = tuple(kept.values())
        self.orders = {each.order: each for each in values if isinstance(each, Order)}
        self.products = {each.gtin: each for each in values if isinstance(each, ProductData)}
        self.finished = tuple(key.removeprefix(_FINISHED) for key in kept if key.startswith(_FINISHED))
        self.documents = {each.sequence: each for each in values
                          if isinstance(each, Report | BatchReport | SerialReturn)}
        self.last: int = kept.get("last", 0)
        self._purged = {number for key, numbers in kept.items() if key.startswith(PURGED) for number in numbers}
        self.unconfirmed = tuple(sorted(each.capture for each in values if isinstance(each, Capture)))
        self.refused = tuple(sorted(each[0].capture for key, each in kept.items() if key.startswith(_REFUSED)))
        self._give_out(each for each in values if isinstance(each, Serials))
        self._pack()

    @property
    def missing(self) -> tuple[int, ...]:
        """Sequences of documents that are not there and were not purged."""
        there = self.documents.keys() | self._purged
        return tuple(number for number in range(1, self.last + 1) if number not in there)

    def _give_out(self, answers: Iterator[Serials]) -> None:
        self.serials: dict[str, dict[str, int]] = {}
        self.twice: list[tuple[str, str]] = []
        for answer in answers:
            given = self.serials.setdefault(answer.gtin, {})
            self.twice += [(answer.gtin, serial) for serial in answer.serials if serial in given]
            given.update(dict.fromkeys(answer.serials, answer.request))

    def _pack(self) -> None:
        self.parents: dict[str, str] = {}
        self.references: set[str] = set()
        for _, document in sorted(self.documents.items()):
            for event in document.events if isinstance(document, Report) else ():
                self._event(event)

    def _event(self, event: Event) -> None:
        if not isinstance(event, AggregationEvent):
            self.references.update(epc for epc in event.epcs if epc.startswith(_CONTAINER))
            return
        self.references.add(event.parent)
        if event.action == "ADD":
            self.parents.update(dict.fromkeys(event.children, event.parent))
        else:
            inside = event.children or [child for child, parent in self.parents.items() if parent == event.parent]
            for child in inside:
                self.parents.pop(child, None)


def facts_of(kept: Mapping[str, Any]) -> Facts:
    """What a store says."""
    found = History(kept)
    return Facts(
        orders=tuple(sorted(found.orders)), finished=tuple(sorted(found.finished)),
        serials={gtin: len(given) for gtin, given in sorted(found.serials.items())}, last=found.last,
        missing=found.missing, unconfirmed=found.unconfirmed, refused=found.refused,
        containers=len(Counter(found.parents.values())), references=tuple(sorted(found.references)))
