"""Connections of the Connection Manager: how one is asked for, opened and closed, and sends past a device."""

import struct
from collections.abc import Sequence

import msgspec

from linebench.wire.enip.cip import ROUTER, CipError, Reply, Request, Status
from linebench.wire.enip.path import PathError, Port, Segment, Step, encode_path, parse_path

__all__ = ["CLOSE", "LARGE_OPEN", "MANAGER", "OPEN", "SEND", "Opening", "Triad", "close_data", "close_reply",
           "open_request", "opened_data", "parse_close", "parse_opened", "parse_opening", "parse_send",
           "refused_opening", "send_request"]

MANAGER = (Step("class", 6), Step("instance", 1))
CLOSE, SEND, OPEN, LARGE_OPEN = 0x4E, 0x52, 0x54, 0x5B
IN_USE, CLASS, SIZE, FULL, UNKNOWN, INTERVAL = 0x0100, 0x0103, 0x0109, 0x0113, 0x0107, 0x0111
SEGMENT, LINK = 0x0315, 0x0312
_SERVER_CLASS_3 = 0xA3
_POINT_TO_POINT = 0x4200
_TICK, _TICKS = 0x0A, 0x0E
_MULTIPLIER = 7
_HEAD, _TAIL = struct.Struct("<BBIIHHIB3x"), struct.Struct("<BB")
_SHORT, _LONG = struct.Struct("<IHIH"), struct.Struct("<IIII")
_OPENED = struct.Struct("<IIHHIIIBx")
_CLOSE = struct.Struct("<BBHHIBx")
_SEND = struct.Struct("<BBH")
_SHORT_SIZE, _LONG_SIZE = 0x01FF, 0xFFFF
_MULTIPLES = 4


class Triad(msgspec.Struct, frozen=True):
    """What tells a connection from all others: its serial number, its originator's maker and serial number."""

    serial: int
    vendor: int
    originator: int


class Opening(msgspec.Struct, frozen=True):
    """A connection as it is asked for. ``back``: the number that the originator gives what comes to it; ``sizes``:
    of messages there and back, ``intervals``: microseconds between them, ``timeout_us``: silence that ends it.
    """

    triad: Triad
    back: int
    sizes: tuple[int, int]
    intervals: tuple[int, int]
    timeout_us: int
    transport: int
    route: tuple[Segment, ...]


def open_request(opening: Opening, *, large: bool) -> Request:
    """Return the request that asks for a connection to the Message Router behind ``opening.route``."""
    head = _HEAD.pack(_TICK, _TICKS, 0, opening.back, *msgspec.structs.astuple(opening.triad), _MULTIPLIER)
    (there, back), (out, home) = opening.intervals, opening.sizes
    if large:
        body = _LONG.pack(there, out | _POINT_TO_POINT << 16, back, home | _POINT_TO_POINT << 16)
    else:
        body = _SHORT.pack(there, out | _POINT_TO_POINT, back, home | _POINT_TO_POINT)
    path = encode_path((*opening.route, *ROUTER))
    return Request(LARGE_OPEN if large else OPEN, MANAGER,
                   head + body + _TAIL.pack(_SERVER_CLASS_3, len(path) // 2) + path)


def parse_opening(request: Request) -> Opening:
    """Read a request for a connection.

    Raises:
        CipError: it is none, or its parts are not known.

    """
    form, mask = (_LONG, _LONG_SIZE) if request.service == LARGE_OPEN else (_SHORT, _SHORT_SIZE)
    end = _HEAD.size + form.size + _TAIL.size
    if len(request.data) < end:
        raise CipError(Status.NOT_ENOUGH, why=f"a connection asked for with {len(request.data)} bytes")
    _, _, _, back, serial, vendor, originator, multiplier = _HEAD.unpack_from(request.data)
    there, out, home_interval, home = form.unpack_from(request.data, _HEAD.size)
    transport, words = _TAIL.unpack_from(request.data, _HEAD.size + form.size)
    path = request.data[end:]
    if len(path) != 2 * words:
        raise CipError(Status.PATH_SIZE, why=f"a path of {len(path)} bytes; {2 * words} were said")
    try:
        route = tuple(parse_path(path))
    except PathError as error:
        raise CipError(Status.CONNECTION, SEGMENT, why=str(error)) from error
    return Opening(Triad(serial, vendor, originator), back, (out & mask, home & mask), (there, home_interval),
                   there * _MULTIPLES << min(multiplier, _MULTIPLIER), transport, route)


def opened_data(number: int, opening: Opening) -> bytes:
    """Return the data of the reply that opens it under ``number``."""
    return _OPENED.pack(number, opening.back, *msgspec.structs.astuple(opening.triad), *opening.intervals, 0)


def refused_opening(opening: Opening) -> bytes:
    """Return the data of the reply that refuses it, behind the status."""
    return struct.pack("<HHIBx", *msgspec.structs.astuple(opening.triad), len(encode_path(opening.route)) // 2)


def parse_opened(reply: Reply) -> tuple[int, int]:
    """The two numbers of a connection that was opened: there and back.

    Raises:
        ValueError: that is not in the reply.

    """
    if len(reply.data) < _OPENED.size:
        raise ValueError(f"a connection of {len(reply.data)} bytes")
    number, back, *_ = _OPENED.unpack_from(reply.data)
    return number, back


def close_data(triad: Triad, route: Sequence[Segment]) -> bytes:
    """Return the data of the request that closes a connection."""
    path = encode_path((*route, *ROUTER))
    return _CLOSE.pack(_TICK, _TICKS, *msgspec.structs.astuple(triad), len(path) // 2) + path


def close_reply(triad: Triad) -> bytes:
    """Return the data of the reply that closes it, or says that it does not stand."""
    return struct.pack("<HHIBx", *msgspec.structs.astuple(triad), 0)


def parse_close(request: Request) -> Triad:
    """Which connection a request closes.

    Raises:
        CipError: it does not say.

    """
    if len(request.data) < _CLOSE.size - 2:
        raise CipError(Status.NOT_ENOUGH, why=f"a connection closed with {len(request.data)} bytes")
    _, _, serial, vendor, originator = struct.unpack_from("<BBHHI", request.data)
    return Triad(serial, vendor, originator)


def send_request(content: bytes, route: Sequence[Port]) -> Request:
    """Return the request that has ``content`` sent on along ``route``."""
    path = encode_path(route)
    pad = bytes(len(content) % 2)
    return Request(SEND, MANAGER, _SEND.pack(_TICK, _TICKS, len(content)) + content + pad
                   + bytes((len(path) // 2, 0)) + path)


def parse_send(request: Request) -> tuple[bytes, tuple[Segment, ...]]:
    """What is to be sent on, and along which route.

    Raises:
        CipError: it does not say.

    """
    data = request.data
    size = _SEND.unpack_from(data)[2] if len(data) >= _SEND.size else 0
    end = _SEND.size + size + size % 2
    if not size or len(data) < end + 2:
        raise CipError(Status.NOT_ENOUGH, why=f"{len(data)} bytes to be sent on")
    path = data[end + 2:]
    if len(path) != 2 * data[end]:
        raise CipError(Status.PATH_SIZE, why=f"a route of {len(path)} bytes; {2 * data[end]} were said")
    try:
        return data[_SEND.size:_SEND.size + size], tuple(parse_path(path))
    except PathError as error:
        raise CipError(Status.CONNECTION, SEGMENT, why=str(error)) from error
