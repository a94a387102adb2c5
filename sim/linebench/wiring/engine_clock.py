"""The engine's time for what happens on wires: timers of devices' ends, and bytes that a fault holds back."""

from collections.abc import Callable

from linebench.kernel.engine import Engine

__all__ = ["EngineClock"]


class EngineClock:
    """A ``wire.stream`` clock. ``touch`` is called after every timer: it may have sent or shown something."""

    def __init__(self, engine: Engine, stir: Callable[[], None] | None = None,
                 now: Callable[[], int] | None = None) -> None:
        """``stir`` is called after a booking, ``now`` gives the time where the engine's clock lags behind."""
        self._engine = engine
        self._stir = stir or _nothing
        self._now = now
        self.touch: Callable[[], None] = _nothing

    def now(self) -> int:
        """Microseconds since the epoch of the attempt."""
        return int(self._engine.now) if self._now is None else self._now()

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``wire.stream.clock.Clock``."""
        waiting = [call]

        def due(*_: object) -> None:
            if waiting:
                waiting.pop()()
                self.touch()

        self._engine.at(self.now() + delay_us, due)
        self._stir()
        return waiting.clear


def _nothing() -> None:
    """Nobody has to be told."""
