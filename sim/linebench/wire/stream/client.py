"""The host's end of a link: dials the device, dials again after a loss, and the side that speaks for the host."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from linebench.ports import Message
from linebench.wire.side import Side
from linebench.wire.stream.address import Address
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Cancel, Clock
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.endpoint import Endpoint

__all__ = ["StreamClient"]

_DIAL_S = 5.0
"""Wall time after which an attempt to connect has failed: a machine that is switched off answers nothing."""
_CLIENT = 1


class StreamClient(Endpoint):
    """A side that dials. Its connection has the number 1. For threads and errors see ``StreamServer``."""

    dialled: ClassVar[bool] = True

    def __init__(self, side: Side, link: str, clock: Clock, hear: Callable[[Message], None],
                 note: Callable[[str, str], None], *, address: str, real: bool = False, retry_us: int = 500_000,
                 max_buffer: int = 1_048_576, capture: Capture | None = None, gather: bool = False) -> None:
        """``address``: ``host:port`` of the device; ``retry_us``: time on ``clock`` until it dials again.

        Raises:
            WireError: no such address, or one outside this machine without ``real``.

        """
        super().__init__(side, link, clock, hear, note, max_buffer=max_buffer, interposer=None, capture=capture,
                         gather=gather)
        self._address = Address.parse(link, address)
        self._address.check(link, real=real)
        self._retry = retry_us
        self._dialling: asyncio.Task[None] | None = None
        self._later: Cancel | None = None
        self._unreachable = False

    @property
    def connected(self) -> bool:
        """Whether the connection stands."""
        return any(not connection.closing for connection in self._open)

    @property
    def busy(self) -> bool:
        """See ``Endpoint.busy``; here also: an attempt to connect is under way."""
        return self._dialling is not None or super().busy

    async def start(self) -> None:
        """Dial; returns when the first attempt has ended, successful or not."""
        self._dial()
        await self.rest()

    async def rest(self) -> None:
        """Wait until no attempt to connect is under way; in stepped time a peer is not idle before that."""
        if self._dialling is not None:
            await asyncio.wait({self._dialling})

    async def stop(self) -> None:
        """Hang up and dial no more; returns when no connection is left."""
        self._cancel_retry()
        self._stopped = True
        if self._dialling is not None:
            self._dialling.cancel()
            await asyncio.wait({self._dialling})
        await self._end()

    def made(self, connection: Connection) -> None:
        """Take the connection that was dialled."""
        if connection.port == connection.server_port:
            # A port of this machine that nobody serves can be drawn as one's own: TCP then connects to itself
            connection.reset("met itself")
            return
        self._unreachable = False
        super().made(connection)

    def lost(self, connection: Connection, why: str) -> None:
        """Dial again later."""
        super().lost(connection, why)
        self._retry_later()

    def _dial(self) -> None:
        if self._dialling is None and not self._open:
            self._dialling = asyncio.get_running_loop().create_task(self._attempt())

    async def _attempt(self) -> None:
        try:
            async with asyncio.timeout(_DIAL_S):
                await asyncio.get_running_loop().create_connection(
                    self._connection, self._address.host, self._address.port)
        except OSError as error:
            self._failed(error)
        finally:
            self._dialling = None
            self.stirred()

    def _failed(self, error: OSError) -> None:
        if not self._unreachable:
            # Once for each outage: the tries that follow say nothing new
            self._unreachable = True
            self._notes("unreachable", f"{self._address}: {_told(error)}")
        self._retry_later()

    def _retry_later(self) -> None:
        if self._later is None and not self._stopped:
            self._later = self._clock.later(self._retry, self._retry_due)

    def _retry_due(self) -> None:
        self._later = None
        self._dial()

    def _cancel_retry(self) -> None:
        if self._later is not None:
            self._later()
            self._later = None

    def _connection(self) -> Connection:
        return Connection(self, dialled=True, limit=self._max_buffer)

    def _number(self) -> int:
        return _CLIENT


def _told(error: OSError) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    return "no answer" if isinstance(error, TimeoutError) else type(error).__name__
