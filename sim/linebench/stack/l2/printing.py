"""Serials on their way into the printer: the queue is kept filled, and no serial is ever sent twice.

Before a serial is sent, its record number is covered by a mark in the store that runs a few records ahead;
after a power loss everything below the mark may have been printed and is never used again.
"""

from collections.abc import Callable, Sequence

from linebench.ports.printer import PrintDone, PrintOrder
from linebench.stack.l2.book import SerialBook
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Printing"]

_NOTHING: tuple[Effect, ...] = ()
_AHEAD = 16
"""Records covered by one store: the serials a power loss can waste, against the writes it saves."""


class Printing:
    """Keeps ``depth`` records queued in the printer. ``done``: highest record the printer reported.

    ``scarce`` is called when the stock is at or below ``low``, ``printed`` with each record's serial when packs
    are commissioned as soon as they are printed, which only a defect does.
    """

    __slots__ = ("_book", "_depth", "_low", "_mark", "_plain", "_scarce", "_status", "done", "printed")

    def __init__(self, depth: int, low: int, scarce: Callable[[list[Effect]], None]) -> None:
        self._depth = depth
        self._low = low
        self._scarce = scarce
        self.printed: Callable[[str, list[Effect], int], None] | None = None
        self.begin(SerialBook())

    def begin(self, book: SerialBook) -> None:
        """Print from this book; what it says was handed out is not sent again."""
        self._book = book
        self._status = book.status
        self._mark = self.done = book.handed
        self._plan()

    def fill(self, out: list[Effect]) -> None:
        """Fill the printer's queue."""
        self._plan()
        while self._book.handed - self.done < self._depth and self._book.left():
            out.append(self._next(out))
        if self._book.left() <= self._low:
            self._scarce(out)

    def report(self, message: PrintDone, t: int) -> Sequence[Effect]:
        """The printer used a record: queue another."""
        record = message.record
        book = self._book
        handed = book.handed
        if handed >= self._plain or handed - record != self._depth - 1 or record <= self.done or self.printed:
            return self._unusual(record, t)
        self.done = record
        serial = book.serials[handed]
        book.handed = handed = handed + 1
        self._status[serial] = handed
        return (Send("printer", PrintOrder(handed, serial)),)

    def in_flight(self) -> int:
        """Records sent to the printer of which nothing was heard."""
        return self._book.handed - self.done

    def _unusual(self, record: int, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        if self.printed is not None and record > self.done:
            for number in range(self.done, min(record, self._book.handed)):
                self.printed(self._book.serials[number], out, t)
        if self.done < record <= self._book.handed:
            self.done = record
            self.fill(out)
        return out or _NOTHING

    def _next(self, out: list[Effect]) -> Send:
        book = self._book
        serial = book.serials[book.handed]
        book.handed += 1
        if book.handed > self._mark:
            self._mark = min(book.handed + _AHEAD, len(book.serials))
            out.append(Store("handed", self._mark))
            self._plan()
        self._status[serial] = book.handed
        return Send("printer", PrintOrder(book.handed, serial))

    def _plan(self) -> None:
        """Up to which record nothing but printing is to be done."""
        self._plain = min(self._mark, len(self._book.serials) - self._low - 1)
