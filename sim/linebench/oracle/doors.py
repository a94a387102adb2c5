"""The ledger's part on who came to the doors of levels, and whom these say that they turned away."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from linebench.records.claim import RefusalClaimed
from linebench.records.door import Approached

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["Doors"]


class Doors:
    """Topics: ``approached``, ``refusal``."""

    def __init__(self, book: "Book") -> None:
        self._book = book

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Approached: lambda came, at: self._book.tell("approached", came, at),
                RefusalClaimed: lambda line, at: self._book.tell("refusal", line, at)}
