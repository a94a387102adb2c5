"""The clock and the order of events: SimPy's queue, with a short way in for the per-pack path.

A SimPy ``Event`` costs an object, a list of callbacks and three method calls. Supervision (operators, shifts)
is written as SimPy processes all the same, because that reads well and happens rarely. Packs and messages come
in by ``at``: a plain entry in the same queue, under the same order ``(time, priority, sequence)``.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, TypeAlias

import simpy

__all__ = ["Call", "Engine"]

Call: TypeAlias = Callable[[int, Any, Any], object]
"""What is called at its time: ``call(t, a, b)``."""

_NORMAL = 1  # SimPy's priority of ordinary events; urgent ones (0) are its own process starts
_PLAIN = 6   # length of an entry made by ``at``; SimPy's own have four fields


class Engine(simpy.Environment):
    """Runs what is booked, in order. Time is an integer number of microseconds and never goes back.

    Attributes:
        at: ``at(t, call, a, b)`` books ``call(t, a, b)``; ``t`` must not lie in the past.
        events: entries executed so far.

    """

    at: Callable[..., None]

    def __init__(self) -> None:
        super().__init__(initial_time=0)
        self.events = 0
        # closed over instead of looked up: this is called about ten times per pack
        queue, number = self._queue, self._eid.__next__

        def at(t: int, call: Call, a: object = None, b: object = None) -> None:
            heappush(queue, (t, _NORMAL, number(), call, a, b))  # type: ignore[misc]  # six fields mark ours

        self.at = at

    def run_to(self, limit: int, after: Callable[[], bool] | None = None) -> bool:
        """Execute everything booked up to and including ``limit``.

        ``after`` is asked after each entry; when it answers true the clock stays where it is and the result
        is true. Otherwise the clock stands at ``limit`` and the result is false.
        """
        queue: list[Any] = self._queue  # entries of two shapes, see the module docstring
        count = 0
        while queue and queue[0][0] <= limit:
            entry = heappop(queue)
            self._now = entry[0]
            count += 1
            if len(entry) == _PLAIN:
                entry[3](entry[0], entry[4], entry[5])
            else:
                _fire(entry[3])
            if after is not None and after():
                self.events += count
                return True
        self.events += count
        self._now = limit
        return False


def _fire(event: simpy.Event) -> None:
    """Process a SimPy event as SimPy's own ``step`` does."""
    callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]  # SimPy marks a processed event so
    for callback in callbacks:
        callback(event)
    if not event._ok and not hasattr(event, "_defused"):  # noqa: SLF001  # as in SimPy's step: a failed process must be heard
        raise event._value  # noqa: SLF001  # as above
