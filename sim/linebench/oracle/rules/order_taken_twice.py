"""The number of an order stands for one order, however often it is told."""

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule
from linebench.ports.erp import JobAnswer, JobCommand, JobOrder
from linebench.ports.l3 import Order
from linebench.records.wire import Delivered

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: orders of the planner that the site answered, and those that the line was given."""

    id = "order-taken-twice"
    title = "A number stands for one order: told again it is taken again, with other content it is refused."
    classes = ("order",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._taken: dict[str, JobOrder] = {}
        self._withdrawn: set[str] = set()

    def on_commanded(self, command: JobCommand, t: int, at: int) -> None:  # noqa: ARG002  # as every command
        """Note what the planner takes back: such a number is used up."""
        if command.command in ("cancel", "clear"):
            self._withdrawn.add(command.job)

    def on_planned(self, order: JobOrder, answer: JobAnswer, said: Delivered, at: int) -> None:
        """Hold an answer against the order that was taken first."""
        self.opportunities += 1
        before = self._taken.get(order.job)
        if answer.status == "ok":
            self._taken.setdefault(order.job, order)
            if before is not None and before != order:
                self.find(f"the site took another order under the number {order.job}, which is taken", said.t,
                          at=(at,))
        elif before == order and order.job not in self._withdrawn:
            self.find(f"the site refused order {order.job}, which it had taken, when it was told again", said.t,
                      at=(at,))

    def on_order_given(self, order: Order, said: Delivered, at: int) -> None:
        """Hold what the line got against what the planner ordered."""
        taken = self._taken.get(order.order)
        if taken is None:
            return
        self.opportunities += 1
        names = ("gtin", "lot", "expiry", "quantity")
        if wrong := [name for name in names if getattr(order, name) != getattr(taken, name)]:
            self.find(f"the line was given order {order.order} with another {', '.join(wrong)} than the planner "
                      "ordered", said.t, at=(at,))
