"""What a controller tells of itself: its identity, its clock, its project, its list of tags and their types."""

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from linebench.wire.enip.cip import (
    GET_ALL,
    GET_LIST,
    GET_ONE,
    LIST_INSTANCES,
    READ,
    CipError,
    Reply,
    Request,
    Status,
)
from linebench.wire.enip.layout import DINT, SINT, LogixLayout, LogixType
from linebench.wire.enip.path import Step
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.enip.store import SYMBOLS
from linebench.wire.tags.tag import TagTable

__all__ = ["Objects", "identity", "wall_clock"]

_IDENTITY, _TEMPLATES, _PROGRAM, _CLOCK = 0x01, 0x6C, 0x64, 0x8B
_RUNNING = b"\x60\x30"
"""Status of the Identity object: in the mode remote run, without a fault."""
_READ_WRITE, _READ_ONLY = 0, 2
"""External access of a symbol."""
_BASE_TAG = 1 << 26
"""Software control of a symbol: it is no alias."""
_UNREAD = 23
"""Bytes that a definition's size says above what can be read of it; clients subtract them."""
_ARRAY_OF_SINT = 0x2000 | SINT
Attributes = Mapping[int, bytes]


class Objects:
    """Answers what is asked of objects other than tags. Nothing of it can be written."""

    def __init__(self, profile: EnipProfile, layout: LogixLayout, table: TagTable,
                 clock: Callable[[], bytes]) -> None:
        self._profile, self._clock = profile, clock
        self._symbols = {number: _symbol(name, layout, writable=table[name].writable)
                         for number, name in enumerate(layout.names, 1)}
        texts = {each.template: each for each in layout.types.values() if each.template}
        self._templates = {number: _attributes(each) for number, each in texts.items()}
        self._definitions = {number: _definition(each) for number, each in texts.items()}

    def answer(self, request: Request, room: int) -> Reply:
        """Return the reply. ``room``: for its data.

        Raises:
            CipError: there is no such object, or it has no such service or attribute.

        """
        numbers = [each.value for each in request.path if isinstance(each, Step)
                   and each.kind in ("class", "instance", "attribute") and isinstance(each.value, int)]
        if len(numbers) != len(request.path) or not numbers:
            raise CipError(Status.PATH_SYNTAX, why="no object")
        group, instance, *attribute = *numbers, *([0] * (2 - len(numbers)))
        if group == SYMBOLS and request.service == LIST_INSTANCES:
            return self._listed(request, instance, room)
        if group == _TEMPLATES and request.service == READ:
            return self._read_definition(request, instance, room)
        if request.service == GET_ALL:
            return Reply(request.service, data=self._all(group, instance))
        found = self._attributes(group, instance)
        if request.service == GET_ONE:
            return Reply(request.service, data=_one(found, attribute[0] if attribute else 0))
        if request.service == GET_LIST:
            return _several(request, found)
        raise CipError(Status.NO_SERVICE, why=f"service {request.service:02X} of class {group:02X}")

    def _attributes(self, group: int, instance: int) -> Attributes:
        known: dict[int, Mapping[int, Attributes]] = {
            _IDENTITY: {1: _identity_attributes(self._profile)}, SYMBOLS: self._symbols,
            _TEMPLATES: self._templates, _CLOCK: {1: {6: self._clock()}},
            _PROGRAM: {1: {1: _counted(self._profile.program)}}}
        found = known.get(group, {}).get(instance)
        if found is None:
            raise CipError(Status.PATH_UNKNOWN, why=f"class {group:02X} instance {instance}")
        return found

    def _all(self, group: int, instance: int) -> bytes:
        if group not in (_IDENTITY, _PROGRAM):
            self._attributes(group, instance)
            raise CipError(Status.NO_SERVICE, why=f"all attributes of class {group:02X}")
        return b"".join(self._attributes(group, instance).values())

    def _listed(self, request: Request, first: int, room: int) -> Reply:
        """Symbols from ``first`` on, as many as there is room for."""
        wanted = _numbers(request.data)
        found, status = b"", Status.OK
        for number in range(max(first, 1), len(self._symbols) + 1):
            symbol = self._symbols[number]
            if any(each not in symbol for each in wanted):
                raise CipError(Status.NO_ATTRIBUTE, why=f"attributes {wanted}")
            one = number.to_bytes(4, "little") + b"".join(symbol[each] for each in wanted)
            if len(found) + len(one) > room:
                status = Status.PARTIAL
                break
            found += one
        return Reply(request.service, status, data=found)

    def _read_definition(self, request: Request, instance: int, room: int) -> Reply:
        definition = self._definitions.get(instance)
        if definition is None:
            raise CipError(Status.PATH_UNKNOWN, why=f"template {instance}")
        if len(request.data) != 6:  # noqa: PLR2004 - offset and length
            raise CipError(Status.NOT_ENOUGH, why=f"template {instance}: {len(request.data)} bytes")
        offset, length = struct.unpack("<IH", request.data)
        wanted = definition[offset:offset + length]
        status = Status.PARTIAL if len(wanted) > room else Status.OK
        return Reply(request.service, status, data=wanted[:room])


