"""The further lines of a site: what their ends reported, and when the enterprise had it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from linebench.epcis.canonical import canonical_id
from linebench.oracle.facts import Container
from linebench.oracle.serials import UNSURE
from linebench.ports.l3 import AggregationEvent, ObjectEvent
from linebench.ports.l4 import Capture
from linebench.ports.lines import LineReport
from linebench.product.epc_uri import link_of_elements
from linebench.records.wire import Delivered

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["FurtherLines"]


class FurtherLines:
    """Follows reports of further lines. Topics: ``line_reported``, ``line_captured``.

    Nobody can hold anybody to what these packs physically are: there is nothing but the word of the line's end.
    """

    def __init__(self, book: "Book") -> None:
        self._book = book
        self._waiting: dict[str, tuple[str, int]] = {}  # link of a report's first pack -> line and sequence
        book.topics["capture"].append(self._captured)

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {LineReport: self._reported}

    def _reported(self, report: LineReport, said: Delivered, at: int) -> None:
        packs = [epc for event in report.events if isinstance(event, ObjectEvent) for epc in event.epcs]
        serials = self._book.serials
        serials.update({key: serials.get(key, 0) | UNSURE for key in serials.keys_of(packs)})
        if packs:
            self._waiting[link_of_elements(packs[0])] = (report.line, report.sequence)
            self._label(report)
            self._book.tell("line_reported", (report.line, report.sequence), said.t, at)

    def _label(self, report: LineReport) -> None:
        """Containers are there, and what is in them nobody has seen."""
        for event in report.events:
            if isinstance(event, AggregationEvent):
                box = self._book.by_sscc.setdefault(event.parent[2:], Container(report.line, 0))
                box.handled = True

    def _captured(self, capture: Capture, t: int, at: int) -> None:
        if not self._waiting:
            return
        for event in capture.events:
            report = self._waiting.pop(canonical_id(event.epc_list[0]), None) if event.epc_list else None
            if report is not None:
                self._book.tell("line_captured", report, t, at)
