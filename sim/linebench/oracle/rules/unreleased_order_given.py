"""A line gets no order of a product whose master data are not released."""

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule
from linebench.ports.erp import ProductAnswer, ProductData
from linebench.ports.l3 import Order
from linebench.records.wire import Delivered

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: orders that the line was given of products whose master data the planner sent.

    What counts is what the site had answered when it gave the order.
    """

    id = "unreleased-order-given"
    title = "The site gives a line only orders of products whose master data are released."
    classes = ("order",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._released: dict[str, tuple[bool, int]] = {}

    def on_mastered(self, product: ProductData, answer: ProductAnswer, said: Delivered, at: int) -> None:  # noqa: ARG002
        """Note whether a product is released, and since when."""
        if answer.status == "ok":
            self._released[product.gtin] = product.released, said.sent

    def on_order_given(self, order: Order, said: Delivered, at: int) -> None:
        """Look at one order."""
        released, since = self._released.get(order.gtin, (True, said.sent))
        self.opportunities += order.gtin in self._released
        if not released and since <= said.sent:
            self.find(f"the line was given order {order.order} of GTIN {order.gtin}, whose master data are not "
                      "released", said.t, at=(at,))
