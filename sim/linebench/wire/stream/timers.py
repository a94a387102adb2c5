"""Timers of an end of a wire, by their names."""

from collections.abc import Callable

from linebench.wire.side import Arm
from linebench.wire.stream import clock

__all__ = ["Timers"]


class Timers:
    """Those that run. One that runs out is gone before anybody hears of it, and so can be armed again at once."""

    def __init__(self, time: clock.Clock, expired: Callable[[str], None]) -> None:
        """``expired`` is called with the name of each that runs out."""
        self._clock, self._expired = time, expired
        self._running: dict[str, clock.Cancel] = {}

    def arm(self, effect: Arm) -> None:
        """Let one run; one of this name that runs begins anew."""
        self.cancel(effect.name)
        self._running[effect.name] = self._clock.later(effect.delay_us, lambda: self._expire(effect.name))

    def cancel(self, name: str) -> None:
        """Forget one; nothing happens when it does not run."""
        cancel = self._running.pop(name, None)
        if cancel is not None:
            cancel()

    def close(self) -> None:
        """Forget all."""
        for name in tuple(self._running):
            self.cancel(name)

    def _expire(self, name: str) -> None:
        del self._running[name]
        self._expired(name)
