"""How a code is put on a pack: carrier and encoding, as words for records and as what a camera answers to."""

from typing import TypeAlias

import msgspec

__all__ = ["PLAIN", "Marking", "Option", "read_marking"]

Option: TypeAlias = int | str | tuple[int, int]
"""A number, a word, or rows and columns."""


class Marking(msgspec.Struct, frozen=True, gc=False):
    """Carrier and options of its encoder. With the content, it says which symbol stands on a pack.

    ``carrier``: name of the carrier. ``options``: keyword options of its encoder, such as ``("wrong", 3)``.
    """

    carrier: str = "gs1-datamatrix"
    options: tuple[tuple[str, Option], ...] = ()

    def __str__(self) -> str:
        """``gs1-datamatrix wrong=3``: as records write it."""
        return " ".join((self.carrier, *(f"{name}={_written(value)}" for name, value in self.options)))


PLAIN = Marking()
"""GS1 DataMatrix, square, as small as the content allows, without errors."""


def read_marking(text: str) -> Marking:
    """The marking that ``str`` wrote; an empty text is ``PLAIN``."""
    if not text:
        return PLAIN
    carrier, *pairs = text.split(" ")
    options = (pair.partition("=") for pair in pairs)
    return Marking(carrier, tuple((name, _read(value)) for name, _, value in options))


def _written(value: Option) -> str:
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _read(text: str) -> Option:
    if text.isdecimal():
        return int(text)
    rows, cross, columns = text.partition("x")
    return (int(rows), int(columns)) if cross and rows.isdecimal() and columns.isdecimal() else text
