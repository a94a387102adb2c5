"""The ledger's part on challenges: known bad packs that people put down before anything is produced."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.facts import Fate
from linebench.records import truth

__all__ = ["Challenged"]


class Challenged:
    """Counts packs put down by hand that were rejected in a batch, until its first pack is fed."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rejected = 0
        self._feeding = True
        if book.world.stack.challenge_packs:
            book.topics["odd"].append(self._odd)

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads; none where nobody asks for a challenge."""
        if not self._book.world.stack.challenge_packs:
            return {}
        return {truth.BatchBegan: self._batch, truth.PackFed: self._fed}

    def _batch(self, _: truth.BatchBegan, __: int) -> None:
        self._rejected, self._feeding = 0, False

    def _odd(self, fate: Fate) -> None:
        if not fate.flags & policy.INSERTED:
            return
        # one that passes makes all before it worthless: the challenge begins anew
        self._rejected = self._rejected + 1 if fate.end == "diverted" else 0

    def _fed(self, fed: truth.PackFed, at: int) -> None:
        if not self._feeding:
            self._feeding = True
            self._book.tell("production", fed.pack, self._rejected, fed.t, at)
