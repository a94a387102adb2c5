"""Native mode as bytes: commands, replies, cells, blocks of hexadecimal digits. No I/O, no meaning."""

import binascii
import math
import re

import msgspec

from linebench.wire.readers.framing import Bad, Frames

__all__ = [
    "BAD_PARAMETER",
    "CHECKSUM",
    "END",
    "FAILED",
    "MEMORY",
    "NOT_ONLINE",
    "NO_ACCESS",
    "OK",
    "PROMPTS",
    "UNKNOWN",
    "Command",
    "PromptFrames",
    "Upload",
    "block",
    "checksum",
    "command",
    "finite",
    "reference",
]

END = b"\r\n"
OK, UNKNOWN, BAD_PARAMETER, FAILED, CHECKSUM, MEMORY, NOT_ONLINE, NO_ACCESS = 1, 0, -1, -2, -3, -4, -5, -6
"""Statuses: done, no such command, bad parameter, could not be executed, wrong checksum, out of memory, taken but
not online because an input holds it offline, no full access.
"""
USER, PASSWORD = b"User: ", b"Password: "
PROMPTS = (USER, PASSWORD)
_CELL = re.compile(r"([A-Za-z])([0-9]{3})(.*)", re.DOTALL)
_TAG = re.compile(r"(\S+)(?: (.*))?", re.DOTALL)
_ROWS = 400
_WIDTH = 80
_CRC_DIGITS = 4


class Command(msgspec.Struct, frozen=True):
    """Two letters and what follows."""

    code: str
    argument: str


def command(line: bytes) -> Command:
    """The command in a line; bytes that are no text become signs that match nothing."""
    text = line.decode("utf-8", "replace")
    return Command(text[:2].upper(), text[2:])


def reference(argument: str) -> tuple[str, str] | None:
    """Cell or tag at the beginning of an argument, and the value behind it; ``None`` when there is neither.

    A cell is a letter and three digits, its value follows at once; behind a tag stands a blank.
    """
    match = _CELL.fullmatch(argument)
    if match is not None:
        return (match[1].upper() + match[2], match[3]) if int(match[2]) < _ROWS else None
    match = _TAG.fullmatch(argument)
    return None if match is None else (match[1], match[2] or "")


def finite(text: str) -> float | None:
    """A finite number, ``None`` for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def checksum(digits: bytes) -> str:
    """CRC-16 with polynomial 0x1021 from 0 over hexadecimal digits, as four of them."""
    return f"{binascii.crc_hqx(digits, 0):04X}"


def block(data: bytes) -> tuple[str, bytes, bytes]:
    """Length in digits, the digits in lines of 80, and the line with their checksum."""
    digits = data.hex().upper().encode()
    lines = b"".join(digits[start:start + _WIDTH] + END for start in range(0, len(digits), _WIDTH))
    return str(len(digits)), lines, checksum(digits).encode() + END


class Upload:
    """A file, picture or settings that a client writes: ``names`` lines first, then length, digits and checksum.

    Attributes:
        name: the first of the lines before the length, empty when there are none.
        data: the bytes, once ``take`` told that they are right.

    """

    def __init__(self, names: int, most: int) -> None:
        self.name = ""
        self.data = b""
        self._names = names
        self._most = most
        self._left: int | None = None
        self._size = 0
        self._digits = bytearray()

    def take(self, line: bytes) -> int | None:
        """One more line. The status when it was the last, else ``None``."""
        if self._names:
            self._names -= 1
            self.name = line.decode("latin-1")
            return None
        if self._left is None:
            return self._begin(line)
        if self._left > 0 or not line:
            self._left -= len(line)
            if self._size <= self._most:
                self._digits += line
            return None if self._left >= 0 else FAILED
        return self._finish(line)

    def _begin(self, line: bytes) -> int | None:
        if not line.isdigit() or len(line) > len(str(self._most)) + 3:
            return FAILED
        self._left = self._size = int(line)
        return None

    def _finish(self, line: bytes) -> int:
        if self._size > self._most:
            return MEMORY
        if line.decode("latin-1").upper().zfill(_CRC_DIGITS) != checksum(bytes(self._digits)):
            return CHECKSUM
        try:
            self.data = bytes.fromhex(self._digits.decode("latin-1"))
        except ValueError:
            return FAILED
        return OK


class PromptFrames(Frames):
    """Lines of a vision system, and its prompts, which have no end. ``prompts``: whether they still come."""

    def __init__(self, most: int) -> None:
        super().__init__(END, most=most)
        self.prompts = True

    def feed(self, data: bytes) -> list[bytes | Bad]:
        """See ``Frames``; a prompt counts as a frame."""
        found = super().feed(data)
        if self.prompts and self.held() in PROMPTS:
            found.append(self.held())
            self.clear()
        return found
