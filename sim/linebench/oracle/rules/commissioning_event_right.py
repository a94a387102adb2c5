"""Every good pack has one commissioning event, which says what is true of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.problems import EpcisError
from linebench.epcis.reading import read
from linebench.oracle.facts import Batch
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED, GOOD, UNSURE
from linebench.oracle.whereabouts import gtin_of
from linebench.ports.office import BatchDocument
from linebench.product.dates import last_day
from linebench.product.epc_uri import elements_of_link

__all__ = ["RULE"]

_LOT, _EXPIRY = f"{{{MASTER_DATA}}}lotNumber", f"{{{MASTER_DATA}}}itemExpirationDate"
_L2 = COMMISSIONED << CLAIM_SHIFT["l2"]


class RULE(Rule):
    """Opportunities: packs in documents of batches, and good packs of batches of which there is a document.

    Lot and expiry are those of the batch; the event has a time with its offset from UTC, a read point, and a place
    in the same site. What is not yet reported by the line is not missed.
    """

    id = "commissioning-event-right"
    title = "Every good pack has one commissioning event, with lot, expiry, read point and place of the truth."
    classes = ("document",)

    def on_document(self, document: BatchDocument, t: int, at: int) -> None:
        """Look at the commissioning events of one document."""
        batch = next((one for one in reversed(self.book.batches) if one.order == document.order), None)
        events = list(_commissioning(document.text))
        if batch is None:
            return
        named = Counter(self.book.serials.key(elements_of_link(canonical_id(epc)))
                        for event in events for epc in event.epc_list)
        for text in (*self._packs(batch, named), *dict.fromkeys(_stated(events, batch))):
            self.find(f"the document of order {document.order}: {text}", t, at=(at,))

    def _packs(self, batch: Batch, named: Mapping[str, int]) -> Iterator[str]:
        """What is wrong with the packs that are named."""
        good = {key for key, state in self.book.serials.items()
                if state & GOOD and state & _L2 and not state & UNSURE and gtin_of(self.book, key) == batch.gtin}
        self.opportunities += len(good | named.keys())
        missed, twice = good - named.keys(), [key for key, times in named.items() if times > 1]
        others = [key for key in named if not self.book.serials.get(key, 0) & (GOOD | UNSURE)]
        for words, found in (("good packs without a commissioning event", missed), ("commissioned twice", twice),
                             ("commissioned and no good pack", others)):
            if found:
                yield f"{words}: {', '.join(sorted(found)[:3])} ({len(found)})"


def _commissioning(text: str) -> Iterator[Event]:
    """The commissioning events of packs; of what cannot be read another rule tells."""
    with suppress(EpcisError):
        yield from (event for event in read(text.encode()).events if event.type == "ObjectEvent"
                    and event.action == "ADD" and event.biz_step == "commissioning"
                    and "/01/" in canonical_id(event.epc_list[0]))


def _stated(events: list[Event], batch: Batch) -> Iterator[str]:
    """What is wrong with what events state."""
    for event in events:
        for name, wanted in ((_LOT, batch.lot), (_EXPIRY, last_day(batch.expiry).isoformat())):
            if event.ilmd.get(name) != wanted:
                yield f"{name.rpartition('}')[2]} {event.ilmd.get(name) or 'is missing'}, expected {wanted}"
        point, place = (spot.id if spot else "" for spot in (event.read_point, event.biz_location))
        if not place or not point.startswith(place):
            yield f"read point {point or 'none'} in the place {place or 'none'}"
