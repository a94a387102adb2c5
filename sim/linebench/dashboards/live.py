"""Carries a publisher to a real broker, in real time."""

from collections.abc import Callable
from time import monotonic_ns

from linebench.dashboards.forms import Publisher
from linebench.ports.dashboard import Point
from linebench.wire.mqtt.session import Session, SessionConfig

__all__ = ["Live", "WallClock"]

_NS = 1_000


class WallClock:
    """Microseconds since t = 0, which go ``factor`` times as fast as the wall's."""

    def __init__(self, factor: int) -> None:
        self._factor = factor
        self._t, self._at = 0, monotonic_ns()

    def begin(self, t: int) -> None:
        """It is ``t`` now."""
        self._t, self._at = t, monotonic_ns()

    def __call__(self) -> int:
        """What time it is."""
        return self._t + (monotonic_ns() - self._at) * self._factor // _NS


class Live:
    """An ``Outlet``."""

    def __init__(self, publisher: Publisher, config: SessionConfig, factor: int,
                 note: Callable[[int, str], None]) -> None:
        """``factor``: how many times faster than the wall's its time goes; ``note``: is told of connections."""
        self._publisher, self._clock = publisher, WallClock(factor)
        self._session = Session(config, publisher, self._clock, lambda text: note(self._clock(), text))
        self._started = False

    def start(self, t: int) -> None:
        """See ``Outlet``."""
        self._clock.begin(t)
        self._session.start()
        self._started = True

    def show(self, points: list[Point], t: int) -> None:
        """See ``Outlet``."""
        self._session.post(lambda _: self._publisher.show(points, t))

    def device(self, name: str, t: int, *, here: bool) -> None:
        """See ``Outlet``."""
        self._session.post(lambda _: self._publisher.device(name, t, here=here))

    def power(self, t: int, *, on: bool) -> None:  # noqa: ARG002  # its own clock tells the time
        """See ``Outlet``."""
        self._session.power(on=on)

    def close(self, t: int) -> None:  # noqa: ARG002  # as above
        """See ``Outlet``."""
        if self._started:
            self._started = False
            self._session.stop()
