"""A bystander of EtherNet/IP: answers are known by session, sequence count and context, and say what tags held."""

import zlib
from collections.abc import Sequence

from linebench.wire.enip.asks import identity_of
from linebench.wire.enip.cip import (
    GET_ALL,
    MODIFY,
    MULTIPLE,
    READ,
    READ_PART,
    WRITE,
    WRITE_PART,
    CipError,
    Reply,
    Request,
    Status,
    parse_reply,
    parse_request,
    split,
)
from linebench.wire.enip.codec import (
    HEAD,
    LIST_IDENTITY,
    LIST_INTERFACES,
    LIST_SERVICES,
    NOP,
    REGISTER,
    SEND_RR,
    SEND_UNIT,
    UNREGISTER,
    Frame,
    FrameDecoder,
    Oversized,
)
from linebench.wire.enip.connection import CLOSE, LARGE_OPEN, MANAGER, OPEN, SEND, parse_send
from linebench.wire.enip.items import ItemError, Message, parse_message
from linebench.wire.enip.layout import LogixLayout
from linebench.wire.enip.path import spoken
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.tags.happenings import Seen, TagHappenings
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.logix_names import with_names
from linebench.wire.tags.tag import Value
from linebench.wire.witness import Ear, Piece, Witness

__all__ = ["WITNESSES"]

_LONGEST = 65_535
_REMEMBERED = 4_096
_SHOWN = 120
_COMMANDS = {NOP: "nothing", LIST_SERVICES: "services", LIST_IDENTITY: "identity", LIST_INTERFACES: "interfaces",
             REGISTER: "register", UNREGISTER: "unregister", SEND_RR: "message", SEND_UNIT: "message"}
_SERVICES = {READ: "read", READ_PART: "read part", WRITE: "write", WRITE_PART: "write part", MODIFY: "modify",
             GET_ALL: "attributes"}
_MANAGED = {OPEN: "open", LARGE_OPEN: "open", CLOSE: "close"}
_STRUCTURE = b"\xa0\x02"


