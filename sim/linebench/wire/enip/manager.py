"""The Connection Manager of a controller: which connections stand, and what is sent on without one."""

from collections.abc import Callable

import msgspec

from linebench.wire.enip.cip import ROUTER, CipError, Reply, Request, Status
from linebench.wire.enip.connection import (
    CLASS,
    CLOSE,
    FULL,
    IN_USE,
    INTERVAL,
    LARGE_OPEN,
    LINK,
    OPEN,
    SEGMENT,
    SIZE,
    UNKNOWN,
    Opening,
    Triad,
    close_reply,
    opened_data,
    parse_close,
    parse_opening,
    parse_send,
    refused_opening,
)
from linebench.wire.enip.path import Port, Segment, Step, parse_route
from linebench.wire.enip.profile import EnipProfile

__all__ = ["Connection", "Manager"]

_LEAST, _SHORT_MOST = 32, 511
_CLASS_3 = 3
_FIRST = 0x0001_0001


class Connection(msgspec.Struct):
    """A connection that stands. ``last``: the sequence count of the last message; ``said``: what was answered to it
    if it wrote anything, which is not to be done twice.
    """

    client: int
    number: int
    opening: Opening
    heard_us: int
    last: int | None = None
    said: bytes = b""

    @property
    def room(self) -> int:
        """For a reply: a message less its sequence count."""
        return self.opening.sizes[1] - 2


class Manager:
    """Opens and closes connections; those of which nothing was heard for too long are gone."""

    def __init__(self, profile: EnipProfile, now: Callable[[], int]) -> None:
        self._profile, self._now = profile, now
        self._route = parse_route(profile.route)
        self._connections: dict[int, Connection] = {}
        self._number = _FIRST - 1

    def connection(self, client: int, number: int) -> Connection | None:
        """The connection of this number, if it stands and is the client's."""
        self._forget()
        found = self._connections.get(number)
        if found is None or found.client != client:
            return None
        found.heard_us = self._now()
        return found

    def leave(self, client: int) -> None:
        """A client is gone, and its connections with it."""
        self._connections = {number: each for number, each in self._connections.items() if each.client != client}

    def answer(self, client: int, request: Request) -> Reply:
        """Open or close a connection.

        Raises:
            CipError: it is neither, or not understood.

        """
        self._forget()
        if request.service == CLOSE:
            return self._close(client, parse_close(request))
        if request.service != OPEN and not (request.service == LARGE_OPEN and self._profile.large):
            raise CipError(Status.NO_SERVICE, why=f"service {request.service:02X} of the Connection Manager")
        opening = parse_opening(request)
        wrong = self._wrong(opening, request.service)
        if wrong:
            return Reply(request.service, Status.CONNECTION, (wrong,), refused_opening(opening))
        self._number += 1
        self._connections[self._number] = Connection(client, self._number, opening, self._now())
        return Reply(request.service, data=opened_data(self._number, opening))

    def passed_on(self, request: Request) -> bytes:
        """What an Unconnected Send holds for this controller.

        Raises:
            CipError: it is for another one, or not understood.

        """
        content, route = parse_send(request)
        if not self._is_own(route):
            raise CipError(Status.CONNECTION, LINK, why=f"another way than {self._profile.route!r}",
                           data=bytes((sum(isinstance(each, Port) for each in route), 0)))
        return content

    def _close(self, client: int, triad: Triad) -> Reply:
        for number, each in self._connections.items():
            if each.opening.triad == triad and each.client == client:
                del self._connections[number]
                return Reply(CLOSE, data=close_reply(triad))
        return Reply(CLOSE, Status.CONNECTION, (UNKNOWN,), close_reply(triad))

    def _wrong(self, opening: Opening, service: int) -> int:
        """Why a connection is not opened, 0 when it is."""
        steps = tuple(each for each in opening.route if isinstance(each, Step) and each.kind != "key")
        if steps != ROUTER:
            return SEGMENT
        if not self._is_own(opening.route):
            return LINK
        if opening.transport & 0x0F != _CLASS_3:
            return CLASS
        most = self._profile.size if service == LARGE_OPEN else min(self._profile.size, _SHORT_MOST)
        if not all(_LEAST <= size <= most for size in opening.sizes):
            return SIZE
        return INTERVAL if not opening.timeout_us else self._occupied(opening)

    def _occupied(self, opening: Opening) -> int:
        if any(each.opening.triad == opening.triad for each in self._connections.values()):
            return IN_USE
        return FULL if len(self._connections) >= self._profile.connections else 0

    def _is_own(self, route: tuple[Segment, ...]) -> bool:
        ports = tuple(each for each in route if isinstance(each, Port))
        return self._profile.routing == "any" or not ports or ports == self._route

    def _forget(self) -> None:
        now = self._now()
        gone = [number for number, each in self._connections.items()
                if now - each.heard_us > each.opening.timeout_us]
        for number in gone:
            del self._connections[number]
