"""Ethernet, IPv4 and TCP headers around bytes that went over a socket, so that a protocol analyser can show them.

The headers are made up: addresses are those reserved for documentation (RFC 5737), sequence numbers start
from the connection's port. Ports, bytes, their order and their times are those of the real connection.
"""

import struct

import msgspec

__all__ = ["ACK", "FIN", "HEADERS", "PSH", "RST", "SYN", "Flow", "segment"]

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
HEADERS = 14 + 20 + 20
"""Bytes of the three headers together."""

_HOST = (b"\x02\x00\x00\x00\x00\x01", b"\xc0\x00\x02\x01")
_DEVICE = (b"\x02\x00\x00\x00\x00\x02", b"\xc0\x00\x02\x02")
_IPV4 = 0x0800
_TCP = 6
_WINDOW = 65_535
_WRAP = 1 << 32


class Flow(msgspec.Struct):
    """The state of one connection: ports, and the next sequence number of both ends."""

    client_port: int
    server_port: int
    client_next: int
    server_next: int
    number: int = 0
    """Identification of the next IPv4 packet."""


def segment(flow: Flow, flags: int, data: bytes = b"", *, from_client: bool) -> bytes:
    """One frame of the connection; counts the sequence numbers on."""
    source, target = (_HOST, _DEVICE) if from_client else (_DEVICE, _HOST)
    tcp = _tcp(flow, flags, data, source[1] + target[1], from_client=from_client)
    ip = _ipv4(flow, len(tcp), source[1] + target[1])
    step = len(data) + bool(flags & (SYN | FIN))
    if from_client:
        flow.client_next = (flow.client_next + step) % _WRAP
    else:
        flow.server_next = (flow.server_next + step) % _WRAP
    return target[0] + source[0] + struct.pack("!H", _IPV4) + ip + tcp


def _tcp(flow: Flow, flags: int, data: bytes, ends: bytes, *, from_client: bool) -> bytes:
    ports, numbers = (flow.client_port, flow.server_port), (flow.client_next, flow.server_next)
    if not from_client:
        ports, numbers = ports[::-1], numbers[::-1]
    acknowledged = numbers[1] if flags & ACK else 0
    head = struct.pack("!HHLLBBHHH", *ports, numbers[0], acknowledged, 5 << 4, flags, _WINDOW, 0, 0)
    pseudo = ends + struct.pack("!BBH", 0, _TCP, len(head) + len(data))
    return head[:16] + struct.pack("!H", _checksum(pseudo + head + data)) + head[18:] + data


def _ipv4(flow: Flow, length: int, ends: bytes) -> bytes:
    flow.number = (flow.number + 1) % 65_536
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + length, flow.number, 0x4000, 64, _TCP, 0)
    return head[:10] + struct.pack("!H", _checksum(head + ends)) + ends


def _checksum(data: bytes) -> int:
    """The ones' complement sum of RFC 1071."""
    total = int.from_bytes(data + b"\0" * (len(data) % 2), "big") % 0xFFFF
    return 0xFFFF - total
