"""The ledger's part on the reject rate: so many rejects among the latest packs have to stop the line."""

from collections import deque
from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.oracle.facts import Fate
from linebench.oracle.flow import UNCOUNTED
from linebench.oracle.stops import CAUSES, Stops
from linebench.records import claim, truth

__all__ = ["Rates"]

_RATE = "rate"


class Rates:
    """Counts rejects among the latest packs, by the camera's trigger as L1 does."""

    def __init__(self, book: Book, stops: Stops) -> None:
        self._stops = stops
        self._limit, self._among = book.world.stack.reject_rate, book.world.stack.reject_rate_of
        self._rejects: deque[int] = deque()
        self._latest = self._since = 0
        if self._limit:
            book.topics["odd"].append(self._odd)

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.BatchBegan: self._batch, claim.AlarmClaimed: self._alarm} if self._limit else {}

    def _batch(self, _: truth.BatchBegan, __: int) -> None:
        self._latest = 0
        self._rejects.clear()

    def _odd(self, fate: Fate) -> None:
        if fate.end != "diverted" or fate.flags & UNCOUNTED or fate.gated_t <= self._since:
            return
        if 0 < fate.trigger < self._latest:
            self._rejects.clear()  # L1 counts anew, as after a loss of power
        self._latest = fate.trigger or self._latest
        self._rejects.append(self._latest)
        while self._rejects[0] <= self._latest - self._among:
            self._rejects.popleft()
        if len(self._rejects) == self._limit:
            self._reached(fate.end_t, fate.at_end)

    def _alarm(self, alarm: claim.AlarmClaimed, at: int) -> None:
        """L1 counted to its limit; the last of the rejects may not have fallen yet, and counts no more."""
        if alarm.source != "l1" or not alarm.on or alarm.alarm != CAUSES[_RATE].alarm:
            return
        self._since = alarm.t
        if len(self._rejects) == self._limit - 1:
            self._reached(alarm.t, at)
        self._rejects.clear()

    def _reached(self, t: int, at: int) -> None:
        self._rejects.clear()
        self._stops.open(_RATE, t, at)
