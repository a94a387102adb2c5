"""The wall clock as an event loop has it, for tests of what sockets do."""

__all__ = ["LoopClock"]

_US = 1_000_000


class LoopClock:
    """A ``wire.stream`` clock. ``origin``: the loop's time at which ``now`` is 0, in seconds; else this moment."""

    def __init__(self, loop, origin=None):
        self._loop = loop
        self._origin = loop.time() if origin is None else origin

    def now(self):
        """Microseconds since ``origin``."""
        return int((self._loop.time() - self._origin) * _US)

    def later(self, delay_us, call):
        """See ``Clock.later``."""
        return self._loop.call_later(delay_us / _US, call).cancel
