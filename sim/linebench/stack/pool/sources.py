"""Where fresh serials come from: chance, a list, or counting."""

import random
from collections.abc import Set as AbstractSet
from typing import Protocol

from linebench.product import guess_odds, serial_block
from linebench.product.keys import sscc
from linebench.stack.pool.config import Listed, Random, Sequential, SourcePlan

__all__ = ["Source", "source_of"]

_SSCC_DIGITS = 16
"""Of prefix and serial reference together."""


class Source(Protocol):
    """Fresh serials. ``position``: how far a list or a count is, which a loss of power must not set back."""

    position: int

    def left(self, known: int, least_odds: int) -> int:
        """How many can still be drawn when ``known`` have been; one guess in more than ``least_odds`` may hit."""

    def draw(self, count: int, taken: AbstractSet[str]) -> list[str]:
        """So many, at most as many as are left, none of them in ``taken``."""


class _Chance:
    def __init__(self, plan: Random, rng: random.Random) -> None:
        self._plan, self._rng = plan, rng
        self._space = guess_odds(1, length=plan.length, alphabet=plan.alphabet)
        self.position = 0

    def left(self, known: int, least_odds: int) -> int:
        return max(0, self._space // (least_odds + 1) - known)

    def draw(self, count: int, taken: AbstractSet[str]) -> list[str]:
        return serial_block(self._rng, count, length=self._plan.length, alphabet=self._plan.alphabet, taken=taken)


class _List:
    def __init__(self, plan: Listed) -> None:
        self._serials = plan.serials
        self.position = 0

    def left(self, known: int, least_odds: int) -> int:  # noqa: ARG002  # whoever made the list saw to the odds
        return len(self._serials) - self.position

    def draw(self, count: int, taken: AbstractSet[str]) -> list[str]:  # noqa: ARG002  # the position says it
        found = list(self._serials[self.position:self.position + count])
        self.position += len(found)
        return found


class _Counting:
    def __init__(self, plan: Sequential) -> None:
        self._plan = plan
        self._end = int(10 ** (_SSCC_DIGITS - len(plan.prefix)))
        self.position = 0

    def left(self, known: int, least_odds: int) -> int:  # noqa: ARG002  # SSCCs may be guessed
        return self._end - self._plan.first - self.position

    def draw(self, count: int, taken: AbstractSet[str]) -> list[str]:  # noqa: ARG002  # the position says it
        start = self._plan.first + self.position
        self.position += count
        return [sscc(self._plan.prefix, each, extension=self._plan.extension)
                for each in range(start, start + count)]


def source_of(plan: SourcePlan, rng: random.Random) -> Source:
    """The source that a plan means."""
    if isinstance(plan, Random):
        return _Chance(plan, rng)
    return _List(plan) if isinstance(plan, Listed) else _Counting(plan)
