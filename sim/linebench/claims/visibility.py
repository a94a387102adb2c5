"""EPCIS events as claims: what a level says happened to packs and containers."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from linebench.claims.conditions import condition_claims
from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.times import micros
from linebench.product.epc_uri import EpcUriError, elements_of_link
from linebench.records import AnyRecord
from linebench.records.claim import PackedClaimed, SerialsClaimed, UnpackedClaimed

__all__ = ["STATUS", "claims_of"]

STATUS: Mapping[str, str] = MappingProxyType({
    "encoding": "encoded",
    "commissioning": "commissioned",
    "decommissioning": "rejected",
    "sampling": "sampled",
    "destroying": "destroyed",
})
"""Business step of an object event (CBV) to the status it gives its serials; others go by their own name."""
_Said = list[tuple[str, int]]


def claims_of(t: int, source: str, events: Iterable[Event], epoch_us: int) -> list[AnyRecord]:
    """The claims of events in their order; neighbours that say the same of different things are one claim.

    Left out is what is declared erroneous, what is about no single packs or containers, and other kinds of event.
    """
    found: list[AnyRecord] = []
    status, said = "", _Said()
    for event in events:
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


def _packed(t: int, source: str, event: Event, epoch_us: int) -> AnyRecord:
    kind = UnpackedClaimed if event.action == "DELETE" else PackedClaimed
    parent = next(iter(_elements((event.parent_id,))), "")
    return kind(t, source, parent, tuple(_elements(event.child_epcs)), micros(event.event_time) - epoch_us)


def _elements(ids: Iterable[str]) -> Iterable[str]:
    for text in ids:
        try:
            yield elements_of_link(canonical_id(text))
        except EpcUriError:
            continue
