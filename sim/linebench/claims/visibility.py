"""EPCIS events as claims: what a level says happened to packs and containers."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from linebench.claims.conditions import condition_claims
from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.names import DESK
from linebench.epcis.times import micros
from linebench.product.epc_uri import EpcUriError, elements_of_link
from linebench.records import AnyRecord
from linebench.records.claim import (
    ExceptionClaimed,
    PackedClaimed,
    SerialsClaimed,
    UnpackedClaimed,
    WithdrawnClaimed,
)

__all__ = ["STATUS", "claims_of"]

STATUS: Mapping[str, str] = MappingProxyType({
    "encoding": "encoded",
    "commissioning": "commissioned",
    "decommissioning": "rejected",
    "sampling": "sampled",
    "destroying": "destroyed",
})
"""Business step of an object event (CBV) to the status it gives its serials; others go by their own name."""
_NAMED = "ni:///sha-256;"
_Said = list[tuple[str, int]]


def claims_of(t: int, source: str, events: Iterable[Event], epoch_us: int) -> list[AnyRecord]:
    """The claims of events in their order; neighbours that say the same of different things are one claim.

    Left out is what is about no single packs or containers, and other kinds of event.
    """
    found: list[AnyRecord] = []
    status, said = "", _Said()
    for event in events:
        if event.error_declaration is not None or event.extensions:
            _close(t, source, status, said, found)
            status, said = "", []
            found += _of_people(t, source, event)
        if event.error_declaration is not None:
            continue
        if event.sensor_element_list:
            found += condition_claims(t, source, event, epoch_us)
        new = STATUS.get(event.biz_step, event.biz_step) if event.type == "ObjectEvent" else ""
        if new != status:
            _close(t, source, status, said, found)
            status, said = new, []
        if event.type == "ObjectEvent":
            time = micros(event.event_time) - epoch_us
            said += [(epc, time) for epc in _elements(event.epc_list)]
        elif event.type == "AggregationEvent":
            found.append(_packed(t, source, event, epoch_us))
    _close(t, source, status, said, found)
    return found


def _close(t: int, source: str, status: str, said: _Said, found: list[AnyRecord]) -> None:
    if said:
        epcs, times = zip(*said, strict=True)
        found.append(SerialsClaimed(t, source, status, epcs, times, ""))


def _of_people(t: int, source: str, event: Event) -> Iterator[AnyRecord]:
    """What goes with an event that people reported; and what is declared erroneous."""
    task, procedure = (str(event.extensions.get(f"{{{DESK}}}{name}", "")) for name in ("task", "exception"))
    if event.error_declaration is not None:
        reason = event.error_declaration.reason
        if event.type == "AggregationEvent":
            said = _packed(t, source, event, 0)
            what = "packed" if isinstance(said, PackedClaimed) else "unpacked"
            yield WithdrawnClaimed(t, source, what, said.parent, said.children, reason)
        elif event.type == "ObjectEvent":
            status = STATUS.get(event.biz_step, event.biz_step)
            yield WithdrawnClaimed(t, source, status, "", tuple(_elements(event.epc_list)), reason)
    elif task.isdecimal():
        yield ExceptionClaimed(t, source, int(task), procedure, tuple(_photos(event)))


def _photos(event: Event) -> Iterator[str]:
    """The hashes of photos in hex, as RFC 6920 names them."""
    named = event.extensions.get(f"{{{DESK}}}photo", ())
    for name in (named,) if isinstance(named, str) else named:
        digits = str(name).removeprefix(_NAMED)
        with suppress(ValueError):
            yield base64.urlsafe_b64decode(digits + "=" * (-len(digits) % 4)).hex()


def _packed(t: int, source: str, event: Event, epoch_us: int) -> PackedClaimed | UnpackedClaimed:
    kind = UnpackedClaimed if event.action == "DELETE" else PackedClaimed
    parent = next(iter(_elements((event.parent_id,))), "")
    return kind(t, source, parent, tuple(_elements(event.child_epcs)), micros(event.event_time) - epoch_us)


def _elements(ids: Iterable[str]) -> Iterable[str]:
    for text in ids:
        try:
            yield elements_of_link(canonical_id(text))
        except EpcUriError:
            continue
