"""What a value in a tag means: words, factor and room of one row of the map."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from linebench.wire.mapped.names import Row
from linebench.wire.side import Noted
from linebench.wire.tags.tag import Kind, Value

__all__ = ["RANGES", "Meaning"]

RANGES: Mapping[Kind, tuple[int, int]] = MappingProxyType({
    "bool": (0, 1), "int16": (-0x8000, 0x7FFF), "uint16": (0, 0xFFFF), "int32": (-0x8000_0000, 0x7FFF_FFFF),
    "uint32": (0, 0xFFFF_FFFF)})
"""Least and greatest number of each kind that holds whole ones."""


class Meaning:
    """Turns our values into those of one tag, and back. What cannot be turned is noted and ``None``."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._theirs = dict(_words(row))
        self._ours: dict[Value, Value] = {theirs: ours for ours, theirs in self._theirs.items()}

    def theirs(self, ours: Value, notes: list[Noted]) -> Value | None:
        """The value for the tag. A text is shortened to its room, which is noted."""
        if self._theirs:
            if ours not in self._theirs:
                notes.append(Noted("unsaid", f"{self._label}: the map has no word for {ours!r}"))
            return self._theirs.get(ours)
        if self._row.kind == "string":
            return self._shortened(str(ours), notes)
        if self._row.signal.domain == "count":
            return int(ours) & RANGES[self._row.kind][1]  # begins anew behind the greatest
        number = Fraction(int(ours)) / self._row.scale
        if self._row.kind == "float":
            return float(number)
        return self._fitting(round(number), ours, notes)

    def ours(self, theirs: Value, notes: list[Noted]) -> Value | None:
        """What the value in the tag says."""
        if self._theirs:
            if theirs not in self._ours:
                known = ", ".join(f"{theirs} {ours}" for theirs, ours in self._ours.items())
                notes.append(Noted("refused", f"{self._label} {theirs!r}; expected one of {known}"))
            return self._ours.get(theirs)
        domain = self._row.signal.domain
        if domain == "text":
            return str(theirs)
        if domain == "bool":
            return bool(theirs)
        try:
            return round(Fraction(theirs) * self._row.scale)
        except (ValueError, OverflowError):  # a float may be no number, or none that ends
            notes.append(Noted("refused", f"{self._label} {theirs!r}; expected a number"))
            return None

    @property
    def _label(self) -> str:
        return self._row.label

    def _fitting(self, number: int, ours: Value, notes: list[Noted]) -> Value | None:
        low, high = RANGES[self._row.kind]
        if not low <= number <= high:
            notes.append(Noted("unsaid", f"{self._label} {ours}; {self._row.kind} holds {low} to {high}"))
            return None
        return bool(number) if self._row.kind == "bool" else number

    def _shortened(self, text: str, notes: list[Noted]) -> str:
        data = text.replace("\0", " ").encode("utf-8", "replace")  # zeros end a text in registers
        kept = data[:self._row.size].decode("utf-8", "ignore")
        if kept != text:
            notes.append(Noted("shortened", f"{self._label}: {text!r} became {kept!r}"))
        return kept


def _words(row: Row) -> Mapping[Value, Value]:
    """Theirs by ours: as the map says, else our own numbers or words; empty: values are not words."""
    signal, kind = row.signal, row.kind
    if row.words:
        found = {_our(row, ours): _their(kind, theirs) for theirs, ours in row.words}
        return found if signal.domain not in ("word", "text") else {"": _none(kind), **found}
    if signal.domain != "word":
        return {}
    if kind == "string":
        return {word: word for word in ("", *signal.words)}
    return {word: number for number, word in enumerate(("", *signal.words))}


def _none(kind: Kind) -> Value:
    """What stands for no word."""
    return _their(kind, "" if kind == "string" else "0")


def _our(row: Row, text: str) -> Value:
    readers: Mapping[str, Callable[[str], Value]] = {"number": int, "bool": lambda word: word == "true"}
    return readers.get(row.signal.domain, str)(text)


def _their(kind: Kind, text: str) -> Value:
    return text if kind == "string" else int(text) != 0 if kind == "bool" else int(text)
