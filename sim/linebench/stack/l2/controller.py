"""The line controller: what each message and timer means, wired to the parts that act on it."""

from collections.abc import Callable, Sequence
from typing import Any

from linebench.ports.camera import CameraCounters, CameraState, Reading
from linebench.ports.l3 import CodedSerials, Order, OrderRefused, ReportAccepted, Serials, SerialsRefused
from linebench.ports.operator import Request
from linebench.ports.packer import ContentsRead, LabelRead
from linebench.ports.plc import Alarm, CommandAnswer, MachineState, TrackResults
from linebench.ports.presence import Presence
from linebench.ports.printer import ClearQueue, PrintDone, PrinterState
from linebench.stack.l2.changeover import Changeover
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.inspection import Inspection
from linebench.stack.l2.peers import Peers
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.printhead import Printhead
from linebench.stack.l2.production import Production
from linebench.stack.l2.requests import Requests
from linebench.stack.machine import Cancel, Effect, Handler, Machine, Send, Store
from linebench.stack.packml import State

__all__ = ["LineController"]

_BYPASS = "bypass of "
"""Begin of the alarms that are on while a sensor is bypassed; coming and going are logged."""
_NOTHING: tuple[Effect, ...] = ()
Act = Callable[[Any, list[Effect], int], None]


class LineController(Machine):
    """L2 as a ``Level``. Peers: ``printer``, ``camera``, ``packer``, ``palletizer``, ``l1``, ``l3`` and ``hmi``."""

    def __init__(self, config: L2Config, decisions: L2Decisions | None = None) -> None:
        self._config = config
        self._decisions = decisions or L2Decisions()
        self._build({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on. After a power loss the line is stopped, and what was under way unseen is void."""
        self._build(restored)
        out: list[Effect] = [Store("powered", value=True)]
        if restored:
            out.append(Send("printer", ClearQueue()))
            self._plc.tell("abort", out)
            self._plc.tell("resend", out)
            self._desk.record("l2", "power restored", out, t)
            self._desk.alarm("power restored", out, latched=True)
            self._changeover.restore(restored, out, t)
            self._production.outbox.resume(out)
        return out

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A timer ran out."""
        kind = name.partition(":")[0]
        if kind == "verdict":
            return self._production.tracks.late(name)
        out: list[Effect] = []
        self._timers[name](out, t)
        return out

    def _build(self, restored: dict[str, Any]) -> None:
        self._desk = Desk(restored)
        self._plc = Plc(self._desk)
        self._production = Production(self._config, self._decisions, self._desk, self._plc, restored)
        self._inspection = Inspection(self._config, self._decisions, self._desk)
        self._peers = Peers(self._decisions, self._desk, self._plc, lambda: self._production.batch is not None,
                            {station.peer: station.regained for station in self._production.stations.values()})
        self._changeover = Changeover(self._config, self._desk, self._plc, self._production, self._inspection,
                                      peers=self._peers)
        self._printhead = Printhead(self._desk, self._plc, self._production)
        self._requests = Requests(self._config, self._desk, self._plc, self._production, self._changeover,
                                  printhead=self._printhead)
        self._handlers = self._wire_messages()
        self._timers = self._wire_timers()

    def _wire_messages(self) -> dict[type, Handler]:
        production, changeover = self._production, self._changeover
        acts: dict[type, Act] = {
            Order: lambda m, out, _: changeover.ordered(m, out),
            OrderRefused: lambda m, out, _: changeover.order_refused(m, out),
            Serials: lambda m, out, _: changeover.supplied(m, out),
            CodedSerials: lambda m, out, _: changeover.supplied(m, out),
            SerialsRefused: lambda m, out, _: changeover.serials_refused(m, out),
            ReportAccepted: lambda m, out, _: production.accepted(m.sequence, out),
            CameraState: self._camera, CameraCounters: lambda m, out, _: self._inspection.counted(m, out),
            PrinterState: lambda m, out, _: self._printhead.told(m, out), Alarm: self._alarm,
            Presence: self._presence,
            MachineState: self._state, CommandAnswer: self._answered, Request: self._requests.asked,
            ContentsRead: lambda m, out, t: production.stations[m.container].contents(m, out, t),
            LabelRead: self._label,
        }
        fast: dict[type, Handler] = {
            Reading: production.tracks.read, PrintDone: production.printing.report, TrackResults: self._results,
        }
        return {**{kind: _collecting(act) for kind, act in acts.items()}, **fast}

    def _wire_timers(self) -> dict[str, Callable[[list[Effect], int], None]]:
        production, changeover = self._production, self._changeover
        timers: dict[str, Callable[[list[Effect], int], None]] = {
            "report": production.tick,
            "outbox": lambda out, _: production.outbox.overdue(out),
            "serials": lambda out, _: production.serials_overdue(out),
            "changeover": lambda out, _: changeover.overdue(out),
            "camera": lambda out, _: self._inspection.overdue(out),
            "plc": lambda out, _: self._plc_silent(out),
            "scan": lambda out, t: self._requests.settled(out, t, last_chance=True),
        }
        for word, station in production.stations.items():
            timers[word] = station.decide
            timers[f"{word}:label"] = station.unlabelled
            timers[f"{word}:partial"] = station.partial_over
        return timers

    def _results(self, message: TrackResults, t: int) -> Sequence[Effect]:
        out = self._production.results(message, t)
        if self._requests.waiting:
            self._requests.settled(out, t)
        return out or _NOTHING

    def _label(self, message: LabelRead, out: list[Effect], t: int) -> None:
        if self._production.stations[message.container].label(message, out, t):
            self._production.packed(out)

    def _state(self, message: MachineState, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        self._plc.entered(message, out)
        if message.reason == "power restored":
            self._changeover.stale = self._production.batch is not None
        if self._plc.state is State.EXECUTE:
            self._production.running_again(out)
        self._production.show(out)

    def _presence(self, message: Presence, out: list[Effect], t: int) -> None:
        if message.peer == "printer":
            self._printhead.here = message.here
        self._peers.told(message, out, t)

    def _alarm(self, message: Alarm, out: list[Effect], t: int) -> None:
        self._plc.alarmed(message, out)
        if message.name.startswith(_BYPASS):
            self._desk.record("l1", f"{message.name}: {'on' if message.on else 'over'}", out, t)

    def _answered(self, message: CommandAnswer, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        action = self._plc.answered(message.name)
        if action:
            self._desk.answer(action, message.reason, out)
        if not self._plc.asked:
            out.append(Cancel("plc"))

    def _plc_silent(self, out: list[Effect]) -> None:
        for command in tuple(self._plc.asked):
            self._desk.answer(self._plc.answered(command), "the PLC does not answer", out)

    def _camera(self, message: CameraState, out: list[Effect], t: int) -> None:
        self._inspection.state(message, out)
        self._changeover.camera_says(message, out, t)


def _collecting(act: Act) -> Handler:
    """A handler that returns what ``act`` puts into a list."""

    def handle(message: object, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        act(message, out, t)
        return out

    return handle
