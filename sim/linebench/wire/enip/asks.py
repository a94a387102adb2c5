"""What a host asks a Logix controller: services on tags, as many at once as a message and its reply hold."""

import struct
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

from linebench.wire.enip.cip import (
    GET_ALL,
    MULTIPLE,
    READ,
    READ_PART,
    ROUTER,
    WRITE,
    WRITE_PART,
    Reply,
    Request,
    encode_request,
    join,
)
from linebench.wire.enip.path import Step

__all__ = ["Ask", "Part", "Question", "Who", "grouped", "identity_of", "message", "read_parts", "write_parts"]

_MULTIPLE_ASKED, _MULTIPLE_TOLD = 6 + 2, 4 + 2
"""What a message with several services has besides them: head, path and their number; head and number."""
_PLACE = 2
_TOLD = 4
"""Head of a reply."""
_LONGEST_PREFIX = 4
_IDENTITY = (Step("class", 1), Step("instance", 1))
_SPARE = 8
"""What a controller may leave of a reply with a part of a value."""


class Part(msgspec.Struct, frozen=True, gc=False):
    """One service on one tag. ``start`` and ``size``: of its bytes in the layout; ``content``: the request."""

    name: str
    service: int
    start: int
    size: int
    content: bytes


class Ask(msgspec.Struct, frozen=True, gc=False):
    """One message, with one service or several, all of them reads or all of them writes."""

    parts: tuple[Part, ...]


class Who(msgspec.Struct, frozen=True, gc=False):
    """The question who is there."""


Question: TypeAlias = Ask | Who
"""Whatever the host asks."""


def message(ask: Question) -> bytes:
    """Return the bytes of a message."""
    if isinstance(ask, Who):
        return encode_request(Request(GET_ALL, _IDENTITY))
    if len(ask.parts) == 1:
        return ask.parts[0].content
    return encode_request(Request(MULTIPLE, ROUTER, join([part.content for part in ask.parts])))


def read_parts(name: str, path: Sequence[Step], start: int, size: int, room: int) -> list[Part]:
    """The reads of one tag of ``size`` bytes: one, or as many as its value needs with replies of ``room`` bytes."""
    one = Part(name, READ, start, size, encode_request(Request(READ, tuple(path), struct.pack("<H", 1))))
    if _TOLD + _LONGEST_PREFIX + size <= room:
        return [one]
    step = max((room - _TOLD - _LONGEST_PREFIX - _SPARE) // 4 * 4, 4)
    return [Part(name, READ_PART, start + at, min(step, size - at),
                 encode_request(Request(READ_PART, tuple(path), struct.pack("<HI", 1, at))))
            for at in range(0, size, step)]


def write_parts(name: str, path: Sequence[Step], start: int, prefix: bytes,  # noqa: PLR0917  # a tag, and its value
                data: bytes, room: int) -> list[Part]:
    """The writes of one tag: one, or as many as its value needs with requests of ``room`` bytes."""
    whole = encode_request(Request(WRITE, tuple(path), prefix + struct.pack("<H", 1) + data))
    if len(whole) <= room:
        return [Part(name, WRITE, start, len(data), whole)]
    head = len(encode_request(Request(WRITE_PART, tuple(path), prefix + bytes(6))))
    step = max((room - head) // 4 * 4, 4)
    parts = [(at, data[at:at + step]) for at in range(0, len(data), step)]
    return [Part(name, WRITE_PART, start + at, len(part), encode_request(
        Request(WRITE_PART, tuple(path), prefix + struct.pack("<HI", 1, at) + part))) for at, part in parts]


def grouped(parts: Iterable[Part], room: int, most: int) -> list[Ask]:
    """The fewest messages for these services in their order, none with more than ``most``."""
    asks: list[Ask] = []
    held: list[Part] = []
    asked, told = _MULTIPLE_ASKED, _MULTIPLE_TOLD
    for part in parts:
        needs = _PLACE + len(part.content)
        gives = _PLACE + _TOLD + (_LONGEST_PREFIX + part.size if part.service in (READ, READ_PART) else 0)
        alone = part.service in (READ_PART, WRITE_PART)
        if held and (alone or asked + needs > room or told + gives > room or len(held) >= most):
            asks.append(Ask(tuple(held)))
            held, asked, told = [], _MULTIPLE_ASKED, _MULTIPLE_TOLD
        held.append(part)
        asked, told = asked + needs, told + gives
        if alone:
            asks.append(Ask(tuple(held)))
            held, asked, told = [], _MULTIPLE_ASKED, _MULTIPLE_TOLD
    return [*asks, Ask(tuple(held))] if held else asks


def identity_of(reply: Reply) -> str:
    """Product and revision, as the Identity object says them; empty where it says something else."""
    data = reply.data
    if len(data) < 15 or len(data) < 15 + data[14]:  # noqa: PLR2004 - the name stands behind as many, with its length
        return ""
    return f"{data[15:15 + data[14]].decode(errors='replace')} {data[6]}.{data[7]}"
