"""How late things happened that had their time: the measure of what a bench in real time is worth."""

from array import array

import msgspec

__all__ = ["Lateness", "Quantiles"]

_HALF, _MOST = 50, 99


class Quantiles(msgspec.Struct, frozen=True):
    """Lateness of ``count`` events in microseconds of simulated time: median, 99th percentile, worst."""

    count: int
    p50: int
    p99: int
    worst: int


class Lateness:
    """Lateness of every event, in microseconds of simulated time."""

    def __init__(self) -> None:
        self._late = array("Q")
        self.add = self._late.append

    def quantiles(self) -> Quantiles:
        """Sum up what was noted so far; all zero when nothing was."""
        late = sorted(self._late)
        if not late:
            return Quantiles(0, 0, 0, 0)
        last = len(late) - 1
        return Quantiles(len(late), late[last * _HALF // 100], late[last * _MOST // 100], late[-1])
