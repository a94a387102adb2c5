"""The ledger's part on the planner: what it told the site, what the site answered, and what the line was given."""

from collections import deque
from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.ports import erp
from linebench.records.wire import Delivered, Dropped

__all__ = ["Planning"]


class Planning:
    """Joins each answer with what is answered: the oldest of that request. A lost answer is none."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._orders: dict[str, deque[erp.JobOrder]] = {}
        self._products: dict[str, deque[erp.ProductData]] = {}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {erp.JobOrder: self._order, erp.JobAnswer: self._answer, erp.JobCommand: self._command,
                erp.ProductData: self._product, erp.ProductAnswer: self._mastered}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Dropped: self._dropped}

    def _order(self, order: erp.JobOrder, _: Delivered, __: int) -> None:
        self._orders.setdefault(order.job, deque()).append(order)

    def _product(self, product: erp.ProductData, _: Delivered, __: int) -> None:
        self._products.setdefault(product.request, deque()).append(product)

    def _command(self, command: erp.JobCommand, said: Delivered, at: int) -> None:
        self._book.tell("commanded", command, said.t, at)

    def _answer(self, answer: erp.JobAnswer, said: Delivered, at: int) -> None:
        waiting = self._orders.get(answer.request)
        if waiting:
            self._book.tell("planned", waiting.popleft(), answer, said, at)

    def _mastered(self, answer: erp.ProductAnswer, said: Delivered, at: int) -> None:
        waiting = self._products.get(answer.request)
        if waiting:
            self._book.tell("mastered", waiting.popleft(), answer, said, at)

    def _dropped(self, lost: Dropped, _: int) -> None:
        if isinstance(lost.message, erp.JobAnswer | erp.ProductAnswer):
            known = self._orders if isinstance(lost.message, erp.JobAnswer) else self._products
            waiting = known.get(lost.message.request)
            if waiting:
                waiting.popleft()
