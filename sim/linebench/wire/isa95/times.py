"""Microseconds since t = 0 and the DateTime of OPC UA."""

from datetime import UTC, datetime, timedelta

from linebench.wire.side import Setting

__all__ = ["Times"]

_US = timedelta(microseconds=1)
_NEVER = datetime(1601, 1, 1, tzinfo=UTC)
"""The smallest DateTime, which stands for none."""


class Times:
    """The calendar of one attempt."""

    def __init__(self, setting: Setting) -> None:
        self._epoch = datetime.fromisoformat(setting.epoch)

    def moment(self, t_us: int | None) -> datetime | None:
        """The moment, or ``None`` of none."""
        return None if t_us is None else self._epoch + timedelta(microseconds=t_us)

    def micros(self, moment: datetime | None) -> int | None:
        """Microseconds since t = 0, before it less than 0; ``None`` of none."""
        if moment is None:
            return None
        known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return None if known <= _NEVER else (known - self._epoch) // _US
