"""Time in the process of a level: granted by the bench, or the wall's."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from linebench.wiring.control import Said, Wake

__all__ = ["GrantedClock", "StationClock", "WallClock"]

_US = 1_000_000


class StationClock(Protocol):
    """What a level's seat and its wires need of time. ``now`` in microseconds of the attempt."""

    def now(self) -> int:
        """What time it is."""

    def at(self, t: int, call: Callable[..., object], a: object = None, b: object = None) -> None:
        """Call ``call(t, a, b)`` when it is ``t``; as the engine's ``at``."""

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """Call ``call`` after ``delay_us``; returns what cancels it."""

    def said(self, peer: str) -> None:
        """Something was said to ``peer``."""


class GrantedClock:
    """Time that stands still until the bench grants the next instant.

    Attributes:
        done: what was decided at this instant, in order, for the bench: timers set and messages said.

    """

    def __init__(self) -> None:
        self.t = 0
        self.done: list[Wake | Said] = []
        self._number = 0
        self._calls: dict[int, Callable[[], object]] = {}

    def now(self) -> int:
        """What time it is."""
        return self.t

    def at(self, t: int, call: Callable[..., object], a: object = None, b: object = None) -> None:
        """See ``StationClock``."""
        self._book(t, lambda: call(t, a, b))

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``StationClock``. A cancelled one is granted all the same, and nothing happens."""
        number = self._book(self.t + delay_us, call)
        return lambda: self._forget(number)

    def fire(self, number: int) -> None:
        """The bench grants the time of this call."""
        call = self._calls.pop(number, None)
        if call is not None:
            call()

    def said(self, peer: str) -> None:
        """Note that something was said to ``peer``."""
        self.done.append(Said(peer))

    def take(self) -> tuple[Wake | Said, ...]:
        """Return what was decided since the last call."""
        done, self.done = tuple(self.done), []
        return done

    def _book(self, due: int, call: Callable[[], object]) -> int:
        self._number += 1
        self._calls[self._number] = call
        self.done.append(Wake(self._number, due))
        return self._number

    def _forget(self, number: int) -> None:
        self._calls.pop(number, None)


class WallClock:
    """Time of the wall, ``factor`` times as fast, from ``t`` on."""

    def __init__(self, t: int, factor: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._factor = factor
        self._zero = self._loop.time() - t / (_US * factor)

    def now(self) -> int:
        """What time it is."""
        return int((self._loop.time() - self._zero) * _US * self._factor)

    def at(self, t: int, call: Callable[..., object], a: object = None, b: object = None) -> None:
        """See ``StationClock``."""
        self._loop.call_at(self._wall(t), call, t, a, b)

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``StationClock``."""
        return self._loop.call_at(self._wall(self.now() + delay_us), call).cancel

    def said(self, peer: str) -> None:
        """Nobody waits to be told."""

    def _wall(self, t: int) -> float:
        return self._zero + t / (_US * self._factor)
