"""The engine's time for what happens on wires: timers of devices' ends, and bytes that a fault holds back."""

from collections.abc import Callable

from linebench.kernel.engine import Engine

__all__ = ["EngineClock"]


class EngineClock:
    """A ``wire.stream`` clock. ``touch`` is called after every timer: it may have sent something."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.touch: Callable[[], None] = _nothing

    def now(self) -> int:
        """Microseconds since the epoch of the attempt."""
        return int(self._engine.now)

    def later(self, delay_us: int, call: Callable[[], None]) -> Callable[[], None]:
        """See ``wire.stream.clock.Clock``."""
        waiting = [call]

        def due(*_: object) -> None:
            if waiting:
                waiting.pop()()
                self.touch()

        self._engine.at(int(self._engine.now) + delay_us, due)
        return waiting.clear


def _nothing() -> None:
    """Nobody has to be told."""
