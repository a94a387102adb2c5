"""The Message Router of a controller: which part of it answers a request, and several requests in one."""

from linebench.wire.enip.cip import (
    MODIFY,
    MULTIPLE,
    READ,
    READ_PART,
    ROUTER,
    WRITE,
    WRITE_PART,
    CipError,
    Reply,
    Request,
    Status,
    encode_reply,
    join,
    parse_request,
    split,
)
from linebench.wire.enip.objects import Objects
from linebench.wire.enip.path import Step
from linebench.wire.enip.store import SYMBOLS, Store
from linebench.wire.side import Noted

__all__ = ["Router"]

_HEAD = 4
_TAG_SERVICES = frozenset({READ, READ_PART, WRITE, WRITE_PART, MODIFY})


class Router:
    """Carries requests out. What they write waits in the store for ``commit``."""

    def __init__(self, store: Store, objects: Objects) -> None:
        self._store, self._objects = store, objects

    def carry_out(self, content: bytes, room: int, notes: list[Noted]) -> Reply:
        """Answer one request. ``room``: for the reply; ``notes``: what was refused, and why."""
        service = content[0] & 0x7F if content else 0
        try:
            request = parse_request(content)
            if request.service == MULTIPLE:
                return self._several(request, room, notes)
            return self._one(request, room)
        except CipError as error:
            return refused(service, error, notes)

    def _one(self, request: Request, room: int) -> Reply:
        if request.service == MULTIPLE:
            raise CipError(Status.NO_SERVICE, why="several requests within several")
        first = request.path[:1]
        named = bool(first) and isinstance(first[0], Step) and first[0].kind == "symbol"
        symbol = first == (Step("class", SYMBOLS),) and request.service in _TAG_SERVICES
        if not named and not symbol:
            return self._objects.answer(request, room - _HEAD)
        if request.service not in _TAG_SERVICES:
            raise CipError(Status.NO_SERVICE, why=f"service {request.service:02X} of a tag")
        return Reply(request.service, data=self._tag(request, room - _HEAD))

    def _tag(self, request: Request, room: int) -> bytes:
        service = request.service
        if service in (READ, READ_PART):
            return self._store.read(request.path, request.data, room, parts=service == READ_PART)
        if service == MODIFY:
            self._store.modify(request.path, request.data)
        else:
            self._store.write(request.path, request.data, parts=service == WRITE_PART)
        return b""

    def _several(self, request: Request, room: int, notes: list[Noted]) -> Reply:
        """Each by itself, in order. One that has no room for its reply is not carried out."""
        if request.path != ROUTER:
            raise CipError(Status.PATH_UNKNOWN, why="several requests are for the Message Router")
        try:
            parts = split(request.data)
        except ValueError as error:
            raise CipError(Status.NOT_ENOUGH, why=str(error)) from error
        left = room - _HEAD - 2 - 2 * len(parts) - _HEAD * len(parts)
        if left < 0:
            raise CipError(Status.PARTIAL, why=f"no room for {len(parts)} replies")
        replies: list[Reply] = []
        for part in parts:
            reply = self._embedded(part, left + _HEAD, notes)
            left -= len(reply.data) + 2 * len(reply.extended)
            replies.append(reply)
        status = Status.EMBEDDED if any(reply.status for reply in replies) else Status.OK
        return Reply(MULTIPLE, status, data=join([encode_reply(reply) for reply in replies]))

    def _embedded(self, part: bytes, room: int, notes: list[Noted]) -> Reply:
        service = part[0] & 0x7F if part else 0
        try:
            return self._one(parse_request(part), room)
        except CipError as error:
            return _within(refused(service, error, notes), room)


def refused(service: int, error: CipError, notes: list[Noted]) -> Reply:
    """The reply that refuses a request; what was read in part is no refusal."""
    if error.status != Status.PARTIAL:
        reply = Reply(service, error.status, error.extended, error.data)
        notes.append(Noted("refused", f"service {service:02X}: {error}, {reply.why}"))
        return reply
    return Reply(service, error.status, error.extended, error.data)


def _within(reply: Reply, room: int) -> Reply:
    """The same without its extended status where there is no room for that."""
    fits = _HEAD + 2 * len(reply.extended) + len(reply.data) <= room
    return reply if fits else Reply(reply.service, reply.status)
