"""CIP: requests to objects and their replies, and several of them in one message."""

import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from linebench.wire.enip.path import PathError, Segment, Step, encode_path, parse_path

__all__ = ["CipError", "Reply", "Request", "Status", "encode_reply", "encode_request", "join", "parse_reply",
           "parse_request", "split"]

GET_ALL, GET_LIST, MULTIPLE, GET_ONE = 0x01, 0x03, 0x0A, 0x0E
READ, WRITE, MODIFY, READ_PART, WRITE_PART, LIST_INSTANCES = 0x4C, 0x4D, 0x4E, 0x52, 0x53, 0x55
ROUTER = (Step("class", 2), Step("instance", 1))
_REPLY = 0x80
_SHORT, _KEPT = 128, 4096
"""Requests of so many bytes are kept, and so many of them."""
_REPLY_HEAD = 4


class Status:
    """General status codes, and extended ones behind ``GENERAL``."""

    OK = 0x00
    CONNECTION = 0x01
    RESOURCE = 0x02
    PARAMETER = 0x03
    PATH_SYNTAX = 0x04
    PATH_UNKNOWN = 0x05
    PARTIAL = 0x06
    NO_SERVICE = 0x08
    LIST = 0x0A
    READ_ONLY = 0x0F
    NOT_ENOUGH = 0x13
    NO_ATTRIBUTE = 0x14
    TOO_MUCH = 0x15
    EMBEDDED = 0x1E
    PATH_SIZE = 0x26
    GENERAL = 0xFF
    BEYOND = 0x2105
    TYPE = 0x2107


class CipError(Exception):
    """A request is not carried out. ``status``: general; ``extended``: words of it; ``data``: what comes too."""

    def __init__(self, status: int, *extended: int, why: str = "", data: bytes = b"") -> None:
        super().__init__(why or f"status {status:02X}")
        self.status, self.extended, self.data = status, extended, data


class Request(msgspec.Struct, frozen=True, gc=False):
    """A service, the object it is asked of, and its data."""

    service: int
    path: tuple[Segment, ...]
    data: bytes = b""


class Reply(msgspec.Struct, frozen=True, gc=False):
    """The reply to a service. ``extended``: words that say more of ``status``."""

    service: int
    status: int = 0
    extended: tuple[int, ...] = ()
    data: bytes = b""

    @property
    def why(self) -> str:
        """The status in words, for the record."""
        return f"status {self.status:02X}" + "".join(f" {word:04X}" for word in self.extended)


def encode_request(request: Request) -> bytes:
    """Return the bytes of a request."""
    path = encode_path(request.path)
    return bytes((request.service, len(path) // 2)) + path + request.data


def parse_request(content: bytes) -> Request:
    """Read a request.

    Raises:
        CipError: it is none; its status is the answer.

    """
    if len(content) < 2:  # noqa: PLR2004 - service and length of the path
        raise CipError(Status.NOT_ENOUGH, why=f"a request of {len(content)} bytes")
    end = 2 + 2 * content[1]
    if end > len(content):
        raise CipError(Status.PATH_SIZE, why=f"a path of {end - 2} bytes, of which {len(content) - 2} are there")
    try:
        # clients ask the same again and again, in short messages
        return (_parsed if len(content) <= _SHORT else _parsed.__wrapped__)(content)
    except PathError as error:
        raise CipError(Status.PATH_SYNTAX, why=str(error)) from error


@lru_cache(maxsize=_KEPT)
def _parsed(content: bytes) -> Request:
    end = 2 + 2 * content[1]
    return Request(content[0], tuple(parse_path(content[2:end])), content[end:])


def encode_reply(reply: Reply) -> bytes:
    """Return the bytes of a reply."""
    words = struct.pack(f"<{len(reply.extended)}H", *reply.extended)
    return bytes((reply.service | _REPLY, 0, reply.status, len(reply.extended))) + words + reply.data


def parse_reply(content: bytes) -> Reply:
    """Read a reply; its service is that of the request.

    Raises:
        ValueError: it is none.

    """
    if len(content) < _REPLY_HEAD or not content[0] & _REPLY:
        raise ValueError(f"no reply: {content[:8].hex(' ')}")
    end = _REPLY_HEAD + 2 * content[3]
    if end > len(content):
        raise ValueError(f"a status of {content[3]} words in {len(content)} bytes")
    words = struct.unpack(f"<{content[3]}H", content[_REPLY_HEAD:end])
    return Reply(content[0] & ~_REPLY, content[2], words, content[end:])


def join(parts: Sequence[bytes]) -> bytes:
    """Several requests or replies as the data of one: their number, where each begins, and they."""
    at, places = 2 + 2 * len(parts), []
    for part in parts:
        places.append(at)
        at += len(part)
    return struct.pack(f"<H{len(parts)}H", len(parts), *places) + b"".join(parts)


def split(data: bytes) -> list[bytes]:
    """Take apart what ``join`` joined.

    Raises:
        ValueError: it cannot be taken apart.

    """
    count = int.from_bytes(data[:2], "little")
    if len(data) < 2 + 2 * count or not count:
        raise ValueError(f"{count} parts in {len(data)} bytes")
    places = [*struct.unpack_from(f"<{count}H", data, 2), len(data)]
    if places[0] < 2 + 2 * count or places != sorted(places):
        raise ValueError("parts out of order")
    return [data[place:after] for place, after in pairwise(places)]
