"""An order that is finished stays finished."""

from linebench.oracle.book import Book
from linebench.oracle.documents import Document
from linebench.oracle.rule import Rule
from linebench.ports.l3 import BatchReport, Order
from linebench.records.wire import Delivered

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: orders that the site gave out or took the reconciliation of."""

    id = "finished-order-given"
    title = "No order is given out once the site has acknowledged its reconciliation."
    classes = ("order", "recovery")

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._finished: set[str] = set()

    def on_acknowledged(self, _: int, document: Document, __: int, t: int, at: int) -> None:  # noqa: ARG002  # as told
        """Note which orders are finished."""
        if isinstance(document, BatchReport):
            self.opportunities += 1
            self._finished.add(document.order)

    def on_order_given(self, order: Order, said: Delivered, at: int) -> None:
        """Look whether an order was finished."""
        self.opportunities += 1
        if order.order in self._finished:
            self.find(f"the site gave out order {order.order}, the reconciliation of which it had acknowledged",
                      said.t, at=(at,))
