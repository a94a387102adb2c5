"""What the office of a site asked, and what was open of its batches then."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from linebench.ports import office
from linebench.ports.l4 import Capture, Captured
from linebench.records import claim
from linebench.records.wire import Delivered, Dropped

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["OfficeTalk"]

_UP = "l3>l4"
_ENDS = ("commissioned", "rejected", "sampled", "destroyed", "returned")


class OfficeTalk:
    """Follows the office. Topics: ``released``, ``recalled``, ``past``, ``document``."""

    def __init__(self, book: "Book") -> None:
        self._book = book
        self._unconfirmed: set[int] = set()
        self._open: dict[str, str] = {}  # order -> what was open when its release was asked for last
        book.topics["capture"].append(self._told)
        book.topics["captured"].append(self._confirmed)

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Dropped: self._dropped, claim.ReleaseClaimed: self._released, claim.RecallClaimed: self._recalled,
                claim.PastClaimed: self._past}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {office.AskRelease: self._asked, office.BatchDocument: self._document}

    def _told(self, capture: Capture, _: int, __: int) -> None:
        self._unconfirmed.add(capture.capture)

    def _confirmed(self, captured: Captured, _: int, __: int) -> None:
        self._unconfirmed.discard(captured.capture)

    def _dropped(self, dropped: Dropped, _: int) -> None:
        if dropped.link == _UP and isinstance(dropped.message, Capture):
            self._unconfirmed.add(dropped.message.capture)

    def _asked(self, asked: office.AskRelease, _: Delivered, __: int) -> None:
        self._open[asked.order] = self._what_is_open(asked.order)

    def _what_is_open(self, order: str) -> str:
        batch = next((one for one in reversed(self._book.batches) if one.order == order), None)
        told = [] if batch is None else [dict(said.counts) for said, _ in batch.claims if said.source == "l2"]
        if not told:
            return "the line has not reported its end"
        if told[-1].get("open") or sum(told[-1].get(name, 0) for name in _ENDS) != told[-1].get("allocated"):
            return "serial numbers of it are not accounted for"
        if any(True for _ in self._book.exceptions.ended("begun")):
            return "an exception is under way"
        return f"the enterprise has not confirmed {len(self._unconfirmed)} captures" if self._unconfirmed else ""

    def _released(self, said: claim.ReleaseClaimed, at: int) -> None:
        if said.order in self._open:
            self._book.tell("released", said, self._open[said.order], at)

    def _recalled(self, said: claim.RecallClaimed, at: int) -> None:
        self._book.tell("recalled", said, at)

    def _past(self, said: claim.PastClaimed, at: int) -> None:
        self._book.tell("past", said, at)

    def _document(self, document: office.BatchDocument, said: Delivered, at: int) -> None:
        self._book.tell("document", document, said.t, at)
