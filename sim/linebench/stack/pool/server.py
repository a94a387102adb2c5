"""The pool of serials as a level: gives them out, once each, and keeps what became of them."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved, Pairs
from linebench.product.serial_states import GIVEN_OUT, STATES
from linebench.stack.machine import Effect, Machine, Send, Store
from linebench.stack.pool.config import CRYPTO, PoolConfig, PoolError
from linebench.stack.pool.crypto import SECRET_BYTES, crypto_parts
from linebench.stack.pool.decisions import PoolDecisions
from linebench.stack.pool.kept import SECRET, Given, Heeded, Kept, key_of
from linebench.stack.pool.sources import source_of
from linebench.stack.pool.stock import Stock

__all__ = ["SerialPool"]


class _RefusedError(Exception):
    """A request that is answered with a status and nothing else."""

    def __init__(self, status: str) -> None:
        self.status = status


class SerialPool(Machine):
    """The owner of serials as a ``Level``. Its one peer is whoever asks, by as many links as there are.

    Invariants: a serial is with one asker at a time; what is answered is stored before; a token that was answered
    with serials, or with a move that was done, is answered the same again.
    """

    def __init__(self, config: PoolConfig, rng: random.Random, decisions: PoolDecisions | None = None,
                 peer: str = "l3") -> None:
        """``rng``: the pool's own stream of chance; ``peer``: the seat of whoever asks.

        Raises:
            PoolError: a pool that cannot be.

        """
        config.check()
        self._config, self._rng, self.peer = config, rng, peer
        self._decisions = decisions or PoolDecisions()
        self._handlers = {Draw: self._draw, Move: self._move, Count: self._count}
        self._restore({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:  # noqa: ARG002  # the pool has no timers
        """Power came on.

        Raises:
            PoolError: something was stored of a pool that is not there any more.

        """
        self._restore(restored)
        return ()

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # the pool has no timers
        """The pool arms no timers."""
        return ()

    def _restore(self, restored: Mapping[str, Any]) -> None:
        self._stocks = {plan.name: Stock(plan, source_of(plan.source, self._rng), self._decisions)
                        for plan in self._config.pools}
        self._kept: dict[str, Kept] = {}
        self._collections: dict[str, str] = {}
        self._secret: bytes | None = restored.get(SECRET)
        changes = [each for each in restored.values() if isinstance(each, Given | Heeded)]
        for kept in sorted(changes, key=lambda each: each.number):
            if kept.pool not in self._stocks:
                raise PoolError(f"pool {kept.pool}: found serials of it stored, expected it among the pools")
            stock = self._stocks[kept.pool]
            if isinstance(kept, Given):
                stock.give(kept.answer.serials, kept.answer.state)
                stock.source.position = kept.position
            else:
                stock.move(kept.moved, kept.asked.state)
            self._remember(kept)

    def _remember(self, kept: Kept) -> None:
        self._kept[key_of(kept)] = kept
        if isinstance(kept, Given):
            self._collections[kept.answer.collection] = kept.pool

    def _draw(self, asked: Draw, t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        before = self._kept.get(f"drawn:{asked.request}")
        if before is not None and self._decisions.is_repeat(asked, before.asked):
            return self._say(before.answer if asked == before.asked else Drawn(asked.request, "bad_request"))
        try:
            return self._give(asked, self._stock_to_draw(asked))
        except _RefusedError as refused:
            return self._say(Drawn(asked.request, refused.status))

    def _give(self, asked: Draw, stock: Stock) -> Sequence[Effect]:
        taken = stock.take(asked.count, asked.state)
        if not taken:
            raise _RefusedError("insufficient")
        serials = self._decisions.allots(taken)
        out: list[Effect] = []
        extra = self._crypto(stock, serials, out) if asked.form == CRYPTO else ()
        answer = Drawn(asked.request, "ok" if len(serials) == asked.count else "insufficient",
                       asked.collection or f"{stock.plan.name} {len(self._kept) + 1}", asked.state, serials, extra)
        self._keep(Given(len(self._kept) + 1, stock.plan.name, asked, answer, stock.source.position), out)
        return [*out, *self._say(answer)]

    def _crypto(self, stock: Stock, serials: tuple[str, ...],
                out: list[Effect]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if self._secret is None:
            self._secret = self._rng.randbytes(SECRET_BYTES)
            out.append(Store(SECRET, self._secret))
        return crypto_parts(self._secret, stock.plan.name, serials)

    def _stock_to_draw(self, asked: Draw) -> Stock:
        if not asked.request or asked.count < 1 or asked.state not in GIVEN_OUT:
            raise _RefusedError("bad_request")
        stock = self._stock(asked.form, asked.criteria)
        if self._collections.get(asked.collection, stock.plan.name) != stock.plan.name:
            raise _RefusedError("unknown_collection")
        if asked.count > self._config.most:
            raise _RefusedError("not_accepted")
        return stock

    def _stock(self, form: str, criteria: Pairs) -> Stock:
        """The pool of a form whose criteria are all named; the one with most of them."""
        formed = [stock for stock in self._stocks.values() if stock.plan.form == form]
        if not formed:
            raise _RefusedError("unknown_form")
        named = frozenset(criteria)
        fitting = [stock for stock in formed if self._decisions.fits(named, frozenset(stock.plan.criteria))]
        if not fitting:
            raise _RefusedError("unknown_criteria")
        return max(fitting, key=lambda stock: len(stock.plan.criteria))

    def _move(self, asked: Move, t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        before = self._kept.get(f"moved:{asked.request}")
        if before is not None and self._decisions.is_repeat(asked, before.asked):
            return self._say(before.answer if asked == before.asked else Moved(asked.request, "bad_request"))
        try:
            return self._heed(asked, self._stock_to_move(asked))
        except _RefusedError as refused:
            return self._say(Moved(asked.request, refused.status))

    def _heed(self, asked: Move, stock: Stock) -> Sequence[Effect]:
        status, refused = "unknown_serial", self._decisions.refuses(stock.unknown(asked.serials))
        if not refused:
            status, refused = "not_allowed", stock.barred(asked.serials, asked.state)
        moved = self._decisions.moves(asked.serials, refused)
        answer = Moved(asked.request, status if refused else "ok", refused)
        out: list[Effect] = []
        if moved:
            stock.move(moved, asked.state)
            self._keep(Heeded(len(self._kept) + 1, stock.plan.name, asked, answer, moved), out)
        return [*out, *self._say(answer)]

    def _stock_to_move(self, asked: Move) -> Stock:
        if not asked.request or not asked.serials or asked.state not in STATES:
            raise _RefusedError("bad_request")
        if not asked.collection:
            return self._stock(asked.form, asked.criteria)
        pool = self._collections.get(asked.collection)
        if pool is None or self._stocks[pool].plan.form != asked.form:
            raise _RefusedError("unknown_collection")
        if asked.criteria and self._stock(asked.form, asked.criteria) is not self._stocks[pool]:
            raise _RefusedError("unknown_criteria")
        return self._stocks[pool]

    def _count(self, asked: Count, t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        try:
            stock = self._stock(asked.form, asked.criteria)
        except _RefusedError as refused:
            return self._say(Counted(asked.request, refused.status))
        return self._say(Counted(asked.request, "ok", self._decisions.counted(stock.states())))

    def _keep(self, kept: Kept, out: list[Effect]) -> None:
        self._remember(kept)
        if self._decisions.is_kept(kept.asked.request):
            out.append(Store(key_of(kept), kept))

    def _say(self, answer: Drawn | Moved | Counted) -> list[Effect]:
        return [Send(self.peer, answer)]
