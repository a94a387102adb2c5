"""The ledger's part on the owner of serials: what it gave out, and in which state it must hold each."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.oracle.pooled import POOL, Gave, Given, Took
from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.records.truth import FaultBegan, FaultStruck, PowerChanged
from linebench.records.wire import Delivered, Dropped

__all__ = ["Pooling"]

_ABOUT_SERIALS = ("unknown_serial", "not_allowed")
"""Refusals that say something about single serials, which can be right or wrong."""


class Pooling:
    """Follows what is said with the owner of serials. What it answers counts when it says it, heard or not."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._asked: dict[tuple[type, str], Draw | Move | Count] = {}
        self._answered: dict[tuple[type, str], Drawn | Moved] = {}
        self._faults: set[int] = set()

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {Draw: self._ask, Move: self._move, Count: self._ask,
                Drawn: self._drawn, Moved: self._moved, Counted: self._counted}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {Dropped: self._dropped, FaultBegan: self._began, FaultStruck: self._struck,
                PowerChanged: self._power}

    def _began(self, began: FaultBegan, _: int) -> None:
        if began.target == POOL:
            self._faults.add(began.fault)

    def _struck(self, struck: FaultStruck, _: int) -> None:
        if struck.fault in self._faults:
            self._book.pool.changed = True

    def _dropped(self, dropped: Dropped, at: int) -> None:
        message = dropped.message
        if isinstance(message, Move) and dropped.link.endswith(f">{POOL}"):
            self._book.pool.open.add(message.request)  # it will be told again
        elif isinstance(message, Drawn):
            self._drawn(message, dropped, at)
        elif isinstance(message, Moved):
            self._moved(message, dropped, at)

    def _power(self, changed: PowerChanged, _: int) -> None:
        pool = self._book.pool
        if changed.level not in (POOL, "l3"):
            return
        if changed.on:
            pool.down.discard(changed.level)
            pool.up_t = changed.t
        else:
            pool.down.add(changed.level)

    def _ask(self, asked: Draw | Count, said: Delivered, _: int) -> None:  # noqa: ARG002  # as all messages
        self._asked.setdefault((type(asked), asked.request), asked)
        if isinstance(asked, Draw):
            self._pool(asked)

    def _move(self, move: Move, said: Delivered, _: int) -> None:
        pool = self._book.pool
        pool.told_t = said.t
        if (Move, move.request) not in self._asked:
            told = pool.told.setdefault(dict(move.criteria).get("GTIN", ""), {})
            told.update(dict.fromkeys(move.serials, move.state))
        self._asked[Move, move.request] = move
        pool.open.add(move.request)

    def _drawn(self, drawn: Drawn, said: Delivered | Dropped, at: int) -> None:
        asked = self._asked.get((Draw, drawn.request))
        if not isinstance(asked, Draw) or not drawn.serials:
            return
        before = self._answered.setdefault((Draw, drawn.request), drawn)
        if before is not drawn:
            self._book.tell("pool_again", before, drawn, said.t, at)
        if before is drawn or before != drawn:
            self._give(asked, drawn, said.t, at)

    def _give(self, asked: Draw, drawn: Drawn, t: int, at: int) -> None:
        pool = self._pool(asked)
        seen = Counter(drawn.serials)
        twice = tuple(serial for serial, number in seen.items()
                      if number > 1 or (serial in pool and not pool[serial].is_back))
        for serial in seen:
            pool[serial] = Given(asked.state, asked.state)
        self._book.tell("pool_gave", Gave(asked, drawn, twice, len(pool), t, at))

    def _moved(self, moved: Moved, said: Delivered | Dropped, at: int) -> None:
        book, move = self._book, self._asked.get((Move, moved.request))
        if not isinstance(move, Move):
            return
        book.pool.told_t = said.t
        book.pool.open.discard(moved.request)
        before = self._answered.setdefault((Move, moved.request), moved)
        if before is not moved and (before == moved or before.status == "ok"):
            return  # said again; a move that was refused may be done the next time
        self._answered[Move, moved.request] = moved
        pool = self._pool(move)
        cannot = tuple(serial for serial in move.serials
                       if serial not in pool or not pool[serial].may_become(move.state))
        if moved.status == "ok" or moved.status in _ABOUT_SERIALS:
            book.tell("pool_moved", Took(move, moved, cannot, said.t, at))
        if moved.status == "ok":
            for serial in move.serials:
                home = pool[serial].home if serial in pool else "allocated"
                pool[serial] = Given(move.state, home)

    def _counted(self, counted: Counted, said: Delivered, at: int) -> None:
        asked = self._asked.get((Count, counted.request))
        if isinstance(asked, Count) and counted.status == "ok":
            states = Counter(each.state for each in self._pool(asked).values())
            self._book.tell("pool_counted", asked, counted, states, (said.t, at))

    def _pool(self, asked: Draw | Move | Count) -> dict[str, Given]:
        return self._book.pool.given.setdefault((asked.form, frozenset(asked.criteria)), {})
