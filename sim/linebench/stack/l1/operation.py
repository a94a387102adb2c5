"""Operation of the line: commands of people and L2, conditions of the field, alarms, and the PackML state."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linebench.ports.io import Compare, Output
from linebench.ports.plc import Alarm, CommandAnswer, Setup
from linebench.stack.alarms import AlarmBoard
from linebench.stack.l1.bypass import BYPASSES, TIMER
from linebench.stack.l1.conditions import STOPPING
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.drive import Drive
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.results import ResultBuffer
from linebench.stack.machine import Arm, Effect, Send, Store
from linebench.stack.packml import IllegalCommandError, State

if TYPE_CHECKING:
    from linebench.stack.l1.tracking import Tracking

__all__ = ["Operation"]

_HORN = {on: Send("io", Output("horn", on=on)) for on in (False, True)}
_STANDING = frozenset({State.STOPPING, State.STOPPED, State.ABORTING, State.ABORTED})
_NO_RECIPE = Setup(0, 0, 0)


class Operation:
    """Who may set the belt in motion, and what stops it.

    ``tracking`` is told of aborts and starts. ``setup``: the recipe, all zero before L2 sent one.
    """

    tracking: "Tracking"

    def __init__(self, layout: L1Layout, decisions: L1Decisions, restored: dict[str, Any]) -> None:
        self._layout = layout
        self._decisions = decisions
        self._conditions: dict[str, bool] = {}
        self._bypassed: set[str] = set()
        self._horn = False
        self.alarms = AlarmBoard()
        self.results = ResultBuffer(restored)
        self.drive = Drive(layout, State.ABORTED if restored else State.STOPPED)
        self.setup: Setup = restored.get("setup", _NO_RECIPE)
        self.tracking_lost = bool(restored)

    def boot(self, restored: Mapping[str, Any], out: list[Effect], t: int) -> None:
        """Power came on. What is on the belt after a power loss is unknown, and a person must look at it."""
        out.append(Store("powered", value=True))
        if not restored:
            self.drive.boot("power on", out)
            return
        self.results.resend(out)
        self.drive.boot("power restored", out)
        self.alarm("tracking lost", out, t)

    def command(self, name: str, by: str, out: list[Effect], t: int) -> None:
        """Carry out a command and answer it; a refused command changes nothing."""
        try:
            reason = self._carry_out(name, by, out, t)
        except IllegalCommandError as refusal:
            reason = str(refusal)
        out.append(Send("l2", CommandAnswer(name, not reason, reason)))

    def condition(self, signal: str, out: list[Effect], t: int, *, on: bool) -> None:
        """A level signal of the field changed."""
        self._conditions[signal] = on
        if signal == "packer_full":
            self._packer(out, t, on=on)
        elif signal in STOPPING and self._reacts_to(signal):
            self._stop_cause(*STOPPING[signal], out, t, on=on)

    def bypass_over(self, name: str, out: list[Effect], t: int) -> None:
        """The time of a bypass is over: the sensor counts again."""
        bypass = BYPASSES[name]
        self._bypassed.discard(bypass.signal)
        if self.alarms.cause_gone(bypass.alarm):
            out.append(Send("l2", Alarm(bypass.alarm, on=False, latched=False)))
        if self._conditions.get(bypass.signal):
            self.condition(bypass.signal, out, t, on=True)

    def alarm(self, name: str, out: list[Effect], t: int, *, command: str = "", latched: bool = True,
              cause: bool = False) -> None:
        """Raise an alarm and, when it has a ``command``, stop or abort the line."""
        if not self._decisions.announces(name):
            self.halt(command, name, out, t)
            return
        if self.alarms.came(name, cause=cause, latched=latched):
            out.append(Send("l2", Alarm(name, on=True, latched=latched)))
        self._sound(out)
        self.halt(command, name, out, t)

    def halt(self, command: str, reason: str, out: list[Effect], t: int) -> None:
        """Stop or abort, unless the line stands already for a reason at least as strong."""
        state = self.drive.state
        if not command or (state in _STANDING if command == "stop" else state in (State.ABORTING, State.ABORTED)):
            return
        if command == "abort":
            self.tracking.aborted()
        self.drive.command(command, reason, out, t)
        self.results.flush(out)

    def acted(self, out: list[Effect], t: int) -> None:
        """The belt stands: a braking state has done its work."""
        self.drive.complete("", out, t)
        if self.drive.state is State.ABORTED:
            self.tracking.aborted()  # packs came to the camera while the belt ran down
        self.results.flush(out)
        if self.drive.state is State.SUSPENDED and not self._conditions.get("packer_full"):
            self.drive.command("unsuspend", "packer ready", out, t)

    def _carry_out(self, name: str, by: str, out: list[Effect], t: int) -> str:
        if name == "acknowledge":
            self._acknowledge(out)
        elif name == "restart_count":
            self.tracking.restart_count(out)
        elif name in BYPASSES:
            self._bypass(name, out, t)
        elif name == "resend":
            self.results.resend(out)
        elif name in ("start", "challenge"):
            self.drive.feeds = name == "start"
            return self._start("start", by, out, t)
        elif name in ("unhold", "unsuspend"):
            return self._start(name, by, out, t)
        elif name == "abort":
            self._abort(by, out, t)
        else:
            self.drive.command(name, by, out, t)
            self._after(name, out)
        return ""

    def _bypass(self, name: str, out: list[Effect], t: int) -> None:
        bypass = BYPASSES[name]
        if self._conditions.get(bypass.signal):
            self._stop_cause(*STOPPING[bypass.signal], out, t, on=False)
        self._bypassed.add(bypass.signal)
        self.alarm(bypass.alarm, out, t, latched=False, cause=True)
        if lasts := self._decisions.bypass_us(self._layout.bypass_us):
            out.append(Arm(f"{TIMER}{name}", lasts))

    def _reacts_to(self, signal: str) -> bool:
        return signal not in self._bypassed and self._decisions.reacts_to(signal)

    def _abort(self, by: str, out: list[Effect], t: int) -> None:
        self.drive.command("abort", by, out, t)
        self.tracking.aborted()
        self.results.flush(out)

    def _after(self, name: str, out: list[Effect]) -> None:
        self.results.flush(out)
        if name == "complete":
            # a value already passed is reported at once, with the count as it is now
            out.append(Send("io", Compare("now", 0)))

    def _start(self, name: str, by: str, out: list[Effect], t: int) -> str:
        reason = self._decisions.refuses_start(self.alarms.latched(), self._causes())
        if reason:
            return reason
        if self.setup is _NO_RECIPE:
            return "no recipe: line setup was not received"
        if name == "start":
            self.drive.walk_to_execute(by, out, t)
        else:
            self.drive.command(name, by, out, t)
        self._started(out, t)
        return ""

    def _started(self, out: list[Effect], t: int) -> None:
        self.tracking.started(out)
        if self._conditions.get("packer_full"):
            self.drive.command("suspend", "packer full", out, t)

    def _causes(self) -> tuple[str, ...]:
        return tuple(STOPPING[signal][0] for signal, on in self._conditions.items()
                     if on and signal in STOPPING and self._reacts_to(signal))

    def _stop_cause(self, alarm: str, command: str, out: list[Effect], t: int, *, on: bool) -> None:
        if on:
            self.alarm(alarm, out, t, command=command, cause=True)
        elif self.alarms.cause_gone(alarm):
            out.append(Send("l2", Alarm(alarm, on=False, latched=True)))

    def _packer(self, out: list[Effect], t: int, *, on: bool) -> None:
        state = self.drive.state
        if state is State.COMPLETING:
            self.drive.pause(out, t, on=on)
        elif on and state is State.EXECUTE:
            self.drive.command("suspend", "packer full", out, t)
            self.results.flush(out)
        elif not on and state is State.SUSPENDED:
            self.drive.command("unsuspend", "packer ready", out, t)

    def _acknowledge(self, out: list[Effect]) -> None:
        for name in self.alarms.names():
            latched = self.alarms.is_latched(name)
            if self.alarms.acknowledged((name,)):
                out.append(Send("l2", Alarm(name, on=False, latched=latched)))
        if self._horn:
            self._horn = False
            out.append(_HORN[False])

    def _sound(self, out: list[Effect]) -> None:
        if not self._horn:
            self._horn = True
            out.append(_HORN[True])
