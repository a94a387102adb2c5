"""The PLC's end of the port between L1 and L2 on the tags of a map."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.mapped.channel import Datum
from linebench.wire.mapped.end import MappedEnd
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.signals import LINE
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["MappedFace"]

_TRIGGER = "count.trigger"


class MappedFace(MappedEnd):
    """Says what L1 says, and hears ``Setup``, ``Verdict``, ``Command`` and the presence of ``l2``."""

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, peer: str = "l2") -> None:
        """``peer``: the seat of the host."""
        del setting  # time comes by timers alone
        super().__init__(names, LINE, options, ("heartbeat.plc", "heartbeat.host"), peer)

    def _forget(self) -> None:
        super()._forget()
        self._trigger = 0

    def _say(self, message: Message, notes: list[Noted]) -> Sequence[Effect]:
        match message:
            case TrackResults():
                self._results(message, notes)
            case MachineState():
                self._show({"state": message.state, "state.reason": message.reason}, notes)
            case Alarm():
                name = f"alarm.{message.name}"
                self._show({name: message.on, f"{name}.latched": message.on and message.latched}, notes)
            case CommandAnswer():
                self._put("answer", {"answer.command": message.name, "answer.accepted": message.accepted,
                                     "answer.reason": message.reason}, notes)
                if message.name == "restart_count" and message.accepted:
                    self._count(0, notes)
            case _:
                self._leave(type(message).__name__, notes)
        return ()

    def _results(self, message: TrackResults, notes: list[Noted]) -> None:
        for trigger, fate, cause in message.results:
            self._put("result", {"result.trigger": trigger, "result.fate": fate, "result.cause": cause}, notes)
        self._count(max((self._trigger, *(trigger for trigger, _, _ in message.results))), notes)

    def _count(self, trigger: int, notes: list[Noted]) -> None:
        self._trigger = trigger
        if _TRIGGER in self._rows:
            self._show({_TRIGGER: trigger}, notes)

    def _heard(self, name: str, datum: Datum) -> Sequence[Effect]:
        if name == "verdict":
            return (Heard(Verdict(int(datum["verdict.trigger"]), bool(datum["verdict.good"]))),)
        if name == "setup":
            limit = int(datum.get("setup.consecutive_limit", 0))
            return (Heard(Setup(int(datum["setup.weight_low"]), int(datum["setup.weight_high"]), limit)),)
        code = str(datum["command.code"])
        if not code:
            return (Noted("refused", "a command of no name"),)
        return (Heard(Command(code, str(datum.get("command.by", self._options.by)))),)
