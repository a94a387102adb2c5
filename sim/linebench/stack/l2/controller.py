"""The line controller: what each message and timer means, wired to the parts that act on it."""

from collections.abc import Callable, Sequence
from typing import Any

from linebench.ports.camera import CameraCounters, CameraState, Reading
from linebench.ports.l3 import CodedSerials, Order, OrderRefused, ReportAccepted, Serials, SerialsRefused, Standing
from linebench.ports.operator import Request
from linebench.ports.packer import ContentsRead, LabelRead
from linebench.ports.plc import Alarm, CommandAnswer, MachineState, SetupTold, TrackResults
from linebench.ports.presence import Presence
from linebench.ports.printer import ClearQueue, JobTold, PrintDone, PrinterState
from linebench.stack.l2.changeover import Changeover
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.inspection import Inspection
from linebench.stack.l2.peers import Peers
from linebench.stack.l2.people.side import people_of
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.printhead import Printhead
from linebench.stack.l2.production import KEPT, Production
from linebench.stack.l2.requests import STORE_FAULT, Requests
from linebench.stack.l2.restoring import BACKUP, ask_of, bring_up_to_date
from linebench.stack.l2.shutdown import REQUEST, Shutdown
from linebench.stack.machine import Arm, Cancel, Effect, Handler, Machine, Send, Store, StoreState
from linebench.stack.packml import State

__all__ = ["LineController"]

_RESTORED = "restored from backup"
_BYPASS = "bypass of "
"""Begin of the alarms that are on while a sensor is bypassed; coming and going are logged."""
_NOTHING: tuple[Effect, ...] = ()
Act = Callable[[Any, list[Effect], int], None]


class LineController(Machine):
    """L2 as a ``Level``. Peers: ``printer``, ``camera``, ``packer``, ``palletizer``, ``l1``, ``l3`` and ``hmi``."""

    def __init__(self, config: L2Config, decisions: L2Decisions | None = None) -> None:
        self._config = config
        self._kept: dict[str, Any] = {}
        self._heard: dict[type, Handler]
        self._decisions = decisions or L2Decisions()
        self._build({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on. After a power loss the line is stopped, and what was under way unseen is void; after an
        ordered shutdown everything goes on as it was.
        """
        self._kept = restored
        self._made(restored, t)
        if BACKUP in restored:
            return self._restored(t)
        return self._go_on(t)

    def _restored(self, t: int) -> Sequence[Effect]:
        """The store is a backup: what has happened since only the site can tell."""
        out: list[Effect] = []
        self._plc.tell("abort", out)
        self._desk.record("l2", "restored from a backup", out, t)
        self._desk.alarm(_RESTORED, out, latched=True, cause=True)
        self._ask_site(out, t)
        return out

    def _ask_site(self, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all timers alike
        self._requests.unsure = True
        out += [Send("l3", ask_of(self._kept)), Arm("standing", self._config.answer_within_us)]

    def _standing(self, message: Standing, out: list[Effect], t: int) -> None:
        """The site told how things stand: go on from there as after a power loss."""
        if BACKUP not in self._kept or not self._requests.unsure:
            return
        out.append(Cancel("standing"))
        bring_up_to_date(self._kept, self._decisions.heeded(message))
        self._kept.pop(BACKUP)
        handlers, state = self._heard, self._plc.state
        self._made(self._kept, t)
        handlers.clear()  # who hears for this level has these
        handlers.update(self._heard)
        self._handlers = self._heard = handlers
        self._plc.state = state
        out += self._go_on(t)
        self._desk.alarm(_RESTORED, out, latched=True)
        if self._production.batch is not None:
            self._production.supply.ask(self._production.batch, out)

    def _go_on(self, t: int) -> Sequence[Effect]:
        restored = self._kept
        out: list[Effect] = [Store("powered", value=True)]
        if restored:
            out.append(Send("printer", ClearQueue()))
        if KEPT in restored:
            self._desk.record("l2", "started after an ordered shutdown", out, t)
        elif restored:
            self._plc.tell("abort", out)
            self._plc.tell("resend", out)
            self._desk.record("l2", "power restored", out, t)
            self._desk.alarm("power restored", out, latched=True)
        if restored:
            self._changeover.restore(restored, out, t)
            if KEPT in restored:
                self._production.printing.order_again(out)
            out.append(Store(KEPT, None))
            self._production.outbox.resume(out)
        if self._people is not None:
            self._people.start(out)
        return out

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A timer ran out."""
        kind = name.partition(":")[0]
        if kind == "verdict":
            return self._production.tracks.late(name)
        out: list[Effect] = []
        if self._people is not None and self._people.expired(name, out, t):
            return out
        self._timers[name](out, t)
        return out

    def _made(self, restored: dict[str, Any], t: int) -> None:
        self._build(restored)
        if self._people is not None:
            self._people.clock.t = t

    def _build(self, restored: dict[str, Any]) -> None:
        self._people = people_of(self._config.people, self._decisions, restored)
        self._desk = Desk(restored) if self._people is None else self._people.desk
        self._plc = Plc(self._desk)
        self._production = Production(self._config, self._decisions, self._desk, self._plc, restored)
        self._inspection = Inspection(self._config, self._decisions, self._desk)
        self._peers = Peers(self._decisions, self._desk, self._plc, lambda: self._production.batch is not None,
                            {"camera": self._production.fates.camera_back,
                             **{station.peer: station.regained for station in self._production.stations.values()}})
        self._changeover = Changeover(self._config, self._desk, self._plc, self._production, self._inspection,
                                      peers=self._peers)
        self._printhead = Printhead(self._desk, self._plc, self._production)
        self._shutdown = Shutdown(self._desk, self._plc, self._production)
        self._requests = Requests(self._config, self._desk, self._plc, self._production, self._changeover,
                                  printhead=self._printhead, shutdown=self._shutdown)
        self._handlers = self._heard = self._wire_messages()
        self._timers = self._wire_timers()
        if self._people is not None:
            self._production.stating = self._people.clock.restated
            acts = self._people.acts(self._requests.carry_out)
            self._handlers = self._heard = self._people.timed(
                {**self._handlers, **{kind: _collecting(act) for kind, act in acts.items()}})

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
            Standing: self._standing,
            JobTold: lambda m, out, t: changeover.told("printer", m, out, t),
            SetupTold: lambda m, out, t: changeover.told("l1", m, out, t),
            MachineState: self._state,
            StoreState: self._store, CommandAnswer: self._answered, Request: self._requests.asked,
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
            REQUEST: self._shutdown.look, "standing": self._ask_site,
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

    def _store(self, message: StoreState, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        why = self._decisions.store_fault(message.why)
        self._requests.unkept = bool(why)
        if why:
            self._desk.alarm(STORE_FAULT, out, latched=True, cause=True)
            self._plc.stop(out)
        elif not message.why:
            self._desk.cause_gone(STORE_FAULT, out)

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
