"""What a ZPL printer says: status, identification, alerts and values. Bytes to values and back, no meaning."""

import re
from typing import TypeAlias

import msgspec

__all__ = ["Block", "Errors", "HostStatus", "Line", "Quoted", "Reply", "ReplyStream", "Spoiled", "encode_block",
           "encode_line", "encode_quoted"]

_STX, _ETX = b"\x02", b"\x03"
_HS_FIRST, _HS_SECOND = 12, 11
_NUMBER = re.compile("[0-9]{1,12}")
_HEX = re.compile(r"(ERRORS|WARNINGS):\s*([01])\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})")


class Block(msgspec.Struct, frozen=True, gc=False):
    """Text between STX and ETX."""

    text: str


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is in no block, such as an alert or a row of the alert table."""

    text: str


class Quoted(msgspec.Struct, frozen=True, gc=False):
    """The answer to a ``getvar``."""

    text: str


class Spoiled(msgspec.Struct, frozen=True, gc=False):
    """``size`` bytes that were too long for an answer and are lost."""

    size: int


Reply: TypeAlias = Block | Line | Quoted | Spoiled


def encode_block(text: str) -> bytes:
    """A block with its line end."""
    return _STX + text.encode("latin-1", "replace") + _ETX + b"\r\n"


def encode_line(text: str) -> bytes:
    """A line with its end."""
    return text.encode("latin-1", "replace") + b"\r\n"


def encode_quoted(text: str) -> bytes:
    """The answer to a ``getvar``, which has no line end."""
    return b'"' + text.replace('"', "'").encode("latin-1", "replace") + b'"'


class ReplyStream:
    """Reads answers from pieces of any size; ``longest``: bytes of one that are kept at most."""

    def __init__(self, longest: int = 4096) -> None:
        self._longest = longest
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        """What ``data`` completes, in order."""
        self._rest += data
        found: list[Reply] = []
        while (reply := self._next()) is not None:
            if reply != Line(""):
                found.append(reply)
        return found

    def _next(self) -> Reply | None:
        rest = self._rest
        del rest[:len(rest) - len(rest.lstrip(b"\0\r\n "))]
        if not rest:
            return None
        first = bytes(rest[:1])
        end, skip = {_STX: (_ETX, 1), b'"': (b'"', 1)}.get(first, (b"\n", 0))
        at = rest.find(end, skip, self._longest)
        if at < 0:
            return self._spoiled()
        text = bytes(rest[skip:at]).decode("latin-1")
        del rest[:at + 1]
        if not skip:
            return Line(text.rstrip("\r\0 "))
        return Block(text) if first == _STX else Quoted(text)

    def _spoiled(self) -> Reply | None:
        if len(self._rest) < self._longest:
            return None
        del self._rest[:self._longest]
        return Spoiled(self._longest)


class HostStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The three lines of ``~HS``; names after the fields' letters in the guide."""

    communication: int = 30
    paper_out: bool = False
    paused: bool = False
    length: int = 1245
    """Label length in dots."""
    formats: int = 0
    """Formats in the receive buffer behind the one that is printed."""
    buffer_full: bool = False
    partial: bool = False
    under_temp: bool = False
    over_temp: bool = False
    head_up: bool = False
    ribbon_out: bool = False
    remaining: int = 0
    """Labels left in the batch that is printed."""
    mode: str = "4"
    stored: int = 0

    def blocks(self) -> tuple[str, str, str]:
        """Its lines, each the text of a block."""
        flags = [f"{flag:d}" for flag in (self.under_temp, self.over_temp)]
        first = [f"{self.communication:03d}", f"{self.paper_out:d}", f"{self.paused:d}", f"{self.length:04d}",
                 f"{min(self.formats, 999):03d}", f"{self.buffer_full:d}", "0", f"{self.partial:d}", "000", "0",
                 *flags]
        second = ["001", "0", f"{self.head_up:d}", f"{self.ribbon_out:d}", "1", self.mode, "4", "0",
                  f"{self.remaining:08d}", "1", f"{min(self.stored, 999):03d}"]
        return ",".join(first), ",".join(second), "1234,0"

    @classmethod
    def read(cls, first: str, second: str) -> "HostStatus | None":
        """What the first two lines say; ``None`` when they are not of a host status."""
        a, b = first.split(","), second.split(",")
        if len(a) != _HS_FIRST or len(b) != _HS_SECOND or not all(_NUMBER.fullmatch(x) for x in (*a, *b)):
            return None
        on = "1".__eq__
        return cls(communication=int(a[0]), paper_out=on(a[1]), paused=on(a[2]), length=int(a[3]),
                   formats=int(a[4]), buffer_full=on(a[5]), partial=on(a[7]), under_temp=on(a[10]),
                   over_temp=on(a[11]), head_up=on(b[2]), ribbon_out=on(b[3]), mode=b[5], remaining=int(b[8]),
                   stored=int(b[10]))


class Errors(msgspec.Struct, frozen=True):
    """The answer to ``~HQES``: bit masks of 64 bits, nibble 1 lowest."""

    errors: int = 0
    warnings: int = 0

    def block(self) -> str:
        """The text of its block."""
        return (f"\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         {_mask(self.errors)}\r\n"
                f"   WARNINGS:       {_mask(self.warnings)}\r\n")

    @classmethod
    def read(cls, block: str) -> "Errors | None":
        """What a block says; ``None`` when it is another's."""
        rows = {match[1]: int(match[3] + match[4], 16) for match in _HEX.finditer(block)}
        return cls(rows["ERRORS"], rows["WARNINGS"]) if len(rows) > 1 else None


def _mask(bits: int) -> str:
    return f"{bits > 0:d} {bits >> 32:08X} {bits & 0xFFFF_FFFF:08X}"
