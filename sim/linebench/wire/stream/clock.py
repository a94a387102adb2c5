"""What the streams take time from: simulated where the bench drives them, the event loop's in real pace."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

__all__ = ["Cancel", "Clock"]

Cancel: TypeAlias = Callable[[], None]


class Clock(Protocol):
    """Time in microseconds since the epoch of the attempt, and calls at a later time."""

    def now(self) -> int:
        """Microseconds since the epoch of the attempt."""

    def later(self, delay_us: int, call: Callable[[], None]) -> Cancel:
        """Call ``call`` once after ``delay_us``, in the thread of the loop; what is returned prevents it.

        Preventing a call that was made, or one that was prevented before, does nothing.
        """
