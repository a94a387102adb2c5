"""An ordered shutdown: the line stands, the site has every report, and everything that is known is kept.

After it the controller starts as if it had never been off: no serial number is void, and what is in the printer and
on the belt is still what it was. Whoever takes its power without one makes it start as after a power loss.
"""

from collections.abc import Mapping
from typing import Any

from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.production import KEPT, Production
from linebench.stack.machine import Arm, Effect, Store

__all__ = ["REQUEST", "Shutdown"]

REQUEST = "shut_down"
_SETTLE_US = 1_000_000
"""Time between looks: in less than that a belt stands and devices have said what they still had to say."""
_MOST_LOOKS = 8


class Shutdown:
    """Brings the controller to where it may be switched off. ``begun``: it is on its way there, or there."""

    __slots__ = ("_desk", "_left", "_plc", "_production", "begun")

    def __init__(self, desk: Desk, plc: Plc, production: Production) -> None:
        self._desk, self._plc, self._production = desk, plc, production
        self._left = 0
        self.begun = False

    def begin(self, out: list[Effect]) -> None:
        """Stop the line; whoever asked is answered when everything is kept."""
        self.begun, self._left = True, _MOST_LOOKS
        self._plc.stop(out)
        out.append(Arm(REQUEST, _SETTLE_US))

    def look(self, out: list[Effect], t: int) -> None:
        """Keep everything if the line has come to rest; the reports that the site has not taken are kept anyway."""
        production, self._left = self._production, self._left - 1
        busy = self._busy()
        if not busy:
            production.tick(out, t)
        if self._left > 0 and (busy or production.outbox):
            out.append(Arm(REQUEST, _SETTLE_US))
            return
        if busy:
            self.begun = False
        else:
            out += [Store(key, value) for key, value in production.decisions.kept_at_end(_kept(production)).items()]
            self._desk.record("l2", "shut down", out, t)
        self._desk.answer(REQUEST, busy, out)

    def _busy(self) -> str:
        if not self._plc.stands():
            return "the line runs"
        return next((f"a {word} is being closed" for word, station in self._production.stations.items()
                     if station.stage != "idle"), "")


def _kept(production: Production) -> Mapping[str, Any]:
    """What a start needs to go on where this ended, beside what is kept all the time."""
    batch, tracks = production.batch, production.tracks
    if batch is None:
        return {KEPT: (0, 0, 0)}
    return {"handed": batch.book.handed, KEPT: (production.printing.done, *tracks.place)}
