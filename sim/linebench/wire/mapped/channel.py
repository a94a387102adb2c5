"""Channels on tags: what is said waits here until its turn, what is heard is read from its tags."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from linebench.wire.mapped.handshake import Writer, reader, writer
from linebench.wire.mapped.names import Row
from linebench.wire.mapped.signals import Channel
from linebench.wire.mapped.values import RANGES, Meaning
from linebench.wire.side import Noted
from linebench.wire.tags.tag import Value

__all__ = ["Datum", "InChannel", "OutChannel"]

Datum: TypeAlias = Mapping[str, Value]
"""Our values by signal."""


class OutChannel:
    """What the PLC says by one channel, in every protocol that has it; whoever answers first answers for all.

    ``rows``: of the strobe and the fields; without a strobe what is there holds.
    """

    def __init__(self, channel: Channel, rows: Sequence[Row], held: int) -> None:
        self.name = channel.name
        self._held = held
        self._strobes = [row for row in rows if row.signal.domain == "strobe"]
        self._fields = [(row, Meaning(row)) for row in rows if row.signal.domain != "strobe"]
        self._answers = {row.answer_tag: row for row in self._strobes if row.answer_tag}
        self._writer = self._new()
        self._waiting: deque[Mapping[str, Value]] = deque()

    @property
    def fields(self) -> frozenset[str]:
        """The tags of its data."""
        return frozenset(row.tag for row, _ in self._fields)

    @property
    def shown(self) -> frozenset[str]:
        """The tags of its strobe, without one those of its data: they say what stands."""
        return frozenset(row.tag for row in self._strobes) or self.fields

    @property
    def blind(self) -> bool:
        """Whether a datum stands that nobody will answer; ``released`` says when it stood long enough."""
        return self._writer.blind

    def restart(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Forget everything and begin with the answers as they are; the tags to set."""
        self._waiting.clear()
        self._writer = self._new()
        self._writer.adopt(int(values[next(iter(self._answers))]) if self._answers else 0)
        return self._shown() if self._writer.strobe else {}

    def stand(self, values: Mapping[str, Value]) -> tuple[Mapping[str, Value], int]:
        """Forget everything and begin with strobe and answers as they are; the tags to set, and how many data that
        waited are dropped.
        """
        dropped = len(self._waiting)
        self._waiting.clear()
        self._writer = self._new()
        if not self._strobes:
            return {}, dropped
        shown, row = int(values[self._strobes[0].tag]), self._strobes[0]
        answer = int(values[next(iter(self._answers))]) if self._answers else 0
        self._writer.stand(shown if row.style == "counter" else int(bool(shown)), answer)
        return self._shown(), dropped

    def say(self, datum: Datum, notes: list[Noted]) -> None:
        """Add one. What cannot be said in some protocol is not said at all, which is noted."""
        tags = {row.tag: meaning.theirs(datum[row.signal.name], notes) for row, meaning in self._fields}
        values = {name: value for name, value in tags.items() if value is not None}
        if len(values) < len(tags):
            return
        if len(self._waiting) >= self._held:
            self._waiting.popleft()
            notes.append(Noted("overrun", f"{self._label}: {self._held} wait for an answer; the oldest is dropped"))
        self._waiting.append(values)

    def fill(self) -> list[Mapping[str, Value]]:
        """Put the next datum if it is its turn: the tags to set, the strobe in a step of its own behind them."""
        if not self._waiting or not self._writer.free:
            return []
        data = self._waiting.popleft()
        self._writer.put()
        return [data, self._shown()]

    def written(self, names: Collection[str], values: Mapping[str, Value],
                notes: list[Noted]) -> Mapping[str, Value]:
        """A host wrote these tags, maybe answers; the tags to set."""
        before = self._writer.strobe
        for name, row in self._answers.items():
            if name in names and (note := self._writer.answered(int(values[name]))):
                notes.append(Noted("handshake", f"{row.label} {note}"))
        return self._shown() if self._writer.strobe != before else {}

    def released(self) -> None:
        """What nobody answers stood long enough. What has been answered since, or waits for it, does not mind."""
        if self._writer.blind:
            self._writer.released()

    @property
    def _label(self) -> str:
        return self._strobes[0].label if self._strobes else self.name

    def _new(self) -> Writer:
        style = self._strobes[0].style if self._strobes else "level"
        last = min((RANGES[kind][1] for row in self._strobes for kind in (row.kind, row.answer_kind)), default=1)
        return writer(style, last, answers=bool(self._answers))

    def _shown(self) -> Mapping[str, Value]:
        return {row.tag: _as(row.kind, self._writer.strobe) for row in self._strobes}


class InChannel:
    """What a host says by one channel in one protocol."""

    def __init__(self, channel: Channel, rows: Sequence[Row]) -> None:
        self.name = channel.name
        self._strobe = next((row for row in rows if row.signal.domain == "strobe"), None)
        self._fields = [(row, Meaning(row)) for row in rows if row.signal.domain != "strobe"]
        self._names = frozenset(row.tag for row in rows)
        self._forget()

    def restart(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Begin with what a host wrote before; the tags to set."""
        self._forget()
        self._reader.adopt(self._shown(values), self._data(values))
        return self._answer()

    def written(self, names: Collection[str], values: Mapping[str, Value],
                notes: list[Noted]) -> tuple[Datum | None, Mapping[str, Value]]:
        """A host wrote these tags: the datum that it says, if it says one, and the tags to set."""
        if self._names.isdisjoint(names):
            return None, {}
        seen = self._reader.seen(self._shown(values), self._data(values))
        if seen.note:
            notes.append(Noted("handshake", f"{self._label} {seen.note}"))
        return self._datum(values, notes) if seen.news else None, self._answer()

    def _forget(self) -> None:
        self._reader = reader(self._strobe.style if self._strobe is not None else "level")

    @property
    def _label(self) -> str:
        return self._strobe.label if self._strobe is not None else self.name

    def _shown(self, values: Mapping[str, Value]) -> int:
        if self._strobe is None:
            return 1
        number = int(values[self._strobe.tag])
        return number if self._strobe.style == "counter" else int(bool(number))

    def _data(self, values: Mapping[str, Value]) -> tuple[Value, ...]:
        return tuple(values[row.tag] for row, _ in self._fields)

    def _datum(self, values: Mapping[str, Value], notes: list[Noted]) -> Datum | None:
        read = {row.signal.name: meaning.ours(values[row.tag], notes) for row, meaning in self._fields}
        found = {name: value for name, value in read.items() if value is not None}
        return found if len(found) == len(read) else None

    def _answer(self) -> Mapping[str, Value]:
        row = self._strobe
        if row is None or not row.answer_tag:
            return {}
        return {row.answer_tag: _as(row.answer_kind, self._reader.answer)}


def _as(kind: str, number: int) -> Value:
    return bool(number) if kind == "bool" else number
