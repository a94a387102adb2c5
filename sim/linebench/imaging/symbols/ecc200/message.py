"""Data codewords to text: all encodations of ISO/IEC 16022:2006 5.2, also those that our own symbols never use."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from linebench.imaging.symbols.ecc200.alphabets import (
    C40,
    C40_LATCH,
    FNC1,
    FNC1_CODEWORD,
    GS,
    PAD,
    TEXT,
    TEXT_LATCH,
    UNLATCH,
    UPPER_SHIFT,
)

__all__ = ["Message", "message"]

_BASE256, _APPEND, _PROGRAMMING, _MACRO5, _MACRO6, _X12, _EDIFACT, _ECI = 231, 233, 234, 236, 237, 238, 240, 241
_HALF, _PAIR, _PAIRS = 128, 130, 100
_APPEND_LENGTH = 3
_MACROS = {_MACRO5: "[)>\x1e05\x1d", _MACRO6: "[)>\x1e06\x1d"}
_MACRO_END = "\x1e\x04"
_X12_SIGNS = "\r*> 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EDIFACT_END = 0b011111
_ECI_LENGTHS = ((127, 1), (191, 2), (255, 3))
_LONG_FIELD = 249
_BASE256_TURN = 255


class Message(NamedTuple):
    """A text, and whether the FNC1 that marks GS1 data led it."""

    content: str
    gs1: bool


class _BrokenError(ValueError):
    """Codewords without meaning."""


def message(data: bytes) -> Message | None:
    """What data codewords, right ones, say; ``None`` when they break the rules of their encodation."""
    reading = _Reading(data)
    try:
        signs = "".join(reading.signs())
    except (_BrokenError, IndexError):
        return None
    gs1 = signs.startswith(FNC1)
    return Message(signs[gs1:].replace(FNC1, GS) + reading.end, gs1)


class _Reading:
    """The codewords with a place in them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._upper = 0
        self.end = ""

    def _next(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    @property
    def _left(self) -> int:
        return len(self._data) - self._at

    def signs(self) -> Iterator[str]:
        """Pieces of text, FNC1 as itself."""
        while self._left:
            codeword = self._next()
            if codeword == PAD:
                return
            yield from self._ascii(codeword)

    def _ascii(self, codeword: int) -> Iterable[str]:
        if 0 < codeword <= _HALF:
            sign = chr(codeword - 1 + self._upper)
            self._upper = 0
            return sign
        if _PAIR <= codeword < _PAIR + _PAIRS:
            return f"{codeword - _PAIR:02d}"
        return self._special(codeword)

    def _special(self, codeword: int) -> Iterable[str]:
        if codeword == FNC1_CODEWORD:
            return FNC1
        if codeword == UPPER_SHIFT:
            self._upper = _HALF
            return ""
        if codeword in _MACROS and self._at == 1:
            self.end = _MACRO_END
            return _MACROS[codeword]
        if codeword in (_APPEND, _PROGRAMMING, _ECI):
            return self._skipped(codeword)
        return self._latched(codeword)

    def _skipped(self, codeword: int) -> str:
        """Instructions to the reader, which are no data. ECI is taken as Latin-1 all the same."""
        if codeword == _APPEND:
            self._at += _APPEND_LENGTH
        elif codeword == _ECI:
            first = self._next()
            self._at += next(length for last, length in _ECI_LENGTHS if first <= last) - 1
        return ""

    def _latched(self, codeword: int) -> Iterable[str]:
        if codeword == C40_LATCH:
            return _shifted(self._values(), _SIGNS[C40_LATCH])
        if codeword == TEXT_LATCH:
            return _shifted(self._values(), _SIGNS[TEXT_LATCH])
        if codeword == _X12:
            return (_X12_SIGNS[value] for value in self._values())
        if codeword == _EDIFACT:
            return self._edifact()
        if codeword == _BASE256:
            return self._base256()
        raise _BrokenError(codeword)

    def _values(self) -> Iterator[int]:
        """Values of C40, Text or X12 up to the unlatch, or to where no two codewords are left."""
        while self._left > 1:
            high = self._next()
            if high == UNLATCH:
                return
            number = 256 * high + self._next() - 1
            yield from (number // 1600, number // 40 % 40, number % 40)
        if self._left and self._data[self._at] == UNLATCH:
            self._at += 1

    def _edifact(self) -> Iterator[str]:
        while self._left > 2:  # noqa: PLR2004 - fewer than three codewords are ASCII again (5.2.8.2)
            three = self._data[self._at:self._at + 3]
            number = int.from_bytes(three, "big")
            for place in range(4):
                value = number >> 18 - 6 * place & 0b111111
                if value == _EDIFACT_END:
                    self._at += min(place + 1, 3)
                    return
                yield chr(value if value & 0b100000 else value | 0b1000000)
            self._at += 3

    def _base256(self) -> Iterator[str]:
        length = self._bytewise()
        if length > _LONG_FIELD:
            length = 250 * (length - _LONG_FIELD) + self._bytewise()
        for _ in range(length or self._left):
            yield chr(self._bytewise())

    def _bytewise(self) -> int:
        codeword = self._next()
        return (codeword - (149 * self._at % _BASE256_TURN + 1)) % 256


def _shifted(values: Iterable[int], signs: Mapping[tuple[int, ...], str]) -> Iterator[str]:
    """The characters of C40 or Text values; what is begun and not ended is a fill and says nothing."""
    begun: tuple[int, ...] = ()
    for value in values:
        begun = (*begun, value)
        sign = signs.get(begun)
        if sign is not None:
            yield sign
            begun = ()
        elif begun not in _BEGINNINGS:
            raise _BrokenError(begun)


_SIGNS = {latch: {values: sign for sign, values in table.items()}
          for latch, table in ((C40_LATCH, C40), (TEXT_LATCH, TEXT))}
_BEGINNINGS = frozenset(values[:length] for table in (C40, TEXT) for values in table.values()
                        for length in range(1, len(values)))
