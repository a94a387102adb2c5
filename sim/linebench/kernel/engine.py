"""The clock and the order of events: SimPy's queue, with a short way in for the per-pack path.

A SimPy ``Event`` costs an object, a list of callbacks and three method calls. Supervision (operators, shifts)
is written as SimPy processes all the same, because that reads well and happens rarely. Packs and messages come
in by ``at``: a plain entry in the same queue, under the same order ``(time, priority, sequence)``. SimPy's own
events are put in as plain entries too, so that the loop has one shape to deal with.
"""

from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush
from typing import Any, NoReturn, TypeAlias

import simpy

__all__ = ["Call", "Engine"]

Call: TypeAlias = Callable[[int, Any, Any], object]
"""What is called at its time: ``call(t, a, b)``."""

_NORMAL = 1  # SimPy's priority of ordinary events; urgent ones (0) are its own process starts
_LAST = 9    # after everything else of the same instant


class _LimitReached(Exception):  # noqa: N818  # no error: the way out of the loop
    """Ends a run at its limit."""


class Engine(simpy.Environment):
    """Runs what is booked, in order. Time is an integer number of microseconds and never goes back.

    Attributes:
        at: ``at(t, call, a, b)`` books ``call(t, a, b)``; ``t`` must not lie in the past.
        events: entries executed so far.

    """

    at: Callable[..., None]

    def __init__(self) -> None:
        super().__init__(initial_time=0)
        self._limits = 0
        # closed over instead of looked up: this is called about ten times per pack
        queue, number = self._queue, self._eid.__next__

        def at(t: int, call: Call, a: object = None, b: object = None) -> None:
            heappush(queue, (t, _NORMAL, number(), call, a, b))  # type: ignore[misc]  # six fields, see ``schedule``

        self.at = at

    def schedule(self, event: simpy.Event, priority: Any = _NORMAL, delay: Any = 0) -> None:  # noqa: ANN401  # SimPy's types
        """Book a SimPy event, as SimPy does, but as a plain entry."""
        entry = (self._now + delay, priority, next(self._eid), _fire, event, None)
        heappush(self._queue, entry)  # type: ignore[misc]  # SimPy's entries have four fields, ours six

    @property
    def events(self) -> int:
        """Entries executed so far: those ever booked, less those waiting and the limits of runs."""
        booked = int(self._eid.__reduce__()[1][0])
        return booked - len(self._queue) - self._limits

    def run_to(self, limit: int, after: Callable[[], bool] | None = None) -> bool:
        """Execute everything booked up to and including ``limit``.

        ``after`` is asked after each entry; when it answers true the clock stays where it is and the result
        is true. Otherwise the clock stands at ``limit`` and the result is false.
        """
        if after is not None:
            return self._run_while(limit, after)
        queue: list[Any] = self._queue  # entries of six fields, see ``schedule``
        self._limits += 1
        heappush(queue, (limit, _LAST, next(self._eid), _stop, None, None))
        try:
            for t, _, _, call, a, b in iter(partial(heappop, queue), None):
                self._now = t
                call(t, a, b)
        except _LimitReached:
            pass
        return False

    @property
    def due(self) -> int | None:
        """When the next entry is due; ``None``: nothing is booked."""
        return int(self._queue[0][0]) if self._queue else None

    def execute(self) -> None:
        """Execute the next entry, whenever it is due: for who lets time pass otherwise than ``run_to``."""
        queue: list[Any] = self._queue  # as in ``run_to``
        t, _, _, call, a, b = heappop(queue)
        self._now = t
        call(t, a, b)

    def pass_to(self, t: int) -> None:
        """Let the clock stand at ``t``, which lies before everything booked and not in the past."""
        self._now = max(int(self._now), t)

    def _run_while(self, limit: int, after: Callable[[], bool]) -> bool:
        queue: list[Any] = self._queue  # as above
        while queue and queue[0][0] <= limit:
            t, _, _, call, a, b = heappop(queue)
            self._now = t
            call(t, a, b)
            if after():
                return True
        self._now = limit
        return False


def _stop(*_: object) -> NoReturn:
    raise _LimitReached


def _fire(t: int, event: simpy.Event, _: None) -> None:  # noqa: ARG001  # entries are called alike
    """Process a SimPy event as SimPy's own ``step`` does."""
    callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]  # SimPy marks a processed event so
    for callback in callbacks:
        callback(event)
    if not event._ok and not hasattr(event, "_defused"):  # noqa: SLF001  # as in SimPy's step: a failed process is heard
        raise event._value  # noqa: SLF001  # as above
