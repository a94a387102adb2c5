"""Keyence SR as bytes: a text with CR behind it, or between STX and ETX; both may come on one connection.

Published (SR-750 Series User's Manual, ch. 8): the two forms, an LF behind CR that is ignored, a reply in the form
of its command, and ESC, which clears what was received of a command. Unsure: the form of an error, ``ER,LON,nn``.
"""

from typing import Final

import msgspec

from linebench.wire.readers.framing import Bad, Frames

__all__ = ["ENDS", "SrFrames", "Text", "TextDecoder", "encode_text", "error", "error_in", "text_of"]

ENDS: Final = "\x02\x03\r\n"
"""Characters that no escaped value holds."""

STX: Final = 0x02
ETX: Final = 0x03
LF: Final = 0x0A
CR: Final = 0x0D
ESC: Final = 0x1B
_ERROR_FIELDS: Final = 3
_SHOWN: Final = 40


class Text(msgspec.Struct, frozen=True, gc=False):
    """One command, reply or result. ``framed``: between STX and ETX, not ended by CR."""

    body: bytes
    framed: bool


class TextDecoder:
    """Cuts bytes, in pieces of any size, into texts; keeps ``max_frame`` bytes at most.

    ``escape``: whether ESC clears what was received, as it does at the reader's end; what a reader sends may hold
    one. A text that is too long is told once and skipped to its end.
    """

    def __init__(self, max_frame: int, *, escape: bool) -> None:
        self._max = max_frame
        self._escape = escape
        self.clear()

    def __bool__(self) -> bool:
        """Whether a text has begun that is not complete."""
        return bool(self._kept) or self._framed or self._skipping

    def clear(self) -> None:
        """Forget what was received of a text that is not complete."""
        self._kept = bytearray()
        self._framed = False
        self._skipping = False

    def feed(self, data: bytes) -> list[Text | Bad]:
        """Return the texts that are complete, in order; what is none stands at its place."""
        found: list[Text | Bad] = []
        for byte in data:
            self._take(byte, found)
        return found

    def _take(self, byte: int, found: list[Text | Bad]) -> None:
        if byte == ESC and self._escape:
            self.clear()
        elif byte == STX:
            self._start(found)
        elif byte == (ETX if self._framed else CR):
            self._end(found)
        elif byte == LF and not self:
            pass  # behind the end of the last text
        elif not self._skipping:
            self._keep(byte, found)

    def _start(self, found: list[Text | Bad]) -> None:
        if self and not self._skipping:
            found.append(Bad("garbage", f"{_quoted(self._kept)} before STX; expected an end"))
        self.clear()
        self._framed = True

    def _end(self, found: list[Text | Bad]) -> None:
        if not self._skipping and (self._kept or self._framed):
            found.append(Text(bytes(self._kept), self._framed))
        self.clear()

    def _keep(self, byte: int, found: list[Text | Bad]) -> None:
        if len(self._kept) < self._max:
            self._kept.append(byte)
            return
        found.append(Bad("oversized", f"longer than {self._max} bytes: {_quoted(self._kept)}"))
        self._kept.clear()
        self._skipping = True


class SrFrames(Frames):
    """``TextDecoder`` as frames: a text from between STX and ETX keeps its STX, by which ``text_of`` knows it."""

    def __init__(self, max_frame: int, *, escape: bool) -> None:
        super().__init__(b"\r", most=max_frame)
        self._texts = TextDecoder(max_frame, escape=escape)

    def __len__(self) -> int:
        return int(bool(self._texts))

    def clear(self) -> None:
        """See ``Frames``."""
        self._texts.clear()

    def feed(self, data: bytes) -> list[bytes | Bad]:
        """See ``Frames``."""
        return [each if isinstance(each, Bad) else (b"\x02" if each.framed else b"") + each.body
                for each in self._texts.feed(data)]


def text_of(frame: bytes) -> Text:
    """The text that ``SrFrames`` made this frame of."""
    return Text(frame.removeprefix(b"\x02"), frame.startswith(b"\x02"))


def encode_text(text: Text) -> bytes:
    """Return the text in its form. Its body must not hold the bytes that end or begin one."""
    return b"\x02" + text.body + b"\x03" if text.framed else text.body + b"\r"


def error(command: str, code: str) -> str:
    """Say that a command was refused."""
    return f"ER,{command},{code}"


def error_in(line: str) -> tuple[str, str] | None:
    """The command and the code of an error; ``None`` when the line is none."""
    parts = line.split(",", 2)
    return (parts[1], parts[2]) if len(parts) == _ERROR_FIELDS and parts[0] == "ER" else None


def _quoted(data: bytearray) -> str:
    return repr(bytes(data[:_SHOWN])) + ("…" if len(data) > _SHOWN else "")
