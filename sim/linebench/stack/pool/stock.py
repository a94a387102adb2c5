"""One pool: which serials of it are known, and in which state each is.

A state is a small number in a table of serials, which shares its texts with the answers: a million serials cost
the table alone.
"""

from collections.abc import Iterable, Sequence

from linebench.product.serial_states import GIVEN_OUT, RETURNED, STATES
from linebench.stack.pool.config import PoolPlan
from linebench.stack.pool.decisions import PoolDecisions
from linebench.stack.pool.sources import Source

__all__ = ["Stock"]

_NUMBERS = {state: number for number, state in enumerate(STATES)}
_HOME = 4
"""Bits of the state; above them stands in which state a serial was given out."""
_STATE = (1 << _HOME) - 1


class Stock:
    """Invariant: a serial is known, and then it is with one asker or among those that were given back."""

    def __init__(self, plan: PoolPlan, source: Source, decisions: PoolDecisions) -> None:
        self.plan, self.source = plan, source
        self._decisions = decisions
        self._known: dict[str, int] = {}
        self._back: dict[str, None] = {}
        self._counts = [0] * len(STATES)

    def take(self, count: int, state: str) -> tuple[str, ...]:
        """Give out as many as there are of ``count``: first those that were given back, the oldest before."""
        again = [serial for serial, _ in zip(self._back, range(count), strict=False)]
        fresh = self.source.draw(min(count - len(again), self._left()), self._known.keys())
        self.give(again, state)
        self.give(fresh, state)
        return (*again, *fresh)

    def give(self, serials: Iterable[str], state: str) -> None:
        """These are with an asker now, in ``state``."""
        code = _NUMBERS[state] | GIVEN_OUT.index(state) << _HOME
        for serial in serials:
            before = self._known.get(serial)
            if before is not None:
                self._counts[before & _STATE] -= 1
                self._back.pop(serial, None)
            self._known[serial] = code
            self._counts[code & _STATE] += 1

    def unknown(self, serials: Sequence[str]) -> tuple[str, ...]:
        """Those that nobody was ever given."""
        return tuple(serial for serial in serials if serial not in self._known)

    def barred(self, serials: Sequence[str], state: str) -> tuple[str, ...]:
        """Those that may not come into ``state``, and those that are named again."""
        named: set[str] = set()
        barred = []
        for serial in serials:
            if serial in named or not self._may(serial, state):
                barred.append(serial)
            named.add(serial)
        return tuple(barred)

    def move(self, serials: Iterable[str], state: str) -> None:
        """These are in ``state`` now; who comes back below where it was given out is free to be given out again."""
        number = _NUMBERS[state]
        for serial in serials:
            code = self._known.get(serial, 0)
            if serial in self._known:
                self._counts[code & _STATE] -= 1
            self._counts[number] += 1
            self._known[serial] = number | code & ~_STATE
            self._back.pop(serial, None)
            if state in RETURNED and GIVEN_OUT.index(state) < code >> _HOME:
                self._back[serial] = None

    def states(self) -> tuple[tuple[str, int], ...]:
        """How many are in which state; nobody's are also those that can still be made."""
        fresh = self._left()
        return tuple((state, number) for state, number in zip(
            STATES, (self._counts[0] + fresh, *self._counts[1:]), strict=True) if number)

    def _left(self) -> int:
        left = self.source.left(len(self._known), self._decisions.least_odds())
        return left if self.plan.size is None else max(0, min(left, self.plan.size - len(self._known)))

    def _may(self, serial: str, state: str) -> bool:
        code = self._known.get(serial)
        if code is None:  # only a mutant comes here with it
            return True
        if serial in self._back:
            return state == "invalid"
        return self._decisions.may_follow(STATES[code & _STATE], state)
