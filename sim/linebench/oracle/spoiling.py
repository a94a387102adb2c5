"""The ledger's part on messages that a fault changed on their way: nobody said them as they came."""

from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.records.truth import FaultBegan, FaultStruck

__all__ = ["Spoiling"]

_KINDS = ("altered", "damaged")


class Spoiling:
    """Follows faults that change what messages say."""

    def __init__(self, book: Book) -> None:
        self._spoiled = book.faulty_links.spoiled
        self._links: dict[int, str] = {}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {FaultBegan: self._began, FaultStruck: self._struck}

    def _began(self, began: FaultBegan, _: int) -> None:
        if began.kind in _KINDS:
            self._links[began.fault] = began.target

    def _struck(self, struck: FaultStruck, _: int) -> None:
        if struck.fault in self._links:
            self._spoiled.add((self._links[struck.fault], struck.t))
