"""Time on a server: microseconds since 1970 and their text."""

from datetime import UTC, datetime, timedelta

from linebench.epcis.times import micros
from linebench.wire.side import Setting

__all__ = ["Moments", "time_text"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moments:
    """The calendar of where a side stands."""

    def __init__(self, setting: Setting) -> None:
        self._base, self._now = micros(setting.epoch), setting.now

    def now(self) -> int:
        """Microseconds since 1970 UTC."""
        return self._base + self._now()

    def text(self) -> str:
        """Now, as events write it."""
        return time_text(self.now())


def time_text(moment_us: int) -> str:
    """A moment in UTC, with microseconds."""
    return f"{_EPOCH + timedelta(microseconds=moment_us):%Y-%m-%dT%H:%M:%S.%fZ}"
