"""A ring of slots in a tag table: its tags, and which tags a row of values fills."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from linebench.wire.side import Noted
from linebench.wire.tags.tag import Kind, Tag, Value

__all__ = ["COUNT", "ORDER", "Field", "Ring", "Row", "later"]

Row: TypeAlias = tuple[Value, ...]
COUNT = 0xFFFF
"""Counts of rings are 16 bits and begin anew after this."""
ORDER = 0xFFFF_FFFF
"""Order numbers are 32 bits and begin anew after this."""


def later(count: int, than: int, mask: int = COUNT) -> int:
    """How far ``count`` is ahead of ``than`` when both begin anew after ``mask``."""
    return (count - than) & mask


_RANGES: Mapping[Kind, tuple[int, int]] = {"int16": (-0x8000, 0x7FFF), "uint16": (0, 0xFFFF),
                                           "int32": (-0x8000_0000, 0x7FFF_FFFF), "uint32": (0, 0xFFFF_FFFF)}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One value of each slot; ``size``: room of a text in bytes."""

    name: str
    kind: Kind
    size: int = 0
    summary: str = ""


_MERGED = (
    Field(name="Order", kind="uint32", summary="runs on over all rings of the controller: sorts their rows"),
    Field(name="More", kind="bool", summary="the row with the next order number belongs to the same message"),
)


class Ring:
    """Slots that one end fills and the other reads, in a circle.

    ``name``: of its tags; ``size``: slots, a power of two; ``fields``: what a slot holds; ``by_host``: the host
    fills it; ``filled`` and ``read``: names of the two counts. A ring of one slot has tags without a number
    and is a mailbox. Slots that the controller fills also hold ``Order`` and ``More``, before the fields.
    """

    def __init__(self, name: str, size: int, fields: Sequence[Field], *, by_host: bool = False,
                 filled: str = "Produced", read: str = "Read") -> None:
        assert size & (size - 1) == 0, "the counts must begin anew where the slots do"
        self.name, self.size, self.by_host = name, size, by_host
        self.fields = tuple(fields) if by_host else (*_MERGED, *fields)
        self.filled, self.read = f"{name}.{filled}", f"{name}.{read}"
        self._names = tuple(tuple(f"{self._slot(number)}.{field.name}" for field in self.fields)
                            for number in range(size))

    def counts(self) -> tuple[Tag, Tag]:
        """The two counts, the filling end's first."""
        return (Tag(name=self.filled, kind="uint16", writable=self.by_host, summary=self._says("put in")),
                Tag(name=self.read, kind="uint16", writable=not self.by_host, summary=self._says("taken out")))

    def slots(self) -> tuple[Tag, ...]:
        """The tags of all slots."""
        return tuple(Tag(name=name, kind=field.kind, size=field.size, writable=self.by_host, summary=field.summary)
                     for names in self._names for name, field in zip(names, self.fields, strict=True))

    def names(self, count: int) -> tuple[str, ...]:
        """The tags of the slot of ``count``."""
        return self._names[count % self.size]

    def at(self, values: Mapping[str, Value], count: int) -> Row:
        """The row that lies in the slot of ``count``."""
        return tuple(values[name] for name in self._names[count % self.size])

    def order(self, values: Mapping[str, Value], count: int) -> tuple[int, bool]:
        """Order number and ``More`` of the row in the slot of ``count``; for rings that the controller fills."""
        names = self._names[count % self.size]
        return int(values[names[0]]), bool(values[names[1]])

    def put(self, count: int, row: Row) -> tuple[tuple[str, Value], ...]:
        """The tags that put ``row`` into the slot of ``count``."""
        return tuple(zip(self._names[count % self.size], row, strict=True))

    def fit(self, row: Row, notes: list[Noted]) -> Row | None:
        """The message's part of a row as it goes into the fields: texts are shortened to their room.

        ``None``: a number does not go in. Both are noted.
        """
        fields = self.fields[len(self.fields) - len(row):]
        for field, value in zip(fields, row, strict=True):
            low, high = _RANGES.get(field.kind, (0, 0))
            if high and not low <= int(value) <= high:
                notes.append(Noted("unsaid", f"{self.name}.{field.name} {value}; expected {low} to {high}"))
                return None
        return tuple(_shorten(self.name, field, str(value), notes) if field.kind == "string" else value
                     for field, value in zip(fields, row, strict=True))

    def _slot(self, number: int) -> str:
        return self.name if self.size == 1 else f"{self.name}[{number}]"

    def _says(self, what: str) -> str:
        if self.size == 1:
            return f"number of what was {what} last; any other number is news"
        return f"rows {what} since the start, modulo 65536; the row of count n lies in slot n modulo {self.size}"


def _shorten(ring: str, field: Field, text: str, notes: list[Noted]) -> str:
    data = text.replace("\0", " ").encode("utf-8", "replace")  # zeros end a text in registers
    kept = data[:field.size].decode("utf-8", "ignore")
    if kept != text:
        notes.append(Noted("shortened", f"{ring}.{field.name}: {text!r} became {kept!r}"))
    return kept
