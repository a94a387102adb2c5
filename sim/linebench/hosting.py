"""Where an attempt runs: in the thread that asks, or with levels on wires in the thread that owns these."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from linebench.kernel.engine import Engine
from linebench.wiring.captures import Captured
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.facade import WiredSeat
from linebench.wiring.lateness import Measured

__all__ = ["Host", "InProcess"]

T = TypeVar("T")


class Host(Protocol):
    """Lets time pass, and lets the world be touched while it may be running."""

    @property
    def seats(self) -> Mapping[str, WiredSeat]:
        """Levels that are not in the bench, by level."""

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What is served on wires, by pair of seats."""

    def begin(self) -> None:
        """Let time begin."""

    def run(self, limit: int, after: Callable[[], bool] | None = None) -> bool:
        """Let time pass, as ``Engine.run_to``."""

    def call(self, work: Callable[[], T]) -> T:
        """Do something to the world."""

    def outside(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something with sockets of the bench's own."""

    def measured(self) -> Measured | None:
        """What was measured of real time; ``None`` where time waits for everybody."""

    def captured(self) -> tuple[Captured, ...]:
        """What became of the bytes on each wire."""

    def store(self, level: str) -> Path:
        """The file in which a level elsewhere keeps what outlives it."""

    def power(self, level: str, *, on: bool) -> None:
        """A level gets or loses its power, and with it its ports."""

    def close(self) -> None:
        """Let go of everything outside."""


class InProcess:
    """Everything here: time is the engine's, and stands still unless it is let pass."""

    def __init__(self, engine: Engine) -> None:
        self.seats: Mapping[str, WiredSeat] = {}
        self.endpoints: Mapping[str, Endpoint] = {}
        self.run = engine.run_to

    def begin(self) -> None:
        """See ``Host``."""

    def call(self, work: Callable[[], T]) -> T:
        """See ``Host``."""
        return work()

    def outside(self, work: Coroutine[Any, Any, T]) -> T:
        """See ``Host``."""
        return asyncio.run(work)

    def measured(self) -> None:
        """See ``Host``."""
        return

    def captured(self) -> tuple[Captured, ...]:
        """See ``Host``."""
        return ()

    def store(self, level: str) -> Path:
        """See ``Host``.

        Raises:
            LookupError: always; every level is here.

        """
        raise LookupError(f"level {level} keeps nothing in a file")

    def power(self, level: str, *, on: bool) -> None:
        """See ``Host``. There are no ports."""

    def close(self) -> None:
        """See ``Host``."""
