"""A map as it was read: its rows, the tags they make, and the file again."""

import csv
import io
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.mapped.signals import WIRE, Signal
from linebench.wire.tags.address_text import Address, Protocol, is_bit
from linebench.wire.tags.tag import Kind, Tag, TagTable

__all__ = ["COLUMNS", "NameMap", "Row", "Style"]

COLUMNS = ("wire", "signal", "name", "address", "type", "order", "scale", "style", "answer", "words")
"""Of a map, in the order in which it is written."""

Style: TypeAlias = Literal["level", "edge", "toggle", "counter"]
_PLAIN = re.compile(r"[^\s'\"\\=]*")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One signal in one protocol. ``line``: in the file; ``scale``: their value times this is ours; ``words``:
    theirs, ours.
    """

    line: int
    signal: Signal
    name: str
    address: Address
    kind: Kind
    size: int = 0
    order: Literal["", "big", "little"] = ""
    scale: Fraction = Fraction(1)
    style: Style = "level"
    answer: Address | None = None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def protocol(self) -> Protocol:
        """That has it."""
        return self.address.protocol

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name or self.signal.name

    @property
    def tag(self) -> str:
        """The name of its tag in the image."""
        return f"{self.protocol}:{self.signal.name}"

    @property
    def answer_tag(self) -> str:
        """The name of the tag of the answer; empty: there is none."""
        return f"{self.tag} answer" if self.answer is not None else ""

    @property
    def answer_kind(self) -> Kind:
        """As the strobe has it, but where the address holds a bit alone."""
        return "bool" if self.answer is not None and is_bit(self.answer) else self.kind

    def tags(self) -> Iterator[Tag]:
        """Its tags."""
        signal = self.signal
        yield Tag(name=self.tag, kind=self.kind, size=self.size, writable=signal.by_host, order=self.order,
                  at=(self.address.text,), label=self.label, summary=signal.name)
        if self.answer is not None:
            yield Tag(name=self.answer_tag, kind=self.answer_kind, writable=not signal.by_host, order=self.order,
                      at=(self.answer.text,), label=f"{self.label} answer", summary=f"answer to {signal.name}")


class NameMap(msgspec.Struct, frozen=True):
    """A map of signals. ``file``: as the reader typed it."""

    file: str
    rows: tuple[Row, ...]
    wire: str = WIRE

    @property
    def protocols(self) -> frozenset[str]:
        """Those that have at least one signal."""
        return frozenset(row.protocol for row in self.rows)

    def table(self) -> TagTable:
        """The tags, each where the map says."""
        return TagTable(tuple(tag for row in self.rows for tag in row.tags()))

    def text(self) -> str:
        """The map as a file, which reads as this one does."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(self.wire, row) for row in self.rows)
        return text.getvalue()


def _cells(wire: str, row: Row) -> tuple[str, ...]:
    kind = f"string[{row.size}]" if row.kind == "string" else row.kind
    scale = "" if row.scale == 1 else _factor(row.scale)
    style = row.style if row.signal.domain in ("strobe", "beat") else ""
    words = " ".join(f"{_quoted(theirs)}={_quoted(ours)}" for theirs, ours in row.words)
    return (wire, row.signal.name, row.name, row.address.text, kind, row.order, scale, style,
            row.answer.text if row.answer is not None else "", words)


def _factor(scale: Fraction) -> str:
    """A factor as a decimal number where it is one."""
    decimal = f"{float(scale):.12f}".rstrip("0").rstrip(".")
    return decimal if Fraction(decimal) == scale else str(scale)


def _quoted(word: str) -> str:
    """A word as ``shlex`` reads it."""
    return word if _PLAIN.fullmatch(word) else "'" + word.replace("'", "'\"'\"'") + "'"
