"""The host's end of EtherNet/IP: how it connects, and how a table is asked for and written."""

import re
import struct
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from linebench.wire.enip.asks import (
    Ask,
    Part,
    Question,
    Who,
    grouped,
    identity_of,
    message,
    read_parts,
    write_parts,
)
from linebench.wire.enip.cip import MULTIPLE, WRITE, WRITE_PART, Reply, Status, encode_request, parse_reply, split
from linebench.wire.enip.codec import REGISTER, SEND_RR, SEND_UNIT, Frame, FrameDecoder, Oversized, encode_frame
from linebench.wire.enip.codec import Item as Cut
from linebench.wire.enip.connection import (
    LARGE_OPEN,
    OPEN,
    Opening,
    Triad,
    open_request,
    parse_opened,
    send_request,
)
from linebench.wire.enip.items import ItemError, Message, encode_message, parse_message
from linebench.wire.enip.layout import LogixLayout
from linebench.wire.enip.path import Step, parse_route
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.side import Noted
from linebench.wire.tags.link import Answer, Begun, LinkError, LinkEvent, Lost, RefusedError, Say
from linebench.wire.tags.link import Who as Identity
from linebench.wire.tags.picture import Picture
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["EnipLink"]

_SHORT = 500
"""The size of a connection that every controller opens."""
_STRUCTURE = b"\xa0\x02"
_BACK, _VENDOR = 0x0002_0000, 0x1337
"""The number of what comes back; who opens the connection: a maker's number that nobody has. The session stands for
its serial number, so that two of our hosts are told apart.
"""
_TIMEOUT_S = 5
_ELEMENT = re.compile(r"([^\[\]]+)|\[(\d+)\]")


