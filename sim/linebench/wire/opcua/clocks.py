"""Whether a server's clock is right, as far as the source timestamps of its values tell."""

from collections.abc import Sequence
from datetime import datetime

from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.opcua.moments import Moments
from linebench.wire.side import Effect, Heard, Setting

__all__ = ["ClockWatch"]

_COARSE_US = 10_000_000
"""To this the difference is rounded: the newest timestamp is as old as the last change of any value, for which the
heartbeat is good."""


class ClockWatch:
    """Compares the newest timestamp with the host's own clock, and says so when the difference is another one.

    Nothing is decided by a server's clock: that it is wrong is told to people and has no other effect.
    """

    def __init__(self, setting: Setting, within: Duration) -> None:
        """``within``: how far the clocks may differ before it is told."""
        self._name, self._own, self._within = setting.name, Moments(setting), int(within)
        self._told = "clock right"

    def seen(self, newest: datetime | None) -> Sequence[Effect]:
        """A look is over; ``newest``: the latest source timestamp so far."""
        found = "clock right" if newest is None else self._words(self._own.ahead(newest))
        if found == self._told:
            return ()
        self._told = found
        return (Heard(Presence(self._name, here=True, why=found)),)

    def _words(self, ahead: int) -> str:
        if abs(ahead) <= self._within:
            return "clock right"
        about = Duration(round(abs(ahead) / _COARSE_US) * _COARSE_US)
        return f"clock {about} {'ahead' if ahead > 0 else 'behind'}"
