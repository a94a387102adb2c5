"""How long programs on this computer waited for a processor: what they took longer for, nobody can blame on them.

Linux tells it for each thread, in ``/proc/PID/task/TID/schedstat``, whose second number is nanoseconds ready to run
and not running (source: Documentation/scheduler/sched-stats.rst). Elsewhere nobody knows it, and nothing is told.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

__all__ = ["Waiting", "waited_ns"]

_PROC = Path("/proc")
_SPAN_S = 0.2
"""Longer than limits of decisions are: so far back a time may begin that is measured now."""
_EVERY_S = 0.05
"""Reading these files takes longer the more threads there are."""


class Waiting:
    """Of a changing group of programs.

    Attributes:
        worst_us: the most that all of them together waited within any 200 ms, in microseconds of the wall.

    """

    def __init__(self, pids: Callable[[], Collection[int]], waited: Callable[[int], int] | None = None) -> None:
        """``pids``: the programs, by process id; ``waited``: nanoseconds up to now, ``waited_ns`` if not given."""
        self.worst_us = 0
        self._pids, self._waited = pids, waited or waited_ns
        self._looks: deque[tuple[float, dict[int, int]]] = deque()

    def look(self, now_s: float) -> None:
        """Look if it is time again; to be called much more often. ``now_s``: seconds that never go back."""
        if self._looks and now_s < self._looks[-1][0] + _EVERY_S:
            return
        now = {pid: self._waited(pid) for pid in self._pids()}
        while self._looks and self._looks[0][0] < now_s - _SPAN_S:
            self._looks.popleft()
        if self._looks:
            before = self._looks[0][1]
            self.worst_us = max(self.worst_us, sum(now[pid] - before[pid] for pid in now.keys() & before) // 1000)
        self._looks.append((now_s, now))


def waited_ns(pid: int) -> int:
    """How long a program and those that it started have waited for a processor; 0 where that is not known."""
    return sum(_thread_ns(folder) for folder in _threads(pid))


def _threads(pid: int) -> Iterator[Path]:
    for folder in (_PROC / str(pid) / "task").glob("*"):
        yield folder
        for child in _words(folder / "children"):
            yield from _threads(int(child))


def _thread_ns(folder: Path) -> int:
    words = _words(folder / "schedstat")
    return int(words[1]) if len(words) > 1 else 0


def _words(file: Path) -> list[str]:
    try:
        return file.read_text("ascii").split()
    except OSError:  # the thread is gone, or the system has no such file
        return []
