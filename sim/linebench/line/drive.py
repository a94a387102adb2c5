"""The drive of the belts: motor on and off with a ramp, and the safety contacts in its supply."""

from collections.abc import Sequence

from linebench.kernel.engine import Engine
from linebench.line.belt import Belt

__all__ = ["Drive"]


class Drive:
    """Turns the belts. The motor turns while its output is on and every safety contact is closed.

    A contact that opened latches the motor off: it turns again only when the contact is closed and the
    output has been taken away and given anew, as behind a safety relay.
    """

    def __init__(self, engine: Engine, belts: Sequence[Belt], ramp_us: int) -> None:
        self._engine = engine
        self._belts = belts
        self._ramp = ramp_us
        self._speed = 0        # um/s when running
        self._output = False
        self._open: set[str] = set()
        self._latched = False
        self._turning = False
        self._change = 0       # number of the latest start or stop; older ramps are void

    def set_speed(self, speed: int) -> None:
        """Choose the running speed (um/s); takes effect at the next start."""
        self._speed = speed

    def output(self, t: int, *, on: bool) -> None:
        """The control sets the motor output."""
        self._output = on
        if not on and not self._open:
            self._latched = False
        self._update(t)

    def contact(self, t: int, name: str, *, opened: bool) -> None:
        """A safety contact opens or closes."""
        if opened:
            self._open.add(name)
            self._latched = True
        else:
            self._open.discard(name)
            self._latched = bool(self._open) or self._output
        self._update(t)

    def _update(self, t: int) -> None:
        turn = self._output and not self._latched
        if turn == self._turning:
            return
        self._turning = turn
        self._change += 1
        for belt in self._belts:
            belt.set_speed(t, self._speed // 2)
        self._engine.at(t + self._ramp, self._settle, self._change, self._speed if turn else 0)

    def _settle(self, t: int, number: int, speed: int) -> None:
        if number != self._change:
            return
        for belt in self._belts:
            belt.set_speed(t, speed)
