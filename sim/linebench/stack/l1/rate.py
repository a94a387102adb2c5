"""How many of the latest packs were rejected."""

from collections import deque

__all__ = ["RejectRate"]


class RejectRate:
    """Rejects among the latest packs, by the camera's trigger: only a rejected pack costs anything."""

    __slots__ = ("_among", "_latest", "_rejects")

    def __init__(self, among: int) -> None:
        """``among``: of so many packs the rejects are counted."""
        self._among = among
        self._latest = 0
        self._rejects: deque[int] = deque()

    def add(self, trigger: int) -> int:
        """A pack is rejected (0: one without a trigger); returns how many of the latest packs are."""
        self._latest = max(self._latest, trigger)
        rejects = self._rejects
        rejects.append(self._latest)
        while rejects[0] <= self._latest - self._among:
            rejects.popleft()
        return len(rejects)

    def forget(self) -> None:
        """The rejects were acted on: count anew."""
        self._rejects.clear()

    def restart(self) -> None:
        """Triggers count from 1 again."""
        self._latest = 0
        self._rejects.clear()
