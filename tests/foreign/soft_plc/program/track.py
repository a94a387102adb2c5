"""FB_Track: which pack is where, between the camera's light barrier and the one behind the reject zone."""

from collections import deque
from dataclasses import dataclass

__all__ = ["Pack", "Track"]


@dataclass
class Pack:
    """One pack. ``number``: as the camera counts; ``at``: travel when it was at the camera."""

    number: int
    at: int
    verdict: bool | None = None
    spoiled: bool = False


class Track:
    """Packs before the gate (``ahead``) and behind it (``leaving``), each queue in the order of the belt."""

    def __init__(self, to_gate: int, to_exit: int, tolerance: int) -> None:
        self.ahead: deque[Pack] = deque()
        self.leaving: deque[Pack] = deque()
        self.number = 0
        self._to_gate, self._to_exit, self._tolerance = to_gate, to_exit, tolerance

    def restart(self) -> None:
        """A new count begins; what is on the belt has no number in it."""
        self.ahead.clear()
        self.leaving.clear()
        self.number = 0

    def camera(self, travel: int) -> None:
        """A pack came to the camera."""
        self.number += 1
        self.ahead.append(Pack(self.number, travel))

    def judge(self, number: int, *, good: bool) -> None:
        """The line controller decided on a pack. What is past the gate cannot be judged any more."""
        for pack in self.ahead:
            if pack.number == number:
                pack.verdict = good

    def gate(self, travel: int) -> Pack | None:
        """The pack that is at the gate now; ``None``: none is due there."""
        return self._due(self.ahead, self._to_gate, travel)

    def exit(self, travel: int) -> Pack | None:
        """The pack that leaves the reject zone now."""
        return self._due(self.leaving, self._to_exit, travel)

    def missed(self, travel: int) -> list[Pack]:
        """Packs whose place went by without them."""
        found = []
        for queue, way in ((self.leaving, self._to_exit), (self.ahead, self._to_gate)):
            while queue and travel - queue[0].at > way + self._tolerance:
                found.append(queue.popleft())
        return found

    def spoil(self) -> None:
        """Nobody watched the belt for a while: what is before the gate has to go."""
        for pack in self.ahead:
            pack.spoiled = True

    def _due(self, queue: deque[Pack], way: int, travel: int) -> Pack | None:
        if queue and abs(travel - queue[0].at - way) <= self._tolerance:
            return queue.popleft()
        return None
