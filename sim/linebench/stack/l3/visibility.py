"""What lines report, as EPCIS events: one for each moment, so that every unit keeps its own time.

Commissioned packs carry lot and expiry. Source: GS1 EPCIS 2.0, 7.4, and CBV 2.0.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from linebench.epcis.model import Event, Extensions, Place
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.times import micros, utc_micros
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Order, Report
from linebench.product.dates import last_day
from linebench.product.epc_uri import link_of_elements

__all__ = ["Visibility"]

_NO_ILMD: Extensions = {}
_CONTAINER = "00"
_ENCODED = ObjectEvent("ADD", "encoding", "encoded", (), ())


class Visibility:
    """Turns reports into events. ``epoch``: UTC of t = 0; the places are URIs of the site and of its line;
    ``offset_at``: how far clocks there are from UTC, by microseconds since 1970.

    A line reports the end of serials that it printed and never commissioned, such as those of rejected packs. The
    enterprise has not heard of these, so they are said to be encoded before they end.
    """

    def __init__(self, epoch: str, site: str, line: str, offset_at: Callable[[int], str]) -> None:
        self._offset_at = offset_at
        self._epoch = micros(epoch)
        self._line, self._site = Place(line), Place(site)
        self._ilmd: dict[str, Extensions] = {}
        self._told: set[str] = set()

    def remember(self, report: Report) -> None:
        """Take note of a report whose events were made before the power was lost."""
        for each in report.events:
            if isinstance(each, ObjectEvent):
                self._told.update(each.epcs)

    def events_of(self, report: Report, orders: Mapping[str, Order]) -> tuple[Event, ...]:
        """The events of a report, in its order."""
        ilmd = self._master_data(report.order, orders)
        return tuple(event for each in report.events for event in self._events(each, ilmd))

    def _events(self, said: ObjectEvent | AggregationEvent, ilmd: Extensions) -> Iterator[Event]:
        if isinstance(said, AggregationEvent):
            yield self._aggregation(said)
            return
        new = [pair for pair in zip(said.times_us, said.epcs, strict=True) if pair[1] not in self._told]
        self._told.update(said.epcs)
        if said.action == "DELETE":
            for time, pairs in groupby(new, key=_time_of):
                yield self._object(_ENCODED, time, [epc for _, epc in pairs], _NO_ILMD)
        of_packs = said.step == "commissioning" and not said.epcs[0].startswith(_CONTAINER)
        for time, pairs in groupby(zip(said.times_us, said.epcs, strict=True), key=_time_of):
            yield self._object(said, time, [epc for _, epc in pairs], ilmd if of_packs else _NO_ILMD)

    def _object(self, said: ObjectEvent, time: int, epcs: Sequence[str], ilmd: Extensions) -> Event:
        return Event(
            type="ObjectEvent", event_time=utc_micros(self._epoch + time),
            event_time_zone_offset=self._offset_at(self._epoch + time),
            action=said.action, biz_step=said.step, disposition=said.disposition,
            epc_list=tuple([link_of_elements(epc) for epc in epcs]), read_point=self._line, biz_location=self._site,
            ilmd=ilmd)

    def _aggregation(self, said: AggregationEvent) -> Event:
        return Event(
            type="AggregationEvent", event_time=utc_micros(self._epoch + said.time_us),
            event_time_zone_offset=self._offset_at(self._epoch + said.time_us), action=said.action,
            biz_step="packing" if said.action == "ADD" else "unpacking",
            disposition="in_progress", parent_id=link_of_elements(said.parent),
            child_epcs=tuple([link_of_elements(epc) for epc in said.children]), read_point=self._line,
            biz_location=self._site)

    def _master_data(self, number: str, orders: Mapping[str, Order]) -> Extensions:
        if number not in self._ilmd:
            order = orders.get(number)
            self._ilmd[number] = {} if order is None else {
                f"{{{MASTER_DATA}}}lotNumber": order.lot,
                f"{{{MASTER_DATA}}}itemExpirationDate": last_day(order.expiry).isoformat()}
        return self._ilmd[number]


def _time_of(pair: tuple[int, str]) -> int:
    return pair[0]
