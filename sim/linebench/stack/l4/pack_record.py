"""What the stored events say of one pack and of its lot: the facts by which a partner is answered.

Source: CBV 2.0, 7.1 and 7.2 (what a step and a disposition do to a thing), 9 (lot and expiry of trade items).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import quote

import msgspec

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.times import micros
from linebench.product.epc_uri import DOMAIN

__all__ = ["EXTENDED", "LotRecord", "PackRecord", "lot_link", "lot_record", "pack_link", "pack_record"]

EXTENDED = "{https://gs1.org/voc/}expirationDate"
"""Field of an event about a lot: its new expiry date."""
_LOT = f"{{{MASTER_DATA}}}lotNumber"
_EXPIRY = f"{{{MASTER_DATA}}}itemExpirationDate"
_RECALLED = "recalled"
_ENDS: Mapping[str, str] = MappingProxyType({
    "dispensing": "dispensed", "retail_selling": "dispensed", "destroying": "destroyed", "sampling": "sampled"})
"""What ends at a step; what ends at another one is decommissioned."""


class PackRecord(msgspec.Struct):
    """One pack.

    Attributes:
        state: ``active``, ``encoded`` before, one of ``ports.verification.ENDED`` after; empty: it is not known.
        lot: as its commissioning says.
        expiry: likewise; ``None``: nothing is said.
        recalled: it is, by itself.
        ended: the event that ended it.

    """

    state: str = ""
    lot: str = ""
    expiry: date | None = None
    recalled: bool = False
    ended: Event | None = None

    @property
    def place(self) -> str:
        """The GLN of where it ended; empty: it did not, or no place is said."""
        point = self.ended.read_point if self.ended else None
        return point.id.rpartition("/414/")[2].partition("/")[0] if point else ""

    @property
    def ended_us(self) -> int:
        """When it ended, in microseconds since 1970; 0: it did not."""
        return micros(self.ended.event_time) if self.ended else 0


class LotRecord(msgspec.Struct):
    """One lot: whether it is recalled, and its later expiry date."""

    recalled: bool = False
    extended: date | None = None


def pack_link(gtin: str, serial: str) -> str:
    """A pack as events name it."""
    return canonical_id(f"{DOMAIN}/01/{gtin}/21/{quote(serial, safe='')}")


def lot_link(gtin: str, lot: str) -> str:
    """A lot as events name it."""
    return canonical_id(f"{DOMAIN}/01/{gtin}/10/{quote(lot, safe='')}")


def pack_record(events: Iterable[Event]) -> PackRecord:
    """What the events that name a pack say of it, in the order in which they were stored."""
    pack = PackRecord()
    for event in events:
        pack.recalled = _recalled(event, before=pack.recalled)
        if event.type == "TransformationEvent":
            pack.state, pack.ended = "decommissioned", event
        elif event.type == "ObjectEvent":
            _seen(pack, event)
    return pack


def lot_record(events: Iterable[Event]) -> LotRecord:
    """What the events that name a lot say of it."""
    lot = LotRecord()
    for event in events:
        lot.recalled = _recalled(event, before=lot.recalled)
        if EXTENDED in event.extensions:
            lot.extended = _date(event.extensions[EXTENDED])
    return lot


def _seen(pack: PackRecord, event: Event) -> None:
    if event.action == "ADD":
        pack.state, pack.ended = "encoded" if event.biz_step == "encoding" else "active", None
        pack.lot = str(event.ilmd.get(_LOT, pack.lot))
        pack.expiry = _date(event.ilmd.get(_EXPIRY, "")) or pack.expiry
    elif event.action == "DELETE" or event.disposition == "dispensed":
        pack.state, pack.ended = _ENDS.get(event.biz_step, "decommissioned"), event


def _recalled(event: Event, *, before: bool) -> bool:
    lasting = event.persistent_disposition
    if event.disposition == _RECALLED or (lasting and _RECALLED in lasting.set):
        return True
    return before and not (lasting and _RECALLED in lasting.unset)


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
