"""An emulated level by itself, behind a port that anybody may dial, living by the wall's clock."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from linebench.ports import Message
from linebench.ports.access import TurnedAway
from linebench.seats import LevelSeat
from linebench.stack.machine import Handler, Level, Send
from linebench.wire.http.delivering import Delivering
from linebench.wire.http.server import HttpServer
from linebench.wire.side import Setting, Side, nobody
from linebench.wire.stream.server import StreamServer
from linebench.wiring.control import WireTo
from linebench.wiring.deliveries import Deliveries
from linebench.wiring.ends import device_end
from linebench.wiring.secured import secured_server
from linebench.wiring.station_clock import WallClock

__all__ = ["Alone"]

_NOBODY: Mapping[type, Handler] = MappingProxyType({})
_ROOM = 1_048_576
"""Bytes that may lie unread at a port; those that take whole documents need more."""
Noted = Callable[[str, str], None]


class _Port:
    """The level's way to whoever dials, and back: what a ``Link`` is to a seat in the bench."""

    def __init__(self, peer: str, clock: WallClock) -> None:
        self.name = f"{peer}>"
        self.server: StreamServer | None = None
        self._clock = clock
        self._handlers = _NOBODY

    def say(self, t: int, message: Message, later: int = 0) -> None:  # noqa: ARG002  # as ``Link.say``
        """Say a message to whoever asked."""
        if self.server is not None:
            self.server.tell(message)

    def attach(self, receiver: Callable[..., None] | None, *, powered: bool = True) -> None:  # noqa: ARG002  # as a link
        """Nobody is there (no power)."""
        self._handlers = _NOBODY

    def attach_level(self, handlers: Mapping[type, Handler], perform: Callable[..., None],
                     ways: Mapping[str, Callable[..., None]]) -> None:
        """See ``Link.attach_level``."""
        self._handlers, self._perform, self._ways = handlers, perform, ways

    def heard(self, message: Message) -> None:
        """Somebody says something."""
        handler = self._handlers.get(type(message))
        if handler is None:
            return
        t = self._clock.now()
        answer: Any = handler(message, t)
        if type(answer) is Send:
            self._ways[answer.to](t, answer.message)
        elif answer:
            self._perform(answer, t)


class Alone:
    """A level that is asked over one wire. Make and use it in the thread of a loop."""

    def __init__(self, seat: str, peer: str, wire: WireTo, make: Callable[[], Level], *, epoch: str, note: Noted,
                 store: dict[str, Any] | None = None,
                 admits: Callable[[TurnedAway], bool] = nobody) -> None:
        """``peer``: as which the level knows whoever dials; ``epoch``: UTC of the beginning, which is now;
        ``admits``: see ``Setting``.

        Raises:
            WiringError: the seat is not spoken to so, or not with these options.
            WireError: an address that is none or is not allowed.

        """
        clock = self._clock = WallClock(0, 1)
        setting = Setting(name=wire.name, now=clock.now, epoch=epoch, admits=admits)
        side = device_end(seat, wire.dialect, wire.profile, wire.options, setting)
        port = _Port(peer, clock)
        port.server = self._server = StreamServer(
            secured_server(side, wire, setting), f"{peer}-{seat}", clock, port.heard, note, host=wire.host,
            port=wire.port, real=wire.real, max_buffer=_room(side))
        self._deliveries = Deliveries(note, _nothing, real=wire.real)
        if isinstance(side, Delivering):
            side.deliver_by(self._deliveries.send)
        self._wire = wire
        self._level = LevelSeat(seat, clock, _unwritten, make, store=store)
        self._level.speak(peer, port)
        self._level.hear(port)

    async def start(self) -> WireTo:
        """Serve; returns where.

        Raises:
            WireError: the port is in use.

        """
        self._level.power_on(self._clock.now())
        await self._server.start()
        return msgspec.structs.replace(self._wire, port=self._server.port)

    async def stop(self) -> None:
        """Serve no more."""
        self._clock.stop()
        await self._deliveries.stop()
        await self._server.stop()


def _room(side: Side) -> int:
    return max(_ROOM, side.room) if isinstance(side, HttpServer) else _ROOM


def _nothing() -> None:
    """Nobody waits for a delivery."""


def _unwritten(record: object) -> None:
    """It keeps no journal."""
