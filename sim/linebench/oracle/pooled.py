"""What is known of the owner of serials: what it gave out, and in which state it must hold each."""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from linebench.ports.serials import Draw, Drawn, Move, Moved
from linebench.product.serial_states import FOLLOWING, GIVEN_OUT, RETURNED

__all__ = ["POOL", "Gave", "Given", "Pooled", "Took"]

POOL = "serials"
"""The seat of the owner."""
Key: TypeAlias = tuple[str, frozenset[tuple[str, str]]]
"""A form and the criteria of a pool."""


class Given(msgspec.Struct):
    """A serial that was given out: its state, and that in which it was given."""

    state: str
    home: str

    @property
    def is_back(self) -> bool:
        """Whether it was given back, so that it may be given out again."""
        return self.state in RETURNED and GIVEN_OUT.index(self.state) < GIVEN_OUT.index(self.home)

    def may_become(self, state: str) -> bool:
        """Whether it may come into a state. What is back belongs to nobody, and can only end."""
        return state == "invalid" if self.is_back else state in FOLLOWING[self.state]


class Gave(msgspec.Struct, frozen=True):
    """The owner gave serials out.

    Attributes:
        twice: those that are with somebody already.
        so_far: how many of the pool were ever given out, these among them.
        at: journal position of the answer.

    """

    asked: Draw
    drawn: Drawn
    twice: tuple[str, ...]
    so_far: int
    t: int
    at: int


class Took(msgspec.Struct, frozen=True):
    """The owner did a move, or refused it because of its serials. ``cannot``: those that may not be moved so."""

    move: Move
    moved: Moved
    cannot: tuple[str, ...]
    t: int
    at: int


class Pooled:
    """What is known of the owner's pools.

    Attributes:
        changed: the bench made the owner answer otherwise than it would: nothing is held against it any more.
        told: what the site told of serials, by their GTIN and in its order: state by serial.
        told_t: when that was told or answered last, in microseconds; -1: never.
        open: tokens of moves that are not answered.
        down: who of site and owner has no power.
        up_t: when one of them last got power back.

    """

    def __init__(self) -> None:
        self.changed = False
        self.given: dict[Key, dict[str, Given]] = {}
        self.told: dict[str, dict[str, str]] = {}
        self.told_t, self.up_t = -1, 0
        self.open: set[str] = set()
        self.down: set[str] = set()

    def unknown(self, gtin: str, serials: Iterable[str]) -> list[str]:
        """Which of these serials of a GTIN nobody gave out."""
        pools = [pool for (_, criteria), pool in self.given.items() if ("GTIN", gtin) in criteria]
        return [serial for serial in serials if not any(serial in pool for pool in pools)]
