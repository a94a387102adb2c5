"""The ledger's part on the surroundings of goods: readings as they were and as they are claimed."""

from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.ports.condition import Conditions
from linebench.records.claim import ConditionClaimed
from linebench.records.truth import ConditionsMeasured
from linebench.records.wire import Dropped

__all__ = ["Surroundings"]


class Surroundings:
    """Tells rules of readings and of what is claimed about them."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {ConditionsMeasured: self._measured, ConditionClaimed: self._claimed, Dropped: self._dropped}

    def _measured(self, measured: ConditionsMeasured, at: int) -> None:
        self._book.tell("measured", measured, at)

    def _claimed(self, said: ConditionClaimed, at: int) -> None:
        self._book.tell("condition", said, at)

    def _dropped(self, dropped: Dropped, _: int) -> None:
        if isinstance(dropped.message, Conditions):
            self._book.tell("unheard", dropped.message)