class EnipLink:
    """EtherNet/IP as the polling host needs it."""

    def __init__(self, table: TagTable, profile: EnipProfile) -> None:
        self._table, self._profile = table, profile
        self._layout = LogixLayout(table, profile)
        self._picture = Picture(table, self._layout)
        self._order = {name: number for number, name in enumerate(self._layout.names)}
        self._paths = {name: self._path(name) for name in self._layout.names}
        self._route = parse_route(profile.route)
        self._serial = 0
        self._connected = profile.messaging == "connected"
        self.parallel = 2 if profile.overlap else 1
        self._forget()

    def opened(self) -> Sequence[LinkEvent]:
        """See ``Link.opened``; a session is registered, then a connection is opened where that is wanted."""
        self._forget()
        return (Say(encode_frame(Frame(REGISTER, 0, struct.pack("<HH", 1, 0)))),)

    def introduce(self, answers: Sequence[tuple[Question, Any]]) -> Question | Identity:
        """See ``Link.introduce``: the Identity object's attributes."""
        if not self._profile.identify or answers:
            return Identity(next((got for _, got in answers if isinstance(got, str)), ""))
        return Who()

    def feed(self, data: bytes) -> Sequence[LinkEvent]:
        """See ``Link.feed``."""
        return [event for item in self._decoder.feed(data) for event in self._frame(item)]

    def reads(self, names: Collection[str] = ()) -> Sequence[Ask]:
        """See ``Link.reads``; in the order of the table."""
        return self._reads(sorted(set(names), key=self._order.__getitem__)) if names else self._all

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[Ask]:
        """See ``Link.writes``. One message for as many tags as it holds."""
        parts = [part for name, value in values for part in write_parts(
            name, self._paths[name], self._layout.slots[name].start, self._prefixes[name],
            self._layout.pack(self._table[name], value), self._room)]
        return grouped(parts, self._room, min(self._profile.services, self._profile.write_services))

    def encode(self, key: int, ask: Question) -> bytes:
        """See ``Link.encode``. Its number is the sequence count, without a connection the client's context."""
        content = message(ask)
        if self._connected:
            return self._framed(SEND_UNIT, encode_message(Message(content, self._number, key)), key)
        if self._route:
            content = encode_request(send_request(content, self._route))
        return self._framed(SEND_RR, encode_message(Message(content), _TIMEOUT_S), key)

    def read(self, ask: Question, raw: Any) -> str | tuple[tuple[int, bytes], ...]:  # noqa: ANN401 - a ``Reply``
        """See ``Link.read``."""
        if isinstance(ask, Who):
            _check("identity", raw)
            return identity_of(raw)
        replies = self._several(ask, raw)
        for part, reply in zip(ask.parts, replies, strict=True):
            if not _taken(part, reply):
                _check(part.name, reply)
        return tuple((part.start, self._value(part, reply)) for part, reply in zip(ask.parts, replies, strict=True)
                     if part.service not in (WRITE, WRITE_PART))

    def picture(self, answers: Sequence[tuple[Question, Any]]) -> Mapping[str, Value]:
        """See ``Link.picture``."""
        return self._picture.take(part for _, parts in answers for part in parts)

    def describe(self, ask: Question) -> str:
        """See ``Link.describe``."""
        if isinstance(ask, Who):
            return "identity"
        first = ask.parts[0]
        more = f" and {len(ask.parts) - 1} more" if len(ask.parts) > 1 else ""
        return f"{'write' if first.service in (WRITE, WRITE_PART) else 'read'} {first.name}{more}"

    # How it connects

    def _forget(self) -> None:
        self._decoder = FrameDecoder(self._profile.most)
        self._session = self._number = 0
        self._large = self._profile.large
        self._prefixes = {name: each.prefix for name, each in self._layout.types.items()}
        self._agree(self._profile.size if self._connected else self._profile.unconnected)

    def _agree(self, size: int) -> None:
        """``size``: of a message, with its sequence count on a connection."""
        around = 2 if self._connected else 16 + 2 * len(self._route)
        self._room = size - around
        self._parts = {name: read_parts(name, self._paths[name], slot.start, slot.count, self._room)
                       for name, slot in self._layout.slots.items()}
        self._all = self._reads(list(self._paths))

    def _frame(self, item: Cut) -> Sequence[LinkEvent]:
        if isinstance(item, Oversized) or item.command not in (REGISTER, SEND_RR, SEND_UNIT):
            head = item.head if isinstance(item, Oversized) else item
            return (Lost("garbage", f"a frame with command {head.command:04X}"),)
        if item.status:
            return (Lost("refused", f"command {item.command:04X}: status {item.status:04X}"),)
        return self._registered(item) if item.command == REGISTER else (self._message(item),)

    def _message(self, item: Frame) -> LinkEvent:
        try:
            found = parse_message(item.data, connected=item.command == SEND_UNIT)
            reply = parse_reply(found.content)
        except (ItemError, ValueError) as error:
            return Noted("garbage", str(error))
        if reply.service in (OPEN, LARGE_OPEN):
            return self._opened(reply)
        if found.connection is not None and found.connection != self._back:
            return Noted("garbage", f"a message on connection {found.connection:08X}")
        key = int.from_bytes(item.context[:2], "little") if found.connection is None else found.sequence
        return Answer(key, reply)

    def _registered(self, frame: Frame) -> Sequence[LinkEvent]:
        if not frame.session or self._session:
            return (Lost("garbage", f"session {frame.session:08X}"),)
        self._session = frame.session
        return (self._open(),) if self._connected else (Begun(),)

    def _open(self) -> Say:
        self._serial = self._serial % 0xFFFF + 1
        size = self._profile.size if self._large else min(self._profile.size, _SHORT)
        self._agree(size)
        interval = self._profile.interval
        self._back = _BACK + self._serial
        opening = Opening(Triad(self._serial, _VENDOR, self._session), self._back, (size, size),
                          (interval, interval), 0, 0, self._route)
        return Say(self._framed(SEND_RR, encode_message(Message(encode_request(
            open_request(opening, large=self._large))), _TIMEOUT_S), 0))

    def _opened(self, reply: Reply) -> LinkEvent:
        if self._number or not self._connected:
            return Noted("garbage", "a connection that nobody asked for")
        if reply.status and self._large:  # an older controller, or one with shorter messages
            self._large = False
            return self._open()
        if reply.status:
            return Lost("refused", f"connection: {reply.why}")
        try:
            self._number, self._back = parse_opened(reply)
        except ValueError as error:
            return Lost("garbage", str(error))
        return Begun()

    def _framed(self, command: int, data: bytes, key: int) -> bytes:
        return encode_frame(Frame(command, self._session, data, context=key.to_bytes(8, "little")))

    # What is asked, and what it means

    def _path(self, name: str) -> tuple[Step, ...]:
        if self._profile.names == "flat":
            return (Step("symbol", self._layout.names[name]),)
        return tuple(Step("symbol", found[1]) if found[1] else Step("element", int(found[2]))
                     for part in self._layout.spelt[name].split(".") for found in _ELEMENT.finditer(part))

    def _reads(self, names: Sequence[str]) -> list[Ask]:
        parts = (part for name in names for part in self._parts[name])
        return grouped(parts, self._room, self._profile.services)

    def _several(self, ask: Ask, raw: Reply) -> list[Reply]:
        if len(ask.parts) == 1:
            return [raw]
        if raw.service != MULTIPLE:
            raise LinkError(f"service {raw.service:02X}")
        if raw.status not in (Status.OK, Status.EMBEDDED):
            raise RefusedError(raw.why, busy=raw.status == Status.RESOURCE)
        try:
            replies = [parse_reply(part) for part in split(raw.data)]
        except ValueError as error:
            raise LinkError(str(error)) from error
        if len(replies) != len(ask.parts):
            raise LinkError(f"{len(replies)} replies to {len(ask.parts)} services")
        return replies

    def _value(self, part: Part, reply: Reply) -> bytes:
        """The bytes of a value. Its type, which may be one of the same length, is what is written from now on."""
        if reply.service != part.service:
            raise LinkError(f"{part.name}: service {reply.service:02X}")
        size = len(_STRUCTURE) * 2 if reply.data[:2] == _STRUCTURE else 2
        prefix, found = reply.data[:size], reply.data[size:]
        if len(prefix) != len(self._prefixes[part.name]) or len(found) < part.size:
            raise LinkError(f"{part.name}: {len(found)} bytes of type {prefix.hex(' ')} instead of {part.size}")
        self._prefixes[part.name] = prefix
        return found[:part.size]


def _taken(part: Part, reply: Reply) -> bool:
    return not reply.status or (reply.status == Status.PARTIAL and part.service not in (WRITE, WRITE_PART))


def _check(what: str, reply: Reply) -> None:
    if reply.status:
        raise RefusedError(f"{what}: {reply.why}", busy=reply.status == Status.RESOURCE)
