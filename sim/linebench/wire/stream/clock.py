"""What the streams take time from: simulated where the bench drives them, the event loop's in real pace."""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeAlias

__all__ = ["Cancel", "Clock", "LoopClock"]

_US = 1_000_000

Cancel: TypeAlias = Callable[[], None]


class Clock(Protocol):
    """Time in microseconds since the epoch of the attempt, and calls at a later time."""

    def now(self) -> int:
        """Microseconds since the epoch of the attempt."""

    def later(self, delay_us: int, call: Callable[[], None]) -> Cancel:
        """Call ``call`` once after ``delay_us``, in the thread of the loop; what is returned prevents it.

        Preventing a call that was made, or one that was prevented before, does nothing.
        """


class LoopClock:
    """The wall clock as an event loop has it: for real pace, and for tests of what sockets do."""

    def __init__(self, loop: asyncio.AbstractEventLoop, origin: float | None = None) -> None:
        """``origin``: the loop's time, in its seconds, at which ``now`` is 0; ``None``: this moment."""
        self._loop = loop
        self._origin = loop.time() if origin is None else origin

    def now(self) -> int:
        """Microseconds since ``origin``."""
        return int((self._loop.time() - self._origin) * _US)

    def later(self, delay_us: int, call: Callable[[], None]) -> Cancel:
        """See ``Clock.later``."""
        return self._loop.call_later(delay_us / _US, call).cancel