class EnipEar:
    """Cuts both directions of one connection; remembers messages by their sequence count and context."""

    def __init__(self) -> None:
        self._asked: dict[tuple[int, int, bytes], Piece] = {}

    def host(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        found = _cut(data)
        if found is None or isinstance(found, Piece):
            return None if found is None else (len(data), found)
        size = HEAD + len(found.data)
        piece = Piece(_kind(found), data[:size])
        self._asked[_key(found)] = piece
        if len(self._asked) > _REMEMBERED:
            del self._asked[next(iter(self._asked))]
        return size, piece

    def device(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        found = _cut(data)
        if found is None or isinstance(found, Piece):
            return None if found is None else (len(data), found)
        asked = self._asked.get(_key(found))
        size = HEAD + len(found.data)
        kind = _COMMANDS.get(found.command, "unknown") if asked is None else asked.kind
        return size, Piece(kind, data[:size], meaning=_meaning(found, kind))


class EnipHappenings(TagHappenings):
    """Values from replies to reads of whole tags."""

    def __init__(self, image: TagImage, profile: EnipProfile) -> None:
        table = with_names(image.table)
        self._spelt = LogixLayout(table, profile)
        self._named = {each.lower(): name for name, legal in self._spelt.names.items()
                       for each in (self._spelt.spelt[name], legal)}
        super().__init__(image, self._spelt)

    def seen(self, question: Piece, answer: Sequence[Piece]) -> Seen | None:
        """See ``TagHappenings``."""
        asked, replies = _requests(_message(question.data)), _replies(_message(answer[0].data))
        if not asked or len(asked) != len(replies):
            return None
        values = [self._one(request, reply) for request, reply in zip(asked, replies, strict=True)]
        found = tuple(each for each in values if each is not None)
        return Seen(values=found) if found else None

    def _one(self, request: Request, reply: Reply) -> tuple[str, Value] | None:
        name = self._named.get(spoken(request.path).lower())
        if request.service != READ or reply.status != Status.OK or name is None:
            return None
        data = reply.data[4 if reply.data[:2] == _STRUCTURE else 2:]
        slot = self._spelt.slots[name]
        return None if len(data) != slot.count else (name, self._spelt.unpack(self._image.table[name], data))


def _cut(data: bytes) -> Frame | Piece | None:
    """The first frame; what cannot be one is garbage up to the end."""
    found = FrameDecoder(_LONGEST).feed(data[:HEAD + _LONGEST])
    if not found:
        head = int.from_bytes(data[:2], "little")
        return Piece("garbage", data) if len(data) > 1 and head not in _COMMANDS else None
    first = found[0]
    if isinstance(first, Oversized) or first.command not in _COMMANDS:
        return Piece("garbage", data)
    return first


def _message(data: bytes) -> Message | None:
    frame = _cut(data)
    if not isinstance(frame, Frame) or frame.command not in (SEND_RR, SEND_UNIT):
        return None
    return _message_of(frame)


def _key(frame: Frame) -> tuple[int, int, bytes]:
    if frame.command != SEND_UNIT:
        return frame.command, 0, frame.context
    try:
        return frame.command, parse_message(frame.data, connected=True).sequence, b""
    except ItemError:
        return frame.command, -1, frame.context


def _requests(message: Message | None) -> list[Request]:
    """What is asked, one by one; nothing where it cannot be read."""
    if message is None:
        return []
    try:
        first = parse_request(message.content)
        if first.service == SEND and first.path == MANAGER:
            first = parse_request(parse_send(first)[0])
        return [parse_request(part) for part in split(first.data)] if first.service == MULTIPLE else [first]
    except (CipError, ValueError):
        return []


def _replies(message: Message | None) -> list[Reply]:
    if message is None:
        return []
    try:
        first = parse_reply(message.content)
        return [parse_reply(part) for part in split(first.data)] if first.service == MULTIPLE else [first]
    except ValueError:
        return []


def _kind(frame: Frame) -> str:
    if frame.command not in (SEND_RR, SEND_UNIT):
        return _COMMANDS[frame.command]
    asked = _requests(_message_of(frame))
    words = [_words(each) for each in asked]
    services = {word.partition(" ")[0] for word in words}
    if len(services) != 1:
        return "several" if words else "message"
    text = ", ".join([words[0], *(word.partition(" ")[2] for word in words[1:])])
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… {len(words)} {zlib.crc32(text.encode()) & 0xFFFF:04X}"  # the same for the same tags


def _message_of(frame: Frame) -> Message | None:
    try:
        return parse_message(frame.data, connected=frame.command == SEND_UNIT)
    except ItemError:
        return None


def _words(request: Request) -> str:
    if request.path == MANAGER:
        return _MANAGED.get(request.service, f"manager {request.service:02X}")
    service = _SERVICES.get(request.service, f"service {request.service:02X}")
    offset = f" +{int.from_bytes(request.data[2:6], 'little')}" if request.service == READ_PART else ""
    return f"{service} {spoken(request.path)}{offset}"


def _meaning(frame: Frame, kind: str) -> str:
    if frame.status:
        return f"status {frame.status:04X}"
    replies = _replies(_message_of(frame)) if frame.command in (SEND_RR, SEND_UNIT) else []
    wrong = [reply.why for reply in replies if reply.status]
    if wrong:
        return f"{kind}: {', '.join(wrong[:8])}"
    if len(replies) == 1 and replies[0].service == GET_ALL:
        return f"{kind}: {identity_of(replies[0])}"
    return kind


def _ear(profile: EnipProfile) -> Ear:
    del profile  # all frames are cut alike
    ear = EnipEar()
    return Ear(ear.host, ear.device)


WITNESSES = (Witness(name="enip", ear=_ear, shows=EnipHappenings),)
