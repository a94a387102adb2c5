"""The wire format of protocol buffers, as far as messages of a known form need it: varints, 32 and 64 bits, bytes.

Source: Protocol Buffers encoding guide; groups, which it calls deprecated, are refused.
"""

import struct
from collections.abc import Iterator
from enum import IntEnum

__all__ = ["PayloadError", "Raw", "Wire", "fields", "floats", "signed", "varint", "written"]

_WORD = 1 << 64
_MORE = 0x80
"""The bit of a byte which says that more follow."""
_LONGEST = 10
"""Bytes of the longest varint."""


class PayloadError(ValueError):
    """Bytes that are no payload. The message says what was found, and where."""


class Wire(IntEnum):
    """How the content of a field is written."""

    VARINT = 0
    LONG = 1
    BYTES = 2
    SHORT = 5


Raw = int | bytes
"""Content of a field: of a varint the number, of all others the bytes."""


def varint(number: int) -> bytes:
    """Write a number from 0 to 2^64-1."""
    out = bytearray()
    while number >= _MORE:
        out.append((number & 0x7F) | _MORE)
        number >>= 7
    out.append(number)
    return bytes(out)


def written(number: int, wire: Wire, content: Raw) -> bytes:
    """Write one field."""
    head = varint(number << 3 | wire)
    if isinstance(content, int):
        return head + varint(content)
    return head + varint(len(content)) + content if wire is Wire.BYTES else head + content


def fields(data: bytes) -> Iterator[tuple[int, Wire, Raw]]:
    """Yield number, form and content of each field, in the order in which they stand.

    Raises:
        PayloadError: the bytes end early, or are of no known form.

    """
    at = 0
    while at < len(data):
        head, at = _varint(data, at)
        number, form = head >> 3, head & 7
        if form not in _SIZES or not 0 < number < 1 << 29:
            raise PayloadError(f"byte {at - 1}: found field {number} of form {form}; expected a field of form 0, "
                               "1, 2 or 5")
        content, at = _content(data, at, Wire(form))
        yield number, Wire(form), content


def floats(content: bytes) -> float:
    """Read a number of 32 or 64 bits."""
    number: float = struct.unpack("<f" if len(content) == _SIZES[Wire.SHORT] else "<d", content)[0]
    return number


def signed(number: int, bits: int) -> int:
    """Read the lowest ``bits`` of a number as two's complement."""
    number &= (1 << bits) - 1
    return number - (1 << bits) if number >> (bits - 1) else number


_SIZES = {Wire.VARINT: 0, Wire.LONG: 8, Wire.BYTES: 0, Wire.SHORT: 4}


def _content(data: bytes, at: int, wire: Wire) -> tuple[Raw, int]:
    if wire is Wire.VARINT:
        return _varint(data, at)
    size = _SIZES[wire]
    if wire is Wire.BYTES:
        size, at = _varint(data, at)
    if at + size > len(data):
        raise PayloadError(f"byte {at}: found {len(data) - at} bytes; expected {size}: the payload ends early")
    return data[at:at + size], at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(_LONGEST):
        if at + place >= len(data):
            raise PayloadError(f"byte {at}: found the end within a number; the payload ends early")
        byte = data[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < _MORE:
            return number % _WORD, at + place + 1
    raise PayloadError(f"byte {at}: found a number of more than {_LONGEST} bytes; expected at most so many")
