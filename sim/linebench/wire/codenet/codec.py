"""Frames and single bytes of Codenet, both directions, no meaning.

A command is ESC, text, EOT; whatever stands between frames is lost. A printer answers with a frame, with ACK or NAK
with or without digits, and sends a single character of the host's choice after each print, unframed.
"""

from typing import Literal, TypeAlias

import msgspec

__all__ = ["Ack", "Character", "CommandDecoder", "Frame", "Garbage", "Nak", "Reply", "ReplyDecoder", "ReplyForm",
           "encode_ack", "encode_frame", "encode_nak"]

ReplyForm: TypeAlias = Literal["variable", "fixed", "bare"]
"""``variable``: ACK alone; ``fixed``: ACK and ``000``; ``bare``: NAK comes without its three digits."""

_EOT, _ACK, _NAK, _ESC = 0x04, 0x06, 0x15, 0x1B
_DIGITS = frozenset(b"0123456789")
_CODE = 3


class Frame(msgspec.Struct, frozen=True):
    """The text between ESC and EOT, each character a byte."""

    text: str


class Ack(msgspec.Struct, frozen=True):
    """Accepted."""


class Nak(msgspec.Struct, frozen=True):
    """Refused. ``code``: three digits, empty for a bare NAK."""

    code: str = ""


class Character(msgspec.Struct, frozen=True):
    """A byte outside frames and answers: the print acknowledge character, or a stray one."""

    byte: int


class Garbage(msgspec.Struct, frozen=True):
    """Bytes that are no frame. ``what``: ``garbage`` or ``oversized``; ``detail``: what was found."""

    what: str
    detail: str


Reply: TypeAlias = Frame | Ack | Nak | Character | Garbage


def encode_frame(text: str) -> bytes:
    """A frame in either direction.

    Raises:
        ValueError: a character that is no byte, or one that would end or begin a frame.

    """
    data = text.encode("latin-1")
    if _ESC in data or _EOT in data:
        raise ValueError(f"{text!r} holds ESC or EOT; expected neither inside a frame")
    return bytes((_ESC, *data, _EOT))


def encode_ack(form: ReplyForm) -> bytes:
    """An acceptance."""
    return b"\x06000" if form == "fixed" else b"\x06"


def encode_nak(form: ReplyForm, code: str) -> bytes:
    """A refusal."""
    return b"\x15" if form == "bare" else b"\x15" + code.encode("ascii")


class _Framer:
    """Frames out of a stream; ``max_frame``: longest text, in bytes. What is longer is dropped up to its end."""

    def __init__(self, max_frame: int) -> None:
        self._max = max_frame
        self._text: bytearray | None = None
        self._dropping = False

    @property
    def inside(self) -> bool:
        return self._text is not None

    def take(self, byte: int) -> Frame | Garbage | None:
        """Add one byte of a frame, its ESC first."""
        if byte == _ESC:
            return self._begin()
        assert self._text is not None
        if byte == _EOT:
            return self._end()
        if len(self._text) < self._max:
            self._text.append(byte)
            return None
        if self._dropping:
            return None
        self._dropping = True
        return Garbage("oversized", f"found a frame of more than {self._max} bytes")

    def _begin(self) -> Garbage | None:
        cut, dropping = self._text, self._dropping
        self._text, self._dropping = bytearray(), False
        if cut is None or dropping:
            return None
        return Garbage("garbage", f"found ESC behind {bytes(cut[:40])!r}; expected EOT")

    def _end(self) -> Frame | None:
        text, dropping = self._text, self._dropping
        self._text, self._dropping = None, False
        return None if dropping or text is None else Frame(text.decode("latin-1"))


class CommandDecoder:
    """What a host says, from pieces of any size."""

    def __init__(self, max_frame: int) -> None:
        self._framer = _Framer(max_frame)
        self._lost = 0

    def feed(self, data: bytes) -> list[Frame | Garbage]:
        """The frames that ``data`` completes; lost bytes are told once for each stretch that ends in ``data``."""
        found: list[Frame | Garbage] = []
        for byte in data:
            if not self._framer.inside and byte != _ESC:
                self._lost += 1
                continue
            self._tell_lost(found)
            item = self._framer.take(byte)
            if item is not None:
                found.append(item)
        self._tell_lost(found)
        return found

    def _tell_lost(self, found: list[Frame | Garbage]) -> None:
        if self._lost:
            found.append(Garbage("garbage", f"{self._lost} bytes outside a frame; expected ESC"))
            self._lost = 0


class ReplyDecoder:
    """What a printer says, from pieces of any size. ``form`` must be as the printer is set up."""

    def __init__(self, max_frame: int, form: ReplyForm) -> None:
        self._framer = _Framer(max_frame)
        self._form = form
        self._answer = 0
        self._digits = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        """What ``data`` completes."""
        found: list[Reply] = []
        for byte in data:
            self._take(byte, found)
        return found

    def _take(self, byte: int, found: list[Reply]) -> None:
        if self._framer.inside:
            self._frame(byte, found)
        elif self._answer and byte in _DIGITS:
            self._digits.append(byte)
            if len(self._digits) == _CODE:
                self._answered(found)
        else:
            if self._answer:
                self._answered(found)  # it was a bare one after all
            self._fresh(byte, found)

    def _fresh(self, byte: int, found: list[Reply]) -> None:
        if byte == _ESC:
            self._frame(byte, found)
        elif byte in {_ACK, _NAK}:
            self._answer = byte
            if self._form == "bare" or (byte == _ACK and self._form == "variable"):
                self._answered(found)
        else:
            found.append(Character(byte))

    def _frame(self, byte: int, found: list[Reply]) -> None:
        item = self._framer.take(byte)
        if item is not None:
            found.append(item)

    def _answered(self, found: list[Reply]) -> None:
        digits = self._digits.decode("ascii")
        whole = len(digits) == _CODE
        found.append(Ack() if self._answer == _ACK else Nak(digits if whole else ""))
        if not whole:
            found.extend(Character(ord(digit)) for digit in digits)
        self._answer = 0
        self._digits.clear()
