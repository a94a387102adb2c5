"""What is read and written: items, each with an absolute address, and their data."""

import struct
from collections.abc import Sequence

import msgspec

from linebench.wire.s7.pdu import S7Error

__all__ = ["ADDRESS", "BIT", "BYTE", "DB", "DENIED", "DONE", "INCONSISTENT", "MISSING", "OTHER_AREAS", "TYPE",
           "WIDTHS", "Datum", "Item", "encode_data", "encode_items", "parse_data", "parse_items"]

DB = 0x84
OTHER_AREAS = frozenset((0x81, 0x82, 0x83, 0x1C, 0x1D))
"""Inputs, outputs, markers, counters, timers."""
BIT, BYTE = 0x01, 0x02
WIDTHS = {BIT: 1, BYTE: 1, 0x03: 1, 0x04: 2, 0x05: 2, 0x06: 4, 0x07: 4, 0x08: 4}
"""Bytes of one element: bit, byte, char, word, int, dword, dint, real."""
DONE, DENIED, ADDRESS, TYPE, INCONSISTENT, MISSING = 0xFF, 0x03, 0x05, 0x06, 0x07, 0x0A
"""How it went with one item: done, access not allowed, address out of range, type not supported, lengths that do
not agree, object does not exist.
"""
_ADDRESSED = struct.Struct(">BBBBHHB")
_HEAD, _SYNTAX = 0x12, 0x10
_IN_BITS = frozenset((0x04, 0x05))
_TRANSPORT = {BIT: 0x03, 0x03: 0x09, 0x05: 0x05, 0x07: 0x05, 0x08: 0x07}
_BYTES, _BITS, _NONE = 0x04, 0x03, 0x00


class Item(msgspec.Struct, frozen=True, gc=False):
    """``count`` elements of ``size`` (see ``WIDTHS``) from bit ``start`` of an area; ``area`` 0: not understood."""

    area: int
    db: int
    start: int
    size: int
    count: int

    @property
    def width(self) -> int:
        """Bytes of all elements, 0 for a size that is not known."""
        return WIDTHS.get(self.size, 0) * self.count


class Datum(msgspec.Struct, frozen=True, gc=False):
    """The data of one item, or why there is none. ``size``: as in its ``Item``."""

    code: int
    size: int = BYTE
    data: bytes = b""


def encode_items(function: int, items: Sequence[Item]) -> bytes:
    """Return the parameters that ask for ``items``."""
    return bytes((function, len(items))) + b"".join(
        _ADDRESSED.pack(_HEAD, 10, _SYNTAX, item.size, item.count, item.db, item.area) + item.start.to_bytes(3)
        for item in items)


def parse_items(parameters: bytes) -> list[Item]:
    """Read the items that are asked for. One in another syntax than absolute addresses has the area 0.

    Raises:
        S7Error: not as many as are announced.

    """
    items: list[Item] = []
    at = 2
    while at + 2 <= len(parameters) and parameters[at] == _HEAD:
        end = at + 2 + parameters[at + 1]
        items.append(_item(parameters[at:end]))
        at = end
    if len(parameters) < 2 or at != len(parameters) or len(items) != parameters[1]:  # noqa: PLR2004 - function, count
        raise S7Error(f"{len(items)} items in {len(parameters)} bytes of parameters")
    return items


def _item(spec: bytes) -> Item:
    if len(spec) != _ADDRESSED.size + 3 or spec[2] != _SYNTAX:
        return Item(0, 0, 0, 0, 0)
    _, _, _, size, count, db, area = _ADDRESSED.unpack_from(spec)
    return Item(area, db, int.from_bytes(spec[_ADDRESSED.size:]), size, count)


def encode_data(data: Sequence[Datum]) -> bytes:
    """Return the data of items one after another; all but the last begin at an even place again."""
    found = b""
    for datum in data:
        found += b"\0" * (len(found) % 2) + _head(datum) + datum.data
    return found


def _head(datum: Datum) -> bytes:
    transport = _TRANSPORT.get(datum.size, _BYTES) if datum.data else _NONE
    count = len(datum.data) * 8 if transport in _IN_BITS else len(datum.data)
    return struct.pack(">BBH", datum.code, transport, count)


def parse_data(data: bytes, count: int) -> list[Datum]:
    """Read the data of ``count`` items. Their sizes are not in them: ``BIT`` or ``BYTE``.

    Raises:
        S7Error: there are not as many.

    """
    found: list[Datum] = []
    at = 0
    for _ in range(count):
        at += at % 2
        if at + 4 > len(data):
            raise S7Error(f"data of {len(found)} items instead of {count}")
        code, transport, length = struct.unpack_from(">BBH", data, at)
        end = at + 4 + _bytes(transport, length)
        found.append(Datum(code, BIT if transport == _BITS else BYTE, data[at + 4:end]))
        at = end
    # some senders fill up behind the last item too
    if not at <= len(data) <= at + at % 2:
        raise S7Error(f"{len(data)} bytes of data instead of {at}")
    return found


def _bytes(transport: int, length: int) -> int:
    if transport == _NONE:
        return 0
    return -(-length // 8) if transport in _IN_BITS or transport == _BITS else length
