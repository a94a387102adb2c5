"""How close packs come to each other at the gate: two that touch cannot be pushed one by one."""

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.facts import Fate

__all__ = ["Gaps"]

_FOREVER = 1 << 62


class Gaps:
    """Compares each pack at the gate with the one before it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._last: Fate | None = None
        self._last_t = self._last_travel = 0
        self._clear_us = _FOREVER  # packs that far apart in time are not close, while the belt runs as it does

    def passed(self, fate: Fate, t: int) -> None:
        """A pack reached the gate at ``t``."""
        if t - self._last_t < self._clear_us:
            self._measure(fate, t)
        self._last, self._last_t = fate, t

    def pin(self) -> None:
        """The belt is about to move otherwise: remember where it was when the last pack was at the gate."""
        if self._clear_us < _FOREVER:
            self._last_travel = self._book.belt_at(self._last_t)
            self._clear_us = _FOREVER

    def _measure(self, fate: Fate, t: int) -> None:
        self.pin()
        travel, nearish, speed = self._book.belt_at(t), self._book.policy.nearish, self._book.speed
        if self._last is not None and travel - self._last_travel < nearish:
            self._close(self._last, fate, travel - self._last_travel)
        self._last_travel = travel
        self._clear_us = (nearish + 1) * 1_000_000 // speed + 1 if speed else _FOREVER

    def _close(self, before: Fate, fate: Fate, distance: int) -> None:
        """Two packs came to the gate closer than usual; one of them may have been put there by a person."""
        put = (before.flags | fate.flags) & policy.INSERTED or not (before.trigger and fate.trigger)
        flag = policy.NEAR if distance < self._book.policy.near and not put else policy.NEAR_EDGE
        for one in (before, fate):
            if not one.end:
                one.flags |= flag
