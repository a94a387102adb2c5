"""WSI packets: STX, a type letter, data, ETX and a checksum; and the three characters that answer one. No meaning.

The checksum is the sum of every byte behind STX up to and with ETX, modulo 256, as two upper-case hexadecimal
digits.
"""

from typing import TypeAlias

import msgspec

from linebench.wire.printers.stream import STRAY, ItemStream, Stray

__all__ = ["CHECK_SIZE", "BadSum", "Check", "Item", "Oversized", "Packet", "PacketStream", "Stray", "WsiError",
           "checksum", "encode_packet"]

CHECK_SIZE = 3
_STX, _ETX = b"\x02", b"\x03"
_SUM = 2


class WsiError(ValueError):
    """A value that no packet can carry. The message says what was found and expected."""


class Packet(msgspec.Struct, frozen=True, gc=False):
    """A packet: its type letter, and its data with one character per byte."""

    kind: str
    data: str = ""


class Check(msgspec.Struct, frozen=True, gc=False):
    """The three characters that answer a packet."""

    text: str


class BadSum(msgspec.Struct, frozen=True, gc=False):
    """A packet with another checksum than its own, ``expected``."""

    kind: str
    found: str
    expected: str


class Oversized(msgspec.Struct, frozen=True, gc=False):
    """A packet longer than the limit; all up to the next STX is dropped."""

    kind: str


Item: TypeAlias = Packet | Check | BadSum | Stray | Oversized


def checksum(packet: Packet) -> str:
    """The two digits behind a packet."""
    body = (packet.kind + packet.data).encode("latin-1") + _ETX
    return f"{sum(body) % 256:02X}"


def encode_packet(packet: Packet) -> bytes:
    """``packet`` as bytes.

    Raises:
        WsiError: no single letter as its type, or STX, ETX or a character of more than one byte in its data.

    """
    try:
        body = (packet.kind + packet.data).encode("latin-1")
    except UnicodeEncodeError:
        raise WsiError(f"{packet.kind}{packet.data!r} holds characters of more than one byte") from None
    if len(packet.kind) != 1 or _STX in body or _ETX in body:
        raise WsiError(f"{packet.kind}{packet.data!r}; expected one type character, and no STX or ETX")
    return _STX + body + _ETX + checksum(packet).encode()


class PacketStream(ItemStream[Item]):
    """Reads packets from pieces of any size. ``longest``: bytes from STX up to ETX at most; ``checks``: three
    characters outside of a packet are an answer, as a host reads, and no garbage.
    """

    def __init__(self, longest: int = 4096, *, checks: bool = False) -> None:
        super().__init__()
        self._longest, self._checks = longest, checks
        self._seen = 0

    def _step(self, found: list[Item]) -> bool:
        if not self._rest:
            return False
        if self._skipping:
            return self._skip(self._rest.find(_STX))
        if self._rest[:1] == _STX:
            return self._packet(found)
        return self._outside(found)

    def _outside(self, found: list[Item]) -> bool:
        size = CHECK_SIZE if self._checks else STRAY
        start = self._rest.find(_STX, 0, size)
        if start < 0 and len(self._rest) < size:
            return False
        data = self._take(start if start >= 0 else size)
        whole = self._checks and start < 0
        found.append(Check(data.decode("latin-1")) if whole else Stray(data))
        return True

    def _packet(self, found: list[Item]) -> bool:
        end = self._rest.find(_ETX, self._seen)
        again = self._rest.find(_STX, max(1, self._seen), end if end >= 0 else len(self._rest))
        reach = again if again > 0 else end if end >= 0 else len(self._rest) - 1
        if reach > self._longest:
            self._oversized(found)
            return True
        if again > 0:
            found.append(Stray(self._take(again)))
            self._seen = 0
            return True
        if end < 0 or len(self._rest) < end + 1 + _SUM:
            self._seen = end if end >= 0 else len(self._rest)
            return False
        self._complete(end, found)
        return True

    def _complete(self, end: int, found: list[Item]) -> None:
        raw = self._take(end + 1 + _SUM).decode("latin-1")
        self._seen = 0
        packet, given = Packet(raw[1:2], raw[2:end]), raw[end + 1:]
        if end == 1:
            found.append(Stray(raw.encode("latin-1")))  # no type: nothing was said
        elif given != checksum(packet):
            found.append(BadSum(packet.kind, given, checksum(packet)))
        else:
            found.append(packet)

    def _oversized(self, found: list[Item]) -> None:
        found.append(Oversized(self._rest[1:2].decode("latin-1")))
        self._take(1)
        self._seen, self._skipping = 0, True
