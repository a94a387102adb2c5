"""An element string in pieces that fit together again, however wrong it is; and the text beside the code.

Content faults work on these: unlike a reader, they must be able to handle what an earlier fault has spoilt.
"""

from collections.abc import Iterable
from typing import NamedTuple

from linebench.imaging.faults.kind import FaultError, Parameter, Values
from linebench.imaging.faults.writing import Writing
from linebench.product.elements import SEPARATOR
from linebench.product.identifiers import CHARSET_82, IDENTIFIERS

__all__ = ["FIELDS", "Piece", "arranged", "field_of", "field_parameter", "joined", "pieces", "put", "put_text",
           "text_value", "value_of"]

FIELDS = ("01", "17", "10", "21")
"""What the parameter ``field`` counts, from 1: GTIN, expiry, lot and serial, in the order of the code."""

_AI_LENGTHS = (2, 3, 4)
_TEXT_ROOM = 20
"""Characters that a field of the printed text has room for: the longest lot and serial that GS1 allows."""


class Piece(NamedTuple):
    """One element: identifier, value, and the separator behind it if there is one. ``ai`` is empty when unknown."""

    ai: str
    value: str
    tail: str = ""


def pieces(content: str) -> list[Piece]:
    """``content`` cut into its elements; from where it makes no sense any more it stays in one piece."""
    found: list[Piece] = []
    while content:
        piece = _first(content)
        found.append(piece)
        content = content[len(piece.ai) + len(piece.value) + len(piece.tail):]
    return found


def _first(content: str) -> Piece:
    row = next((IDENTIFIERS[content[:n]] for n in _AI_LENGTHS if content[:n] in IDENTIFIERS), None)
    if row is None:
        return Piece("", content)
    rest = content[len(row.ai):]
    value = rest.partition(SEPARATOR)[0] if row.separated else rest[:row.longest]
    return Piece(row.ai, value, SEPARATOR if rest[len(value):].startswith(SEPARATOR) else "")


def joined(parts: Iterable[Piece]) -> str:
    """The element string that ``pieces`` cut."""
    return "".join(each.ai + each.value + each.tail for each in parts)


def arranged(parts: Iterable[Piece]) -> str:
    """The element string of ``parts`` in a new order, with separators where they belong."""
    bare = joined(Piece(each.ai, each.value, SEPARATOR if _separated(each.ai) else "") for each in parts)
    return bare.removesuffix(SEPARATOR)


def _separated(ai: str) -> bool:
    return ai not in IDENTIFIERS or IDENTIFIERS[ai].separated


def value_of(writing: Writing, ai: str) -> str:
    """The first value of ``ai`` in the code.

    Raises:
        FaultError: the code has none.

    """
    for each in pieces(writing.content):
        if each.ai == ai:
            return each.value
    raise FaultError(f"{writing.content!r} has no ({ai}) that could be wrong; "
                     f"expected a code with ({ai}), not spoilt by another fault")


def put(writing: Writing, ai: str, value: str) -> None:
    """Let code and text both say ``value`` for ``ai``, as when the data sent to the printer are wrong."""
    parts = pieces(writing.content)
    place = next((number for number, each in enumerate(parts) if each.ai == ai), None)
    if place is not None:
        parts[place] = parts[place]._replace(value=value)
        writing.content = joined(parts)
    put_text(writing, ai, value)


def put_text(writing: Writing, ai: str, value: str) -> None:
    """Let the text say ``value`` for ``ai``, as far as its field and its font go.

    A field has room for 20 characters; for a character that the font lacks the printer leaves a space.
    """
    printed = "".join(sign if sign in CHARSET_82 else " " for sign in value[:_TEXT_ROOM])
    head = f"({ai})"
    lines = writing.text.split("\n")
    writing.text = "\n".join(head + printed if line.startswith(head) else line for line in lines)


def text_value(writing: Writing, ai: str) -> str:
    """What the text says for ``ai``.

    Raises:
        FaultError: nothing.

    """
    head = f"({ai})"
    for line in writing.text.split("\n"):
        if line.startswith(head):
            return line.removeprefix(head)
    raise FaultError(f"text {writing.text!r} has no ({ai}) that could be wrong; expected one")


def field_parameter(default: int, low: int = 1, name: str = "field") -> Parameter:
    """The parameter that chooses a field."""
    known = ("1 GTIN", "2 expiry", "3 lot", "4 serial")
    return Parameter(name, "fields", low, len(known), default, f"which: {', '.join(known[low - 1:])}", whole=True)


def field_of(values: Values, name: str = "field") -> str:
    """The application identifier of the chosen field."""
    return FIELDS[int(values[name]) - 1]
