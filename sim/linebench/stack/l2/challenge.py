"""The challenge at the start of a batch: known bad packs must be rejected before anything is produced."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.plc import TrackResults
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import ME, Plc
from linebench.stack.machine import Effect, Store

__all__ = ["Challenge"]

_PASSED = "challenge"
"""The order whose challenge was passed, in the store."""


class Challenge:
    """Counts what became of the packs that come while the line runs for the challenge and feeds none.

    ``running``: the line was started for it. One pack that is not rejected fails it, and it begins anew.
    """

    __slots__ = ("_decisions", "_desk", "_order", "_passed", "_plc", "_rejected", "_wanted", "running")

    def __init__(self, wanted: int, decisions: L2Decisions, desk: Desk, plc: Plc,
                 restored: Mapping[str, Any]) -> None:
        """``wanted``: known bad packs of a challenge, 0 when none is asked for."""
        self._wanted = wanted
        self._decisions = decisions
        self._desk = desk
        self._plc = plc
        self._passed: str = restored.get(_PASSED, "")
        self._order = ""
        self._rejected = 0
        self.running = False

    def begin(self, order: str) -> None:
        """Another batch."""
        self._order = order
        self.running = False

    def missing(self) -> str:
        """Why production must not start, ``""`` when it may."""
        if self._passed == self._order or not self._decisions.asks_for_challenge(self._wanted):
            return ""
        return "the challenge with known bad packs is not done"

    def start(self) -> None:
        """The line is started for the challenge."""
        self.running, self._rejected = True, 0

    def results(self, message: TrackResults, out: list[Effect], t: int) -> None:
        """L1 reports what became of packs."""
        for trigger, fate, cause in message.results:
            if not self.running:
                return
            if fate == "rejected":
                self._rejected += 1
            else:
                self._fail(f"trigger {trigger} {fate} {cause}".strip(), out, t)
        if self.running and self._rejected >= self._wanted:
            self._done(out, t)

    def _done(self, out: list[Effect], t: int) -> None:
        self.running = False
        self._passed = self._order
        out.append(Store(_PASSED, self._order))
        self._tell("passed", f"{self._rejected} of {self._wanted} known bad packs rejected", out, t)
        self._plc.stop(out)

    def _fail(self, why: str, out: list[Effect], t: int) -> None:
        self.running = False
        self._tell("failed", f"{self._rejected} of {self._wanted} known bad packs rejected; {why}", out, t)
        self._desk.alarm("challenge failed", out, latched=True)
        self._plc.distrust(out)

    def _tell(self, result: str, text: str, out: list[Effect], t: int) -> None:
        self._desk.show("challenge", result, out)
        self._desk.record(ME, f"challenge of batch {self._order} {result}: {text}", out, t)