def identity(profile: EnipProfile) -> bytes:
    """All attributes of the Identity object, as they follow each other."""
    return b"".join(_identity_attributes(profile).values())


def wall_clock(epoch: str, now_us: int) -> bytes:
    """Return the time of day as the controller's clock has it: microseconds since 1970."""
    since = round(datetime.fromisoformat(epoch).timestamp()) * 1_000_000
    return (since + now_us).to_bytes(8, "little")


def _identity_attributes(profile: EnipProfile) -> Attributes:
    major, minor = (int(part) & 0xFF for part in profile.revision.split("."))
    name = profile.product.encode()
    return {1: struct.pack("<H", profile.vendor), 2: struct.pack("<H", profile.device_type),
            3: struct.pack("<H", profile.product_code), 4: bytes((major, minor)), 5: _RUNNING,
            6: struct.pack("<I", profile.serial), 7: bytes((len(name),)) + name}


def _symbol(ours: str, layout: LogixLayout, *, writable: bool) -> Attributes:
    start = layout.slots[ours].start
    return {1: _counted(layout.names[ours]), 2: struct.pack("<H", layout.types[ours].symbol),
            3: struct.pack("<I", start), 5: struct.pack("<I", start), 6: struct.pack("<I", _BASE_TAG), 8: bytes(12),
            10: bytes((_READ_WRITE if writable else _READ_ONLY,))}


def _attributes(text: LogixType) -> Attributes:
    words = -(-(len(_definition(text)) + _UNREAD) // 4)
    return {1: struct.pack("<H", text.handle), 2: struct.pack("<H", 2), 4: struct.pack("<I", words),
            5: struct.pack("<I", text.size)}


def _definition(text: LogixType) -> bytes:
    """LEN and DATA: their types and places, then the names."""
    members = struct.pack("<HHI", 0, DINT, 0) + struct.pack("<HHI", text.room, _ARRAY_OF_SINT, 4)
    name = "ASCIISTRING82" if text.name == "STRING" else text.name
    return members + f"{name};n".encode() + b"\0LEN\0DATA\0"


def _counted(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(2, "little") + data


def _numbers(data: bytes) -> Sequence[int]:
    count = int.from_bytes(data[:2], "little")
    if len(data) < 2 + 2 * count:
        raise CipError(Status.NOT_ENOUGH, why=f"{count} attributes in {len(data)} bytes")
    return struct.unpack_from(f"<{count}H", data, 2)


def _one(found: Attributes, number: int) -> bytes:
    if number not in found:
        raise CipError(Status.NO_ATTRIBUTE, why=f"attribute {number}")
    return found[number]


def _several(request: Request, found: Attributes) -> Reply:
    """Each attribute with a status of its own."""
    wanted = _numbers(request.data)
    parts = [struct.pack("<HH", each, Status.OK if each in found else Status.NO_ATTRIBUTE) + found.get(each, b"")
             for each in wanted]
    missing = any(each not in found for each in wanted)
    return Reply(request.service, Status.LIST if missing else Status.OK,
                 data=len(wanted).to_bytes(2, "little") + b"".join(parts))
