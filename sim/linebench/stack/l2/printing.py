"""Serials on their way into the printer: the queue is kept filled, and no serial is ever sent twice.

Records are sent when half of the queue is free, so that one message carries several. Before a serial is sent,
its record number is covered by a mark in the store that runs a few records ahead; after a power loss everything
below the mark may have been printed and is never used again.
"""

from collections.abc import Callable, Sequence

from linebench.ports.printer import STANDARD_LAYOUT, CodedOrders, PrintDone, PrintJob, PrintOrders
from linebench.product.code_form import columns_of
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import SerialBook
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Printing", "job_of"]

_NOTHING: tuple[Effect, ...] = ()
_AHEAD = 16
"""Records covered by one store: the serials a power loss can waste, against the writes it saves."""


class Printing:
    """Keeps up to ``depth`` records queued in the printer. ``done``: highest record the printer reported.

    ``scarce`` is called when the stock is at or below ``low``, ``printed`` with each record's serial when packs
    are commissioned as soon as they are printed, which only a defect does.
    """

    __slots__ = ("_block", "_book", "_decisions", "_depth", "_enough", "_low", "_mark", "_scarce", "done",
                 "printed")

    def __init__(self, decisions: L2Decisions, depth: int, low: int,
                 scarce: Callable[[list[Effect]], None]) -> None:
        self._decisions = decisions
        self._depth = depth
        self._block = (depth + 1) // 2  # as many places must be free before records are sent
        self._enough = depth - self._block
        self._low = low
        self._scarce = scarce
        self.printed: Callable[[str, list[Effect], int], None] | None = None
        self.begin(SerialBook())

    def begin(self, book: SerialBook) -> None:
        """Print from this book; what it says was handed out is not sent again."""
        self._book = book
        self._mark = self.done = book.handed

    def fill(self, out: list[Effect]) -> None:
        """Fill the printer's queue, unless it is more than half full."""
        book = self._book
        left = book.left()
        count = min(self._depth - (book.handed - self.done), left)
        if count and (count >= self._block or count == left):
            self._hand_out(count, out)
        if book.left() <= self._low:
            self._scarce(out)

    def order_again(self, out: list[Effect]) -> None:
        """Order what the printer had not done when it was cleared: the line stood, so none of it was printed."""
        book = self._book
        count, book.handed = book.handed - self.done, self.done
        if count > 0:
            self._hand_out(count, out)

    def queue_lost(self, left: int, out: list[Effect]) -> None:
        """What was queued is gone, printed or not: its serials are not sent again, and others take their place.

        ``left``: of those handed out, so many had not gone to the printer yet and still will.
        """
        book = self._book
        book.handed = self._decisions.handed_after_loss(self.done, book.handed)
        self.done = max(self.done, book.handed - left)
        self.fill(out)

    def report(self, message: PrintDone, t: int) -> Sequence[Effect]:
        """The printer used a record: queue others when there is room for several."""
        record = message.record
        if record <= self.done:
            return _NOTHING
        if self._book.handed - record > self._enough and not self.printed:
            self.done = record
            return _NOTHING
        return self._more(record, t)

    def _more(self, record: int, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        if record > self._book.handed:
            return _NOTHING
        if self.printed is not None:
            for number in range(self.done, record):
                self.printed(self._book.serials[number], out, t)
        self.done = record
        self.fill(out)
        return out or _NOTHING

    def _hand_out(self, count: int, out: list[Effect]) -> None:
        book = self._book
        first = book.handed + 1
        book.handed = last = book.handed + count
        if last > self._mark:
            self._mark = min(last + _AHEAD, len(book.serials))
            out.append(Store("handed", self._mark))
        serials = tuple(book.serials[first - 1:last])
        book.status.update(zip(serials, range(first, last + 1), strict=True))
        extra = columns_of([book.beside[serial] for serial in serials]) if book.beside else ()
        out.append(Send("printer", CodedOrders(first, serials, extra) if extra else PrintOrders(first, serials)))


def job_of(batch: Batch) -> PrintJob:
    """The printer's job for a batch: the layout of its product, or the one that every printer has."""
    order = batch.order
    layout = order.gtin if batch.form == batch.recipe.form else STANDARD_LAYOUT
    return PrintJob(layout, order.gtin, order.lot, order.expiry)
