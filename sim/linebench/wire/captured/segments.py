"""TCP segments out of packets: what lies between them and the line is read over, whatever link it was.

Link types are those of the tcpdump group: Ethernet, Linux cooked 1 and 2, raw IP, the loopbacks of BSD.
"""

import struct
from collections.abc import Callable, Mapping
from ipaddress import ip_address

import msgspec

from linebench.wire.captured.packets import CaptureError, Packet

__all__ = ["LINKS", "End", "Segment", "Skipped", "segment"]

_IPV4, _IPV6 = 0x0800, 0x86DD
_TAGS = frozenset({0x8100, 0x88A8, 0x9100})
_TCP, _FRAGMENT = 6, 44
_HEADERS = frozenset({0, 43, 60, 135, 139, 140})
"""Extension headers of IPv6 whose length counts in eights."""
_AUTHENTICATION = 51
_LEAST_TCP, _LEAST_IPV4, _LEAST_IPV6 = 20, 20, 40


class End(msgspec.Struct, frozen=True, gc=False, order=True):
    """One end of a connection: ``192.0.2.1`` and its port."""

    host: str
    port: int

    def __str__(self) -> str:
        """The end as people write it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One TCP segment. ``number`` and ``t``: of its packet; ``length``: bytes of data on the line, of which
    ``data`` may hold fewer when packets were cut by the capture.
    """

    number: int
    t: int
    source: End
    target: End
    sequence: int
    acknowledged: int
    flags: int
    data: bytes
    length: int


class Skipped(msgspec.Struct, frozen=True, gc=False):
    """A packet that holds no TCP segment. ``why``: a short word, such as ``udp`` or ``fragment``."""

    why: str


def segment(packet: Packet) -> Segment | Skipped:
    """Read the segment in a packet; whatever is none is skipped with the reason.

    Raises:
        CaptureError: a link type that is not known.

    """
    read = LINKS.get(packet.link)
    if read is None:
        raise CaptureError(f"packet {packet.number}: found link type {packet.link}; expected one of "
                           f"{', '.join(map(str, sorted(LINKS)))} (Ethernet, Linux cooked, raw IP, loopback)")
    at = read(packet.data)
    if at is None:
        return Skipped("not IP")
    version = packet.data[at] >> 4 if at < len(packet.data) else 0
    if version == 4:  # noqa: PLR2004  # of IP
        return _ipv4(packet, at)
    return _ipv6(packet, at) if version == 6 else Skipped("not IP")  # noqa: PLR2004  # of IP


def _ipv4(packet: Packet, at: int) -> Segment | Skipped:
    data = packet.data
    head = (data[at] & 0x0F) * 4
    if head < _LEAST_IPV4 or at + head > len(data):
        return Skipped("cut header")
    total, _, fragment, _, protocol = struct.unpack_from("!HHHBB", data, at + 2)
    if fragment & 0x3FFF:
        return Skipped("fragment")
    if protocol != _TCP:
        return Skipped("not TCP")
    # a card that cuts segments itself has a total of 0 or of one segment in what is captured before it
    end = at + total if total > head else packet.length
    source, target = (str(ip_address(data[at + place:at + place + 4])) for place in (12, 16))
    return _tcp(packet, at + head, end, source, target)


def _ipv6(packet: Packet, at: int) -> Segment | Skipped:
    data = packet.data
    if at + _LEAST_IPV6 > len(data):
        return Skipped("cut header")
    length, following = struct.unpack_from("!HB", data, at + 4)
    end = at + _LEAST_IPV6 + length if length else packet.length
    source, target = (str(ip_address(data[at + place:at + place + 16])) for place in (8, 24))
    place = at + _LEAST_IPV6
    while following != _TCP:
        if following == _FRAGMENT:
            return Skipped("fragment")
        if following not in _HEADERS and following != _AUTHENTICATION:
            return Skipped("not TCP")
        if place + 8 > len(data):
            return Skipped("cut header")
        size = (data[place + 1] + 2) * 4 if following == _AUTHENTICATION else (data[place + 1] + 1) * 8
        following, place = data[place], place + size
    return _tcp(packet, place, end, source, target)


def _tcp(packet: Packet, at: int, end: int, source: str, target: str) -> Segment | Skipped:
    data = packet.data
    if at + _LEAST_TCP > len(data):
        return Skipped("cut header")
    from_port, to_port, sequence, acknowledged, offset, flags = struct.unpack_from("!HHLLBB", data, at)
    head = (offset >> 4) * 4
    if head < _LEAST_TCP or at + head > end:
        return Skipped("broken header")
    length = end - at - head
    return Segment(packet.number, packet.t, End(source, from_port), End(target, to_port), sequence, acknowledged,
                   flags, data[at + head:end], length)


def _ethernet(data: bytes) -> int | None:
    return _typed(data, 12)


def _typed(data: bytes, at: int) -> int | None:
    """Where IP begins behind a type; tags of virtual networks are passed over."""
    kind = _word(data, at)
    while kind in _TAGS:
        at += 4
        kind = _word(data, at)
    return at + 2 if kind in {_IPV4, _IPV6} else None


def _cooked(data: bytes) -> int | None:
    return _typed(data, 14)


def _cooked_2(data: bytes) -> int | None:
    return 20 if _word(data, 0) in {_IPV4, _IPV6} else None


def _raw(data: bytes) -> int | None:
    return 0 if data else None


def _loopback(data: bytes) -> int | None:
    """Four bytes of a family, in the byte order of whoever wrote them; IP says itself which it is."""
    return 4 if len(data) > 4 else None  # noqa: PLR2004  # the family


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at:at + 2]) if at + 2 <= len(data) else -1


LINKS: Mapping[int, Callable[[bytes], int | None]] = {
    1: _ethernet, 113: _cooked, 276: _cooked_2, 101: _raw, 12: _raw, 14: _raw, 228: _raw, 229: _raw,
    0: _loopback, 108: _loopback}
"""Where IP begins in a packet, by link type; ``None``: it is no IP."""
