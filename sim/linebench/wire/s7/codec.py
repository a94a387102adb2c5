"""ISO-on-TCP: packets of RFC 1006 (TPKT) with the transport protocol of ISO 8073 class 0 (COTP) inside.

A message, one S7 PDU, may come in several data packets; the last carries the end mark. Nothing marks the beginning
of a packet, so after one that cannot be right the connection has to be closed.
"""

import struct
from typing import TypeAlias

import msgspec

__all__ = ["CONFIRM", "REQUEST", "Broken", "Connect", "Disconnect", "MessageDecoder", "Packet", "encode_connect",
           "encode_disconnect", "encode_message"]

REQUEST, CONFIRM = 0xE0, 0xD0
_DISCONNECT, _DISCONFIRM, _DATA, _ERROR = 0x80, 0xC0, 0xF0, 0x70
_TPKT = struct.Struct(">BBH")
_LEAST, _END = 7, 0x80
_SIZE, _CALLING, _CALLED = 0xC0, 0xC1, 0xC2
_FIXED = struct.Struct(">BHHB")


class Connect(msgspec.Struct, frozen=True, gc=False):
    """A connection request or its confirmation.

    ``size``: longest transport packet as a power of two, 7 to 13; 0 when it was not said. ``calling`` and
    ``called``: the two TSAPs.
    """

    kind: int
    destination: int
    source: int
    size: int
    calling: bytes
    called: bytes


class Disconnect(msgspec.Struct, frozen=True, gc=False):
    """The other end takes leave, or refuses the connection; ``reason`` as ISO 8073 numbers it."""

    reason: int


class Broken(msgspec.Struct, frozen=True, gc=False):
    """A packet that cannot be right; the rest of the connection is lost. ``what``: ``garbage`` or ``oversized``."""

    what: str
    why: str


Packet: TypeAlias = Connect | Disconnect | Broken | bytes
"""``bytes``: a whole message."""


def encode_connect(connect: Connect) -> bytes:
    """Return a request or a confirmation as one packet."""
    head = _FIXED.pack(connect.kind, connect.destination, connect.source, 0)
    given = ((_SIZE, bytes((connect.size,))), (_CALLING, connect.calling), (_CALLED, connect.called))
    head += b"".join(bytes((code, len(value))) + value for code, value in given)
    return _packet(bytes((len(head),)) + head)


def encode_disconnect(destination: int, source: int, reason: int = 0) -> bytes:
    """Return a leave-taking, or the refusal of a connection."""
    return _packet(bytes((6,)) + struct.pack(">BHHB", _DISCONNECT, destination, source, reason))


def encode_message(message: bytes, size: int = 10) -> bytes:
    """Return a message in as few packets as transport packets of 2**``size`` bytes allow."""
    room = (1 << size) - 3
    parts = [message[at:at + room] for at in range(0, len(message), room)] or [b""]
    return b"".join(_packet(bytes((2, _DATA, _END * (number == len(parts)))) + part)
                    for number, part in enumerate(parts, 1))


class MessageDecoder:
    """Cuts one direction of one connection into messages. Holds at most ``longest`` bytes and one packet."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._rest = bytearray()
        self._message = b""
        self._broken = False

    def feed(self, data: bytes) -> list[Packet]:
        """Take bytes in a piece of any size; what is complete now. After ``Broken`` nothing follows."""
        found: list[Packet] = []
        if not self._broken:
            self._rest += data
        while not self._broken and (item := self._next()) is not None:
            if item != b"":
                found.append(item)
            self._broken = isinstance(item, Broken)
        if self._broken:
            self._rest.clear()
            self._message = b""
        return found

    def _next(self) -> Packet | None:
        """The next packet's worth; no bytes when it only continues a message."""
        if len(self._rest) < _TPKT.size:
            return None
        version, _, length = _TPKT.unpack_from(self._rest)
        if version != 3 or length < _LEAST:  # noqa: PLR2004 - the only version there is
            return Broken("garbage", f"packet of version {version} and {length} bytes; expected 3, and 7 or more")
        if length > self._longest + _LEAST:
            return Broken("oversized", f"packet of {length} bytes; expected {self._longest + _LEAST} at most")
        if len(self._rest) < length:
            return None
        packet = bytes(self._rest[_TPKT.size:length])
        del self._rest[:length]
        return self._parse(packet)

    def _parse(self, packet: bytes) -> Packet:
        head, kind = packet[0], packet[1]
        if head >= len(packet) or head < 2:  # noqa: PLR2004 - the shortest head is that of data
            return Broken("garbage", f"transport head of {head} bytes in a packet of {len(packet)}")
        if kind == _DATA:
            return self._collect(packet[2] & _END != 0, packet[head + 1:])
        if kind in (REQUEST, CONFIRM):
            return _connect(packet[1:head + 1])
        if kind in (_DISCONNECT, _DISCONFIRM, _ERROR):
            return Disconnect(packet[head])
        return Broken("garbage", f"transport packet of kind {kind:02X}")

    def _collect(self, last: bool, part: bytes) -> Packet:
        self._message += part
        if len(self._message) > self._longest:
            return Broken("oversized", f"message of more than {self._longest} bytes")
        if not last:
            return b""
        message, self._message = self._message, b""
        return message or Broken("garbage", "a message without content")


def _connect(head: bytes) -> Packet:
    if len(head) < _FIXED.size:
        return Broken("garbage", f"connection request of {len(head)} bytes")
    kind, destination, source, _ = _FIXED.unpack_from(head)
    given: dict[int, bytes] = {}
    at = _FIXED.size
    while at + 2 <= len(head):
        given[head[at]] = head[at + 2:at + 2 + head[at + 1]]
        at += 2 + head[at + 1]
    size = given.get(_SIZE, b"\0")
    return Connect(kind, destination, source, size[0] if len(size) == 1 else 0, given.get(_CALLING, b""),
                   given.get(_CALLED, b""))


def _packet(content: bytes) -> bytes:
    return _TPKT.pack(3, 0, len(content) + _TPKT.size) + content
