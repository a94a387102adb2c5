"""Time in the process of a level: granted by the bench, or the wall's."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from linebench.wiring.control import Forget, Said, Wake

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

    def stop(self) -> None:
        """The level is gone: nothing that was booked happens any more."""


class GrantedClock:
    """Time that stands still until the bench grants the next instant.

    Attributes:
        done: what was decided at this instant, in order, for the bench: timers set, timers cancelled and messages
            said. A timer set and cancelled at one instant leaves nothing.

    """

    def __init__(self) -> None:
        self.t = 0
        self.done: list[Wake | Forget | Said] = []
        self._number = 0
        self._calls: dict[int, Callable[[], object]] = {}

    def now(self) -> int:
        """What time it is."""
        return self.t

    def at(self, t: int, call: Callable[..., object], a: object = None, b: object = None) -> None:
        """See ``StationClock``."""
        self._book(t, lambda: call(t, a, b))

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``StationClock``."""
        number = self._book(self.t + delay_us, call)
        return lambda: self._forget(number)

    def fire(self, number: int) -> None:
        """The bench grants the time of this call."""
        call = self._calls.pop(number, None)
        if call is not None:
            call()

    def stop(self) -> None:
        """See ``StationClock``. Nobody grants anything any more."""

    def said(self, peer: str) -> None:
        """Note that something was said to ``peer``."""
        self.done.append(Said(peer))

    def take(self) -> tuple[Wake | Forget | Said, ...]:
        """Return what was decided since the last call."""
        done, self.done = tuple(self.done), []
        return done

    def _book(self, due: int, call: Callable[[], object]) -> int:
        self._number += 1
        self._calls[self._number] = call
        self.done.append(Wake(self._number, due))
        return self._number

    def _forget(self, number: int) -> None:
        if self._calls.pop(number, None) is not None:
            self.done.append(Forget(number))


class WallClock:
    """Time of the wall, ``factor`` times as fast, from ``t`` on."""

    def __init__(self, t: int, factor: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._factor = factor
        self._zero = self._loop.time() - t / (_US * factor)
        self._over = False

    def now(self) -> int:
        """What time it is."""
        return int((self._loop.time() - self._zero) * _US * self._factor)

    def at(self, t: int, call: Callable[..., object], a: object = None, b: object = None) -> None:
        """See ``StationClock``."""
        self._loop.call_at(self._wall(t), self._due, call, t, a, b)

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``StationClock``."""
        return self._loop.call_at(self._wall(self.now() + delay_us), self._due, call).cancel

    def stop(self) -> None:
        """Nothing that was booked happens any more."""
        self._over = True

    def said(self, peer: str) -> None:
        """Nobody waits to be told."""

    def _due(self, call: Callable[..., object], *arguments: object) -> None:
        if not self._over:
            call(*arguments)

    def _wall(self, t: int) -> float:
        return self._zero + t / (_US * self._factor)
