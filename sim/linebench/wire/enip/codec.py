"""The encapsulation of EtherNet/IP on a byte stream: a head of 24 bytes, then as many as it says; little-endian."""

import struct
from typing import TypeAlias

import msgspec

__all__ = ["HEAD", "LIST_IDENTITY", "LIST_INTERFACES", "LIST_SERVICES", "NOP", "REGISTER", "SEND_RR", "SEND_UNIT",
           "UNREGISTER", "Frame", "FrameDecoder", "Item", "Oversized", "encode_frame"]

NOP, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES = 0x00, 0x04, 0x63, 0x64
REGISTER, UNREGISTER, SEND_RR, SEND_UNIT = 0x65, 0x66, 0x6F, 0x70
_HEAD = struct.Struct("<HHII8sI")
HEAD = _HEAD.size
_NO_CONTEXT = bytes(8)


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One frame. ``context``: 8 bytes of the client's own, which come back; ``options``: always 0."""

    command: int
    session: int
    data: bytes = b""
    status: int = 0
    context: bytes = _NO_CONTEXT
    options: int = 0


class Oversized(msgspec.Struct, frozen=True, gc=False):
    """A frame that is longer than is taken; it is passed over. ``head``: without data; ``length``: of the data."""

    head: Frame
    length: int


Item: TypeAlias = Frame | Oversized


def encode_frame(frame: Frame) -> bytes:
    """Return the bytes of a frame."""
    return _HEAD.pack(frame.command, len(frame.data), frame.session, frame.status, frame.context,
                      frame.options) + frame.data


class FrameDecoder:
    """Cuts one direction of one connection into frames. Holds at most ``longest`` bytes of data and a head."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._rest = bytearray()
        self._skip = 0

    def feed(self, data: bytes) -> list[Item]:
        """Take bytes in a piece of any size; what is complete now."""
        found: list[Item] = []
        self._rest += data
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def _next(self) -> Item | None:
        if self._skip:
            passed = min(self._skip, len(self._rest))
            del self._rest[:passed]
            self._skip -= passed
        if self._skip or len(self._rest) < HEAD:
            return None
        command, length, session, status, context, options = _HEAD.unpack_from(self._rest)
        whole = length <= self._longest
        if whole and len(self._rest) < HEAD + length:
            return None
        content = bytes(self._rest[HEAD:HEAD + length]) if whole else b""
        del self._rest[:HEAD + len(content)]
        frame = Frame(command, session, content, status, context, options)
        if whole:
            return frame
        self._skip = length
        return Oversized(frame, length)
