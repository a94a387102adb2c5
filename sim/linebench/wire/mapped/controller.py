"""L2's end of its port to a PLC that looks at L2's tags and writes its own there, as a Modbus master does."""

from collections import deque
from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.mapped.channel import Datum
from linebench.wire.mapped.end import MappedEnd
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.signals import MIRRORED
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["ControllerFace"]

_ALARM, _LATCHED = "alarm.", ".latched"


class ControllerFace(MappedEnd):
    """Says what L2 says, and hears ``MachineState``, ``Alarm``, ``CommandAnswer``, ``TrackResults`` and the
    presence of ``l1``.

    An alarm and whether it is latched are best written in one request: else it comes twice. A PLC whose answers do
    not name their command answers commands in their order.
    """

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, peer: str = "l1") -> None:
        """``peer``: the seat of the PLC."""
        del setting  # time comes by timers alone
        super().__init__(names, MIRRORED, options, ("heartbeat.host", "heartbeat.plc"), peer)

    def _forget(self) -> None:
        super()._forget()
        self._asked: deque[str] = deque(maxlen=self._options.held)
        self._state: MachineState | None = None
        self._alarms: dict[str, bool] = {}  # those that are on, each with whether it is latched

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """See ``TagFace``. The heart beats for whoever comes: L2 may have nothing to say for long."""
        return (*self._live(), *super().written(names))

    def _say(self, message: Message, notes: list[Noted]) -> Sequence[Effect]:
        match message:
            case Verdict():
                self._put("verdict", {"verdict.trigger": message.trigger, "verdict.good": message.good}, notes)
            case Setup():
                self._put("setup", {
                    "setup.weight_low": message.weight_low, "setup.weight_high": message.weight_high,
                    "setup.consecutive_limit": message.consecutive_limit}, notes)
            case Command():
                self._asked.append(message.name)
                self._put("command", {"command.code": message.name, "command.by": message.by}, notes)
            case _:
                self._leave(type(message).__name__, notes)
        return ()

    def _held(self, signals: set[str]) -> Sequence[Effect]:
        notes: list[Noted] = []
        heard: list[Effect] = []
        if not signals.isdisjoint(("state", "state.reason")):
            self._entered(heard, notes)
        alarms = (each.removesuffix(_LATCHED) for each in sorted(signals) if each.startswith(_ALARM))
        for name in dict.fromkeys(alarms):
            self._alarmed(name, heard, notes)
        return (*notes, *heard)

    def _entered(self, heard: list[Effect], notes: list[Noted]) -> None:
        number = self._ours("state", notes)
        if not number:
            return
        now = MachineState(int(number), str(self._ours("state.reason", notes) or ""))
        if now != self._state:
            self._state = now
            heard.append(Heard(now))

    def _alarmed(self, name: str, heard: list[Effect], notes: list[Noted]) -> None:
        on, latched = bool(self._ours(name, notes)), bool(self._ours(f"{name}{_LATCHED}", notes))
        alarm = name.removeprefix(_ALARM)
        before = self._alarms.get(alarm)
        if on and before != latched:
            self._alarms[alarm] = latched
            heard.append(Heard(Alarm(alarm, on=True, latched=latched)))
        elif not on and before is not None:
            del self._alarms[alarm]
            heard.append(Heard(Alarm(alarm, on=False, latched=before)))

    def _heard(self, name: str, datum: Datum) -> Sequence[Effect]:
        if name == "result":
            cause = str(datum.get("result.cause", ""))
            return (Heard(TrackResults(((int(datum["result.trigger"]), str(datum["result.fate"]), cause),))),)
        asked = str(datum.get("answer.command", "")) or (self._asked[0] if self._asked else "")
        if asked not in self._asked:
            return (Noted("handshake", f"{asked or 'a command'} was answered though nobody gave it"),)
        self._asked.remove(asked)
        return (Heard(CommandAnswer(asked, bool(datum["answer.accepted"]), str(datum.get("answer.reason", "")))),)
