"""Modbus TCP frames: the header of 7 bytes (transaction, protocol 0, length, unit) and what it carries.

The frame is that of the *Modbus Messaging on TCP/IP Implementation Guide* V1.0b. Nothing marks the beginning of a
frame, so after a header that cannot be right no byte can be trusted any more: the connection has to be closed.
"""

import struct

import msgspec

from linebench.wire.modbus.pdu import MAX_PDU

__all__ = ["Broken", "Frame", "FrameDecoder", "encode_frame"]

_HEADER = struct.Struct(">HHHB")


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One message. ``transaction`` and ``unit`` are echoed by the server; ``pdu``: function code and data."""

    transaction: int
    unit: int
    pdu: bytes


class Broken(msgspec.Struct, frozen=True, gc=False):
    """A header that cannot be right; the rest of the connection is lost. ``why``: what was found."""

    why: str


def encode_frame(frame: Frame) -> bytes:
    """Return the bytes of ``frame``; its ``pdu`` holds 1 to 253 bytes."""
    return _HEADER.pack(frame.transaction, 0, len(frame.pdu) + 1, frame.unit) + frame.pdu


class FrameDecoder:
    """Cuts one direction of one connection into frames. Holds less than one frame between calls."""

    def __init__(self) -> None:
        self._rest = b""
        self._broken = False

    def feed(self, data: bytes) -> list[Frame | Broken]:
        """Take bytes in a piece of any size; what is complete now. After ``Broken`` nothing follows."""
        found: list[Frame | Broken] = []
        if self._broken:
            return found
        rest, at = self._rest + data, 0
        while (item := _next(rest, at)) is not None:
            found.append(item)
            if isinstance(item, Broken):
                self._broken, at = True, len(rest)
                break
            at += _HEADER.size + len(item.pdu)
        self._rest = rest[at:]
        return found


def _next(data: bytes, at: int) -> Frame | Broken | None:
    if len(data) - at < _HEADER.size:
        return None
    transaction, protocol, length, unit = _HEADER.unpack_from(data, at)
    if protocol != 0:
        return Broken(f"protocol id {protocol} instead of 0")
    if not 1 < length <= MAX_PDU + 1:
        return Broken(f"length {length}; expected 2 to {MAX_PDU + 1}")
    end = at + _HEADER.size + length - 1
    return Frame(transaction, unit, data[at + _HEADER.size:end]) if end <= len(data) else None
