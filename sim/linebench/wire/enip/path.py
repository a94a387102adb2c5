"""Paths of CIP: which object, which tag, which element, and over which ports; each segment padded to even bytes."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

__all__ = ["PathError", "Port", "Segment", "Step", "encode_path", "parse_path", "parse_route", "spoken"]

Kind: TypeAlias = Literal["class", "instance", "element", "point", "attribute", "symbol", "key"]
_KINDS: tuple[Kind, ...] = ("class", "instance", "element", "point", "attribute")
_LOGICAL, _SYMBOL, _KEY = 0x20, 0x91, 0x34
_WIDTHS = (1, 2, 4)
_EXTENDED_PORT = 15


class PathError(ValueError):
    """No path."""


class Step(msgspec.Struct, frozen=True, gc=False):
    """A logical segment or a symbol. ``value``: its number, or the symbol's text; of a key nothing is kept."""

    kind: Kind
    value: int | str


class Port(msgspec.Struct, frozen=True, gc=False):
    """A way out of a device: its port, and the address there, of a backplane the slot."""

    number: int
    link: bytes


Segment: TypeAlias = Step | Port


def encode_path(segments: Sequence[Segment]) -> bytes:
    """Return a path, without its length."""
    return b"".join(_encoded(segment) for segment in segments)


def parse_path(data: bytes) -> list[Segment]:
    """Read a path, without its length.

    Raises:
        PathError: it is none.

    """
    found: list[Segment] = []
    at = 0
    while at < len(data):
        segment, size = _segment(data[at:])
        if at + size > len(data):
            raise PathError("the path ends within a segment")
        found.append(segment)
        at += size
    return found


def parse_route(text: str) -> tuple[Port, ...]:
    """Read a route as people write it: ``1,0`` is port 1, the backplane, and slot 0 there; empty: none.

    Raises:
        PathError: it is none.

    """
    numbers = [part.strip() for part in text.split(",")] if text.strip() else []
    if len(numbers) % 2 or not all(part.isdecimal() and int(part) <= 0xFF for part in numbers):  # noqa: PLR2004
        raise PathError(f"route {text!r}; expected pairs of numbers up to 255 such as 1,0")
    pairs = [int(part) for part in numbers]
    return tuple(Port(port, bytes((link,))) for port, link in zip(pairs[::2], pairs[1::2], strict=True))


def spoken(steps: Sequence[Segment]) -> str:
    """A path in words, for the record."""
    words = ""
    for step in steps:
        if isinstance(step, Port):
            words += f" port {step.number}"
        elif step.kind == "symbol":
            words += f".{step.value}"
        elif step.kind == "element":
            words += f"[{step.value}]"
        else:
            words += f" {step.kind} {step.value}"
    return words.lstrip(". ")


def _encoded(segment: Segment) -> bytes:
    if isinstance(segment, Port):
        return _encoded_port(segment)
    if isinstance(segment.value, str):
        text = segment.value.encode()
        return bytes((_SYMBOL, len(text))) + text + bytes(len(text) % 2)
    width = next(number for number, size in enumerate(_WIDTHS) if segment.value < 1 << 8 * size)
    head = bytes((_LOGICAL | _KINDS.index(segment.kind) << 2 | width,))
    return head + bytes(width > 0) + segment.value.to_bytes(_WIDTHS[width], "little")


def _encoded_port(port: Port) -> bytes:
    long = len(port.link) > 1
    extended = port.number >= _EXTENDED_PORT
    head = bytes((min(port.number, _EXTENDED_PORT) | long << 4,))
    whole = head + (bytes((len(port.link),)) if long else b"") + (
        port.number.to_bytes(2, "little") if extended else b"") + port.link
    return whole + bytes(len(whole) % 2)


def _segment(data: bytes) -> tuple[Segment, int]:
    """The first segment and its bytes, which may be more than there are."""
    head = data[0]
    if head == _SYMBOL:
        length = _at(data, 1)
        return Step("symbol", data[2:2 + length].decode(errors="replace")), 2 + length + length % 2
    if head == _KEY:
        return Step("key", ""), 2 + 8
    if head >> 5 == 0:
        return _port(data)
    kind, width = head >> 2 & 7, head & 3
    if head >> 5 != 1 or kind >= len(_KINDS) or width >= len(_WIDTHS):
        raise PathError(f"segment {head:02X}")
    begin, size = 1 + (width > 0), _WIDTHS[width]
    return Step(_KINDS[kind], int.from_bytes(data[begin:begin + size], "little")), begin + size


def _port(data: bytes) -> tuple[Port, int]:
    number, at = data[0] & 0x0F, 1
    length = 1
    if data[0] & 0x10:
        length, at = _at(data, 1), 2
    if number == _EXTENDED_PORT:
        number, at = int.from_bytes(data[at:at + 2], "little"), at + 2
    if not number:
        raise PathError("port 0")
    return Port(number, data[at:at + length]), at + length + (at + length) % 2


def _at(data: bytes, index: int) -> int:
    if index >= len(data):
        raise PathError("the path ends within a segment")
    return data[index]
