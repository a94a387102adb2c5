"""The PLC's end of the port between L1 and L2 on the tags of a map."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.mapped.channel import Datum, InChannel, OutChannel
from linebench.wire.mapped.names import NameMap, Row
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.signals import CHANNELS
from linebench.wire.mapped.values import Meaning
from linebench.wire.rings.beat import Beat, Watch
from linebench.wire.side import Arm, Effect, Heard, Noted, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value

__all__ = ["MappedFace"]

_BEAT, _WATCH, _HOLD = "beat", "watch", "hold "
_COUNT, _BIT = "count", "bit"
_TRIGGER = "count.trigger"


class MappedFace:
    """A ``TagFace``: says what L1 says, and hears ``Setup``, ``Verdict``, ``Command`` and the presence of ``l2``.

    What a host writes in one request counts in this order: heartbeat, answers, verdict, setup, command. A start of
    the PLC keeps what hosts wrote and takes none of it for news.
    """

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, peer: str = "l2") -> None:
        """``peer``: the seat of the host."""
        del setting  # time comes by timers alone
        self.table = names.table()
        self._options, self._peer = options, peer
        self._rows: dict[str, list[tuple[Row, Meaning]]] = {}
        for row in names.rows:
            self._rows.setdefault(row.signal.name, []).append((row, Meaning(row)))
        self._out = {channel.name: OutChannel(channel, rows, options.held) for channel in CHANNELS.values()
                     if not channel.by_host and (rows := _of(channel.name, names.rows))}
        self._in = [InChannel(channel, [row for row in rows if row.protocol == protocol])
                    for channel in CHANNELS.values() if channel.by_host and (rows := _of(channel.name, names.rows))
                    for protocol in dict.fromkeys(row.protocol for row in rows)]
        self._living = False  # L1 said something
        self._forget()

    def attach(self, image: TagImage) -> None:
        """See ``TagFace``."""
        self._image = image
        self.restart()

    def restart(self) -> None:
        """The PLC starts: its own tags have their first values, those of hosts stay."""
        self._forget()
        initial = self.table.initial()
        self._image.set({tag.name: initial[tag.name] for tag in self.table if not tag.writable})
        for said in self._out.values():
            self._image.set(said.restart(self._image.values))
        for heard in self._in:
            self._image.set(heard.restart(self._image.values))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""
        effects: list[Effect] = []
        if not self._living:
            self._living = True
            effects += self._beats()
        notes: list[Noted] = []
        self._say(message, notes)
        effects += notes
        self._fill(effects)
        return effects

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """See ``TagFace``."""
        effects: list[Effect] = []
        values = self._image.values
        beat = [row.tag for row, _ in self._rows.get("heartbeat.host", ())]
        if not names.isdisjoint(beat):
            effects += self._watch.seen(tuple(values[name] for name in beat))
        notes: list[Noted] = []
        for channel in self._out.values():
            self._image.set(channel.written(names, values, notes))
        effects += notes
        self._fill(effects)
        self._hear(names, effects)
        return effects

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``TagFace``."""
        if name == _WATCH and self._watch.here:
            return self._watch.expired()
        if name == _BEAT:
            return self._beats()
        effects: list[Effect] = []
        channel = self._out.get(name.removeprefix(_HOLD))
        if channel is not None:
            channel.released()
            self._fill(effects)
        return effects

    def _forget(self) -> None:
        options = self._options
        self._beat = Beat(_BEAT, options.beat_every, (_COUNT, _BIT))
        self._watch = Watch(_WATCH, self._peer, options.beat_within)
        self._living = False
        self._trigger = 0
        self._unsaid: set[str] = set()

    def _beats(self) -> Sequence[Effect]:
        if "heartbeat.plc" not in self._rows:
            return ()
        tags, timer = self._beat.next()
        count = int(dict(tags)[_COUNT])
        self._image.set({row.tag: _beat(row, count) for row, _ in self._rows["heartbeat.plc"]})
        return (timer,)

    # What L1 says

    def _say(self, message: Message, notes: list[Noted]) -> None:
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

    def _results(self, message: TrackResults, notes: list[Noted]) -> None:
        for trigger, fate, cause in message.results:
            self._put("result", {"result.trigger": trigger, "result.fate": fate, "result.cause": cause}, notes)
        self._count(max((self._trigger, *(trigger for trigger, _, _ in message.results))), notes)

    def _count(self, trigger: int, notes: list[Noted]) -> None:
        self._trigger = trigger
        if _TRIGGER in self._rows:
            self._show({_TRIGGER: trigger}, notes)

    def _show(self, values: Datum, notes: list[Noted]) -> None:
        """Show what holds now; of several signals, those that are there."""
        shown = {name: self._rows[name] for name in values if name in self._rows}
        if not shown:
            self._leave(next(iter(values)), notes)
        tags = {row.tag: meaning.theirs(values[name], notes)
                for name, rows in shown.items() for row, meaning in rows}
        self._image.set({name: value for name, value in tags.items() if value is not None})

    def _put(self, name: str, datum: Datum, notes: list[Noted]) -> None:
        if name in self._out:
            self._out[name].say(datum, notes)
        else:
            self._leave(name, notes)

    def _leave(self, name: str, notes: list[Noted]) -> None:
        """The map has no such signal, which is told once in each life."""
        if name not in self._unsaid:
            self._unsaid.add(name)
            notes.append(Noted("unsaid", f"{name}: the map has no row for it"))

    def _fill(self, effects: list[Effect]) -> None:
        for channel in self._out.values():
            steps = channel.fill()
            for tags in steps:
                self._image.set(tags)
            if steps and channel.blind:
                effects.append(Arm(f"{_HOLD}{channel.name}", self._options.hold))

    # What the host says

    def _hear(self, names: frozenset[str], effects: list[Effect]) -> None:
        for channel in self._in:
            notes: list[Noted] = []
            datum, tags = channel.written(names, self._image.values, notes)
            effects += notes
            if datum is not None:
                effects += self._heard(channel.name, datum)
            self._image.set(tags)

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


def _of(channel: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if channel in (row.signal.name, row.signal.channel)]


def _beat(row: Row, count: int) -> Value:
    if row.style == "toggle":
        return bool(count & 1) if row.kind == "bool" else count & 1
    return count & (0x7FFF if row.kind == "int16" else 0xFFFF)
