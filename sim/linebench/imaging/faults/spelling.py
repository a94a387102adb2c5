"""Lots and serial numbers with characters or of a length that they must not have.

Where the font of the printed text lacks a character there is a space, and a field of the text ends after 20
characters: so does the text of real printers.
"""

import random
import string

from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.faults.pieces import field_of, field_parameter, put, value_of
from linebench.imaging.faults.plausible import other_sign
from linebench.imaging.faults.writing import Writing
from linebench.product.identifiers import CHARSET_82

__all__ = ["FAULTS"]

_UMLAUTS = "ÄÖÜäöüß"
_OUTSIDE = "".join(sign for sign in map(chr, range(32, 127)) if sign not in CHARSET_82)
_SOURCE = "GS1 General Specifications, figure 7.11-1 (charset 82) and section 3.4"
_FIELD = field_parameter(3, low=3)


def _lower(writing: Writing, values: Values) -> None:
    """Of a value without capitals one character becomes a small letter."""
    ai = field_of(values)
    right = value_of(writing, ai)
    small = right.lower()
    put(writing, ai, small if small != right else _with_one_of(string.ascii_lowercase, right, writing.chance))


def _umlaut(writing: Writing, values: Values) -> None:
    ai = field_of(values)
    put(writing, ai, _with_one_of(_UMLAUTS, value_of(writing, ai), writing.chance))


def _outside(writing: Writing, values: Values) -> None:
    ai = field_of(values)
    put(writing, ai, _with_one_of(_OUTSIDE, value_of(writing, ai), writing.chance))


def _with_one_of(signs: str, right: str, chance: random.Random) -> str:
    """``right`` with one character replaced by one of ``signs``."""
    place = chance.randrange(len(right)) if right else 0
    return right[:place] + chance.choice(signs.replace(right[place:place + 1] or "\0", "")) + right[place + 1:]


def _long_lot(writing: Writing, values: Values) -> None:
    _lengthen(writing, "10", int(values["length"]))


def _long_serial(writing: Writing, values: Values) -> None:
    _lengthen(writing, "21", int(values["length"]))


def _lengthen(writing: Writing, ai: str, length: int) -> None:
    """With more characters of the same kind as its last."""
    right = value_of(writing, ai)
    last = right[-1:] or "0"
    put(writing, ai, right + "".join(other_sign(last, writing.chance) for _ in range(length - len(right))))


_LENGTH = Parameter("length", "characters", 21, 40, 21, "of the value; 20 are allowed", whole=True)

FAULTS = (
    CodeFault(
        id="charset_lower", plane="content",
        summary="Small letters in lot or serial: GS1 allows them, pack coding rules and the order do not.",
        parameters=(_FIELD,), verdict="reject", reason="charset error", write=_lower),
    CodeFault(
        id="charset_umlaut", plane="content",
        summary="A letter beyond ASCII in lot or serial.",
        parameters=(_FIELD,), verdict="reject", reason="charset error", source=_SOURCE, write=_umlaut),
    CodeFault(
        id="charset_outside", plane="content",
        summary="An ASCII character in lot or serial that GS1 charset 82 lacks.",
        parameters=(_FIELD,), verdict="reject", reason="charset error", source=_SOURCE, write=_outside),
    CodeFault(
        id="lot_too_long", plane="content",
        summary="The lot has more than 20 characters.",
        parameters=(_LENGTH,), verdict="reject", reason="length error", source=_SOURCE, write=_long_lot),
    CodeFault(
        id="serial_too_long", plane="content",
        summary="The serial number has more than 20 characters.",
        parameters=(_LENGTH,), verdict="reject", reason="length error", source=_SOURCE, write=_long_serial),
)
