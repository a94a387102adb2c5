"""What every carrier is: frames go in, what happens to them comes out, with the microsecond it happened."""

import time
from types import TracebackType
from typing import Protocol, Self, TypeAlias

import msgspec

from linebench.wire.vision.values import Answer, Frame

__all__ = ["Arrived", "Came", "Event", "Feed", "FeedError", "Left", "Refused", "Shown", "monotonic_us"]


class FeedError(Exception):
    """The bench cannot carry frames: bad address, port in use, folder not writable. Never the SUT's failure."""


class _Event(msgspec.Struct, frozen=True, gc=False):
    """``at_us``: microseconds of the carrier's monotonic clock, comparable within one feed only."""

    at_us: int


class Shown(_Event, frozen=True, gc=False):
    """The bench began to hand over a frame, for the first time or again."""

    trigger: int


class Came(_Event, frozen=True, gc=False):
    """An answer arrived."""

    answer: Answer


class Refused(_Event, frozen=True, gc=False):
    """Something arrived that is no answer; ``problem`` says why."""

    problem: str


class Arrived(_Event, frozen=True, gc=False):
    """A client is there."""


class Left(_Event, frozen=True, gc=False):
    """The client is gone, or has been told that no frame follows."""


Event: TypeAlias = Shown | Came | Refused | Arrived | Left


def monotonic_us() -> int:
    """Microseconds of a clock that only ever goes forward; its zero means nothing."""
    return time.monotonic_ns() // 1000


class Feed(Protocol):
    """A carrier. It is open between ``with`` and the end of the block, and used by one thread.

    A carrier keeps a frame until it is answered or given up, and hands over all it holds: how many may be
    open at a time is decided by who offers.
    """

    @property
    def address(self) -> str:
        """Where a client finds it, with the port that was chosen: ``tcp:127.0.0.1:40123``."""

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            FeedError: the port or the folder cannot be had.

        """

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Close it and leave nothing running."""

    def offer(self, frame: Frame) -> None:
        """Hand over ``frame`` as soon as the client takes it."""

    def take(self, limit_us: int) -> Event | None:
        """What happened next, in order; ``None`` when nothing does within ``limit_us``.

        Raises:
            FeedError: the carrier itself broke.

        """

    def give_up(self, trigger: int) -> None:
        """Wait no longer for the answer to ``trigger``; one that still comes is told all the same."""

    def finish(self) -> None:
        """No more frames: the client is told so after the last one."""
