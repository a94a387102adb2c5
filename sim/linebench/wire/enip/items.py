"""The common packet format: what is sent with ``SEND_RR`` and ``SEND_UNIT`` are addressed items."""

import struct
from collections.abc import Sequence

import msgspec

__all__ = ["ItemError", "Message", "encode_list", "encode_message", "parse_message"]

NULL, CONNECTED, CONNECTED_DATA, UNCONNECTED_DATA = 0x0000, 0x00A1, 0x00B1, 0x00B2
_HEAD = struct.Struct("<IHH")
_ITEM = struct.Struct("<HH")
_NUMBER = 4
_SEQUENCE = 2
_MOST = 8
"""Items of one frame; two are needed, and a few more may say addresses that are not used here."""


class ItemError(ValueError):
    """The items are not those of a message."""


class Message(msgspec.Struct, frozen=True, gc=False):
    """One CIP message. ``connection``: its number, ``None`` without one; ``sequence``: its count there."""

    content: bytes
    connection: int | None = None
    sequence: int = 0


def encode_list(items: Sequence[tuple[int, bytes]]) -> bytes:
    """Return a list of items, each a type and its data."""
    return len(items).to_bytes(2, "little") + b"".join(_ITEM.pack(kind, len(data)) + data for kind, data in items)


def encode_message(message: Message, timeout: int = 0) -> bytes:
    """Return the data of a frame. ``timeout``: seconds, which devices on TCP do not heed."""
    if message.connection is None:
        items = [(NULL, b""), (UNCONNECTED_DATA, message.content)]
    else:
        items = [(CONNECTED, message.connection.to_bytes(_NUMBER, "little")),
                 (CONNECTED_DATA, message.sequence.to_bytes(_SEQUENCE, "little") + message.content)]
    return struct.pack("<IH", 0, timeout) + encode_list(items)


def parse_message(data: bytes, *, connected: bool) -> Message:
    """Read the data of a frame that holds a message on a connection, or one without.

    Raises:
        ItemError: it holds none.

    """
    if len(data) < _HEAD.size:
        raise ItemError(f"{len(data)} bytes; expected {_HEAD.size} or more")
    interface, _, count = _HEAD.unpack_from(data)
    if interface or not 2 <= count <= _MOST:  # noqa: PLR2004 - an address and data
        raise ItemError(f"interface {interface} and {count} items; expected 0, and 2 to {_MOST}")
    items = _split(data, count)
    address, content = items[0], items[1]
    if not connected:
        if address[0] != NULL or content[0] != UNCONNECTED_DATA:
            raise ItemError(f"items {address[0]:04X} and {content[0]:04X}; expected 0000 and 00B2")
        return Message(content[1])
    if address[0] != CONNECTED or content[0] != CONNECTED_DATA or len(address[1]) != _NUMBER:
        raise ItemError(f"items {address[0]:04X} and {content[0]:04X}; expected 00A1 and 00B1")
    if len(content[1]) < _SEQUENCE:
        raise ItemError("no sequence count")
    return Message(content[1][_SEQUENCE:], int.from_bytes(address[1], "little"),
                   int.from_bytes(content[1][:_SEQUENCE], "little"))


def _split(data: bytes, count: int) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at = _HEAD.size
    for _ in range(count):
        if at + _ITEM.size > len(data):
            raise ItemError(f"{len(found)} of {count} items")
        kind, length = _ITEM.unpack_from(data, at)
        at += _ITEM.size
        if at + length > len(data):
            raise ItemError(f"item {kind:04X} of {length} bytes, of which {len(data) - at} are there")
        found.append((kind, data[at:at + length]))
        at += length
    return found
