"""The ledger's part on packs that people take away, bring back or clear: what becomes of them off the belt."""

from collections.abc import Callable
from typing import Any

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.flow import Flow
from linebench.oracle.serials import GOOD, LOST, SAMPLED, UNSURE
from linebench.records import truth

__all__ = ["Aftermath"]


class Aftermath:
    """Follows packs that leave the line, the bin or a case by hand."""

    def __init__(self, book: Book, flow: Flow) -> None:
        self._book = book
        self._flow = flow
        self._fates = book.fates
        self._serials = book.serials

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.PackRemoved: self._removed, truth.PackReturned: self._returned,
                truth.LineCleared: self._cleared, truth.BinEmptied: self._emptied}

    def _removed(self, removed: truth.PackRemoved, at: int) -> None:
        book, pack = self._book, removed.pack
        fate = self._fates.get(pack)
        if fate is not None:
            fate.why = removed.why
            if removed.why == "lost" and book.batch is not None:
                book.batch.missing += 1
            self._flow.end(fate, "removed", removed.t, at)
            return
        key = book.pack_key(pack) or book.children.get(pack, "")
        book.out.pop(pack, None)
        book.children.pop(pack, None)
        if removed.place != "bin":
            self._mark(key, removed.why)
        elif removed.why == "rework":
            self._reworked(key)

    def _mark(self, key: str, why: str) -> None:
        if not key:
            return
        state, batch = self._serials.get(key, 0), self._book.batch
        flag = SAMPLED if why == "sample" else LOST
        if batch is not None and state & GOOD and not state & flag:
            batch.sampled += flag == SAMPLED
            batch.lost += flag == LOST
        self._serials[key] = state | flag

    def _reworked(self, key: str) -> None:
        """A person verifies a rejected pack by hand: what becomes of its serial is theirs to decide."""
        state, batch = self._serials.get(key, 0), self._book.batch
        if key and not state & (UNSURE | GOOD):
            self._serials[key] = state | UNSURE
            if batch is not None:
                batch.unsure += 1

    def _returned(self, returned: truth.PackReturned, at: int) -> None:
        book, pack = self._book, returned.pack
        key, content = book.bin.pop(pack, ("", ""))
        if returned.why == "rework":
            self._reworked(key)
            book.out[pack] = key
            return
        fate = self._flow.fate(pack, at)
        fate.flags |= policy.INSERTED
        if key:
            fate.key, fate.content = key, content

    def _cleared(self, cleared: truth.LineCleared, at: int) -> None:
        for pack in cleared.packs:
            fate = self._fates.get(pack)
            if fate is not None:
                self._flow.end(fate, "cleared", cleared.t, at)
            key = self._book.out.pop(pack, "") or self._book.children.pop(pack, "")
            self._mark(key, "clearance")
        for box, keys in self._book.boxed:
            if not keys.keys().isdisjoint(cleared.packs):
                self._book.eject(box)
                for key in keys.values():
                    self._mark(key, "clearance")

    def _emptied(self, emptied: truth.BinEmptied, _: int) -> None:
        for pack in emptied.packs:
            self._book.bin.pop(pack, None)
