"""Simulated moments as OPC UA writes them."""

from datetime import datetime, timedelta

from linebench.wire.side import Setting

__all__ = ["Moments"]


class Moments:
    """The clock of one device. The value is a moment in UTC with a time zone, as timestamps have to be."""

    def __init__(self, setting: Setting) -> None:
        self._now = setting.now
        self._epoch = datetime.fromisoformat(setting.epoch)

    def ahead(self, moment: datetime) -> int:
        """How far another clock that shows ``moment`` now goes ahead of this one, in microseconds."""
        return (moment - self()) // timedelta(microseconds=1)

    def __call__(self) -> datetime:
        """The present moment."""
        return self._epoch + timedelta(microseconds=self._now())
