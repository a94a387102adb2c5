"""Lines of Videojet text communications, both directions, no meaning: fields between bars, ended by CR."""

from collections.abc import Sequence

import msgspec

__all__ = ["Garbage", "Line", "LineDecoder", "encode_line"]

_BAR, _CR, _LF = "|", b"\r", b"\n"


class Line(msgspec.Struct, frozen=True):
    """One line. ``fields``: its word first; ``closed``: a bar stands behind the last one."""

    fields: tuple[str, ...]
    closed: bool

    @property
    def word(self) -> str:
        """What it says."""
        return self.fields[0]

    @property
    def values(self) -> tuple[str, ...]:
        """What stands behind its word."""
        return self.fields[1:]


class Garbage(msgspec.Struct, frozen=True):
    """A line that cannot be read. ``what``: ``garbage`` or ``oversized``; ``detail``: what was found."""

    what: str
    detail: str


def encode_line(word: str, values: Sequence[str] = ()) -> bytes:
    """A line in either direction; with values, a bar stands behind the last.

    Raises:
        ValueError: a value with a bar or CR in it, which no line can carry.

    """
    for value in values:
        if _BAR in value or "\r" in value:
            raise ValueError(f"{value!r} holds a bar or CR; expected neither inside a field")
    text = "".join(f"{field}{_BAR}" for field in (word, *values)) if values else word
    return text.encode() + _CR


class LineDecoder:
    """Lines out of a stream in pieces of any size. A CR alone says nothing, and an LF behind a CR is passed over.

    ``max_frame``: longest line in bytes; what is longer is told once and dropped up to its CR.
    """

    def __init__(self, max_frame: int) -> None:
        self._max = max_frame
        self._rest = bytearray()
        self._dropping = self._after_cr = False

    def feed(self, data: bytes) -> list[Line | Garbage]:
        """The lines that ``data`` completes."""
        found: list[Line | Garbage] = []
        *ended, rest = data.split(_CR)
        for piece in ended:
            self._add(piece, found)
            self._end(found)
        self._add(rest, found)
        return found

    def _add(self, piece: bytes, found: list[Line | Garbage]) -> None:
        if not piece:
            return
        if self._after_cr and piece.startswith(_LF):
            piece = piece[1:]
        self._after_cr = False
        room = self._max - len(self._rest)
        if len(piece) > room and not self._dropping:
            self._dropping = True
            found.append(Garbage("oversized", f"found a line of more than {self._max} bytes"))
        if not self._dropping:
            self._rest += piece

    def _end(self, found: list[Line | Garbage]) -> None:
        data, dropping = bytes(self._rest), self._dropping
        self._rest.clear()
        self._dropping, self._after_cr = False, True
        if data and not dropping:
            found.append(_line(data))


def _line(data: bytes) -> Line | Garbage:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Garbage("garbage", f"found {data[:40]!r}; expected UTF-8")
    closed = text.endswith(_BAR)
    return Line(tuple((text[:-1] if closed else text).split(_BAR)), closed)
