"""What the ends of mapped wires share: everything but what signals mean."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.mapped.channel import Datum, InChannel, OutChannel
from linebench.wire.mapped.names import NameMap, Row
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.signals import Vocabulary
from linebench.wire.mapped.values import Meaning
from linebench.wire.rings.beat import Beat, Watch
from linebench.wire.side import Arm, Effect, Noted
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value

__all__ = ["MappedEnd"]

_BEAT, _WATCH, _HOLD = "beat", "watch", "hold "
_COUNT, _BIT = "count", "bit"


class MappedEnd(ABC):
    """A ``TagFace`` on the tags of a map.

    What a host writes in one request counts in this order: heartbeat, answers, levels, then channels in the order
    of the vocabulary. A start of whoever shows the tags keeps what hosts wrote and takes none of it for news.
    """

    def __init__(self, names: NameMap, words: Vocabulary, options: MappedOptions, beats: tuple[str, str],
                 peer: str) -> None:
        """``beats``: the heartbeat that it shows and the one that its host writes; ``peer``: the host's seat."""
        self.table = names.table()
        self._options, self._peer = options, peer
        self._mine, self._theirs = beats
        self._rows: dict[str, list[tuple[Row, Meaning]]] = {}
        for row in names.rows:
            self._rows.setdefault(row.signal.name, []).append((row, Meaning(row)))
        self._out = {channel.name: OutChannel(channel, rows, options.held) for channel in words.channels.values()
                     if not channel.by_host and (rows := _of(channel.name, names.rows))}
        self._in = [InChannel(channel, [row for row in rows if row.protocol == protocol])
                    for channel in words.channels.values()
                    if channel.by_host and (rows := _of(channel.name, names.rows))
                    for protocol in dict.fromkeys(row.protocol for row in rows)]
        self._levels = {row.tag: row.signal.name for row in names.rows if row.signal.by_host
                        and not row.signal.channel and row.signal.domain not in ("strobe", "beat")}
        self._forget()

    def attach(self, image: TagImage) -> None:
        """See ``TagFace``."""
        self._image = image
        self.restart()

    def restart(self) -> None:
        """Whoever shows the tags starts: its own have their first values, those of hosts stay."""
        self._forget()
        initial = self.table.initial()
        self._image.set({tag.name: initial[tag.name] for tag in self.table if not tag.writable})
        for said in self._out.values():
            self._image.set(said.restart(self._image.values))
        for heard in self._in:
            self._image.set(heard.restart(self._image.values))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""
        effects: list[Effect] = [*self._live()]
        notes: list[Noted] = []
        effects += self._say(message, notes)
        effects += notes
        self._fill(effects)
        return effects

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """See ``TagFace``."""
        effects: list[Effect] = []
        values = self._image.values
        beat = [row.tag for row, _ in self._rows.get(self._theirs, ())]
        if not names.isdisjoint(beat):
            effects += self._watch.seen(tuple(values[name] for name in beat))
        notes: list[Noted] = []
        for channel in self._out.values():
            self._image.set(channel.written(names, values, notes))
        effects += notes
        self._fill(effects)
        changed = {self._levels[name] for name in names if name in self._levels}
        if changed:
            effects += self._held(changed)
        self._hear(names, effects)
        return effects

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``TagFace``."""
        if name == _WATCH and self._watch.here:
            return (*self._watch.expired(), *self._deserted())
        if name == _BEAT:
            return self._beats()
        effects: list[Effect] = []
        channel = self._out.get(name.removeprefix(_HOLD))
        if channel is not None:
            channel.released()
            self._fill(effects)
        return effects

    # What a wire adds

    @abstractmethod
    def _say(self, message: Message, notes: list[Noted]) -> Sequence[Effect]:
        """Show what is said."""

    @abstractmethod
    def _heard(self, name: str, datum: Datum) -> Sequence[Effect]:
        """The host said this by channel ``name``."""

    def _held(self, signals: set[str]) -> Sequence[Effect]:  # noqa: ARG002  # some wires have channels alone
        """The host wrote these signals, which hold until it writes them again."""
        return ()

    def _deserted(self) -> Sequence[Effect]:
        """The host's heart stands still."""
        return ()

    # What is the same for all

    def _forget(self) -> None:
        options = self._options
        self._beat = Beat(_BEAT, options.beat_every, (_COUNT, _BIT))
        self._watch = Watch(_WATCH, self._peer, options.beat_within)
        self._living = False
        self._unsaid: set[str] = set()

    def _live(self) -> Sequence[Effect]:
        """Let the heart beat, unless it does."""
        if self._living:
            return ()
        self._living = True
        return self._beats()

    def _beats(self) -> Sequence[Effect]:
        if self._mine not in self._rows:
            return ()
        tags, timer = self._beat.next()
        count = int(dict(tags)[_COUNT])
        self._image.set({row.tag: _beat(row, count) for row, _ in self._rows[self._mine]})
        return (timer,)

    def _ours(self, signal: str, notes: list[Noted]) -> Value | None:
        """What a signal that the host writes says now, in the first protocol that has it; ``None``: nothing."""
        row, meaning = self._rows.get(signal, ((None, None),))[0]
        return None if row is None or meaning is None else meaning.ours(self._image.values[row.tag], notes)

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

    def _hear(self, names: frozenset[str], effects: list[Effect]) -> None:
        for channel in self._in:
            notes: list[Noted] = []
            datum, tags = channel.written(names, self._image.values, notes)
            effects += notes
            if datum is not None:
                effects += self._heard(channel.name, datum)
            self._image.set(tags)


def _of(channel: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if channel in (row.signal.name, row.signal.channel)]


def _beat(row: Row, count: int) -> Value:
    if row.style == "toggle":
        return bool(count & 1) if row.kind == "bool" else count & 1
    return count & (0x7FFF if row.kind == "int16" else 0xFFFF)
