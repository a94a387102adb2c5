"""What partners do with packs and what is told of lots, as events. GS1 EPCIS 2.0, 7.4; CBV 2.0, 7.1 and 7.2."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

import msgspec

from linebench.epcis.model import ErrorDeclaration, Event, Persistent, Place, QuantityElement
from linebench.epcis.times import utc_micros
from linebench.ports.verification import NOTICES, Notice, Verify
from linebench.product.dates import is_date, last_day
from linebench.product.epc_uri import DOMAIN
from linebench.product.keys import is_key
from linebench.stack.l4.pack_record import EXTENDED, lot_link, pack_link

__all__ = ["dispensing", "notice_event", "undoing", "why_not"]

_GTIN, _GLN = 14, 13


def dispensing(ask: Verify, now_us: int) -> Event:
    """A pack was given to a patient where it was asked for. ``now_us``: microseconds since 1970."""
    link = pack_link(ask.gtin, ask.serial)
    name = uuid5(NAMESPACE_URL, f"{link}#{ask.asker}#{ask.request}")  # a request that comes again is the same event
    return msgspec.structs.replace(_event(now_us), event_id=f"urn:uuid:{name}", action="DELETE",
                                   biz_step="dispensing", disposition="dispensed", epc_list=(link,),
                                   read_point=Place(f"{DOMAIN}/414/{ask.asker}"))


def undoing(event: Event, now: str) -> Event:
    """The event of a dispensing as it is declared not to have been. CBV 2.0, 8.9; EPCIS 2.0, 7.4.1.2."""
    return msgspec.structs.replace(event, error_declaration=ErrorDeclaration(now, "did_not_occur"), record_time="")


def why_not(notice: Notice) -> str:
    """What is wrong with a notice; empty: nothing."""
    wrong: Mapping[str, bool] = {
        f"found the kind {notice.kind!r}; expected one of {', '.join(NOTICES)}": notice.kind not in NOTICES,
        "found no number of the notice": not notice.notice,
        f"found the GTIN {notice.gtin!r}; expected 14 digits and a check digit": not is_key(notice.gtin, _GTIN),
        f"found the sender {notice.sender!r}; expected a GLN": not is_key(notice.sender, _GLN),
        "found neither lot nor serials; expected one of them": not notice.lot and not notice.serials,
        "found an extension of single serials; expected one of a lot":
            notice.kind == "extend" and (not notice.lot or bool(notice.serials)),
        f"found the expiry date {notice.expiry!r}; expected YYMMDD":
            notice.kind == "extend" and not is_date(notice.expiry),
    }
    return next((text for text, holds in wrong.items() if holds), "")


def notice_event(notice: Notice, now_us: int) -> Event:
    """A notice that ``why_not`` has nothing against."""
    links = tuple(pack_link(notice.gtin, serial) for serial in notice.serials)
    lots = () if links else (QuantityElement(lot_link(notice.gtin, notice.lot)),)
    event = msgspec.structs.replace(_event(now_us), action="OBSERVE", biz_step="holding", epc_list=links,
                                    quantity_list=lots, read_point=Place(f"{DOMAIN}/414/{notice.sender}"))
    return _SAID[notice.kind](event, notice)


def _recall(event: Event, notice: Notice) -> Event:  # noqa: ARG001  # notices are said alike
    return msgspec.structs.replace(event, disposition="recalled",
                                   persistent_disposition=Persistent(set=("recalled",)))


def _revoke(event: Event, notice: Notice) -> Event:  # noqa: ARG001  # as above
    return msgspec.structs.replace(event, disposition="available",
                                   persistent_disposition=Persistent(unset=("recalled",)))


def _extend(event: Event, notice: Notice) -> Event:
    return msgspec.structs.replace(event, biz_step="other", disposition="available",
                                   extensions={EXTENDED: last_day(notice.expiry).isoformat()})


_SAID: Mapping[str, Callable[[Event, Notice], Event]] = MappingProxyType({
    "recall": _recall, "revoke": _revoke, "extend": _extend})


def _event(now_us: int) -> Event:
    return Event(type="ObjectEvent", event_time=utc_micros(now_us), event_time_zone_offset="+00:00")
