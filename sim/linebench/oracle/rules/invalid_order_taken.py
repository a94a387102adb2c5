"""The site takes orders that can be, and refuses those that cannot, with the reason."""

from collections.abc import Iterator

from linebench.oracle.rule import Rule
from linebench.ports.erp import JobAnswer, JobOrder
from linebench.product.dates import is_date
from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import is_key
from linebench.records.wire import Delivered

__all__ = ["RULE"]

_GTIN, _LOT = 14, 20


class RULE(Rule):
    """Opportunities: orders of the planner that the site answered."""

    id = "invalid-order-taken"
    title = "An order is refused where its GTIN, lot, expiry date or quantity cannot be, and only then as invalid."
    classes = ("order",)

    def on_planned(self, order: JobOrder, answer: JobAnswer, said: Delivered, at: int) -> None:
        """Judge one answer."""
        self.opportunities += 1
        wrong = ", ".join(_wrong(order))
        if answer.status == "ok" and wrong:
            self.find(f"the site took order {order.job} with a wrong {wrong}", said.t, at=(at,))
        elif answer.status == "invalid" and not wrong:
            self.find(f"the site refused order {order.job} as invalid, and nothing of it is: {answer.reason}",
                      said.t, at=(at,))
        elif answer.status != "ok" and not answer.reason:
            self.find(f"the site refused order {order.job} as {answer.status} without a reason", said.t, at=(at,))


def _wrong(order: JobOrder) -> Iterator[str]:
    """What cannot be, by the GS1 General Specifications, 3.2 and 3.4: lot and dates of trade items."""
    if not order.job:
        yield "number"
    if not is_key(order.gtin, _GTIN):
        yield "GTIN"
    if not 0 < len(order.lot) <= _LOT or not set(order.lot) <= set(CHARSET_82):
        yield "lot"
    if not is_date(order.expiry):
        yield "expiry date"
    if order.quantity < 1:
        yield "quantity"
