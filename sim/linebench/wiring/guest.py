"""A further client of a port that a level dials, such as a fitter's laptop: a real connection of the bench's own.

Its bytes are not counted among those of the level, which neither knows of it nor waits for it. Time stands still
while it speaks: all that follows from what it says has happened on return, so that runs repeat.
"""

import asyncio
import socket

from linebench.wire.stream.server import StreamServer
from linebench.wiring.quiet import Watch

__all__ = ["Guest"]


class Guest(asyncio.Protocol):
    """One connection; everything in the thread of the wires.

    Attributes:
        closed: the device has hung up, or we have.

    """

    def __init__(self, server: StreamServer) -> None:
        self.closed = self._leaving = False
        self._server = server
        self._watch = Watch()
        self._heard = bytearray()
        self._port = self._sent = self._taken = 0
        self._transport: asyncio.Transport | None = None

    async def connect(self) -> bytes:
        """Dial. Returns what the device says first; one that lets nobody in has hung up then: see ``closed``.

        Raises:
            OSError: nobody listens there.
            QuietError: bytes got lost in the bench.

        """
        loop, (host, port) = asyncio.get_running_loop(), self._server.address.rsplit(":", 1)
        one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        one.setblocking(False)
        try:
            one.bind((host, 0))  # its number has to be known before the server sees it
            self._port = one.getsockname()[1]
            self._server.guests.add(self._port)
            await loop.sock_connect(one, (host, int(port)))
            await loop.create_connection(lambda: self, sock=one)
        except BaseException:
            one.close()
            raise
        return await self._exchanged()

    async def say(self, data: bytes) -> bytes:
        """Send. Returns what the device said since the last time, with its answer; raises as ``connect``."""
        if self._transport is None:
            return b""
        self._sent += len(data)
        self._transport.write(data)
        return await self._exchanged()

    async def leave(self) -> None:
        """Hang up."""
        self._leaving = True
        if self._transport is not None:
            self._transport.close()
        await self._until_quiet()
        self._gone()

    async def _exchanged(self) -> bytes:
        await self._until_quiet()
        self._server.release()
        await self._until_quiet()
        if self.closed:
            self._gone()
        heard = bytes(self._heard)
        self._heard.clear()
        return heard

    def _gone(self) -> None:
        """The connection has ended at both ends: the device is told, and the number of the port is anybody's."""
        self._server.release()
        self._server.guests.discard(self._port)

    async def _until_quiet(self) -> None:
        before = self._server.changed

        def changed() -> None:
            self._watch.changed()
            if before is not None:
                before()

        self._server.changed = changed
        try:
            await self._watch.until(self._quiet, lambda: f"a further client of {self._server.address}")
        finally:
            self._server.changed = before

    def _quiet(self) -> bool:
        theirs = self._server.counts(guests=True).get(self._port)
        if theirs is None or self._leaving:
            return theirs is None and self.closed
        return not self._server.busy and theirs == (self._taken, self._sent)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See ``asyncio.Protocol``."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """See ``asyncio.Protocol``."""
        self._taken += len(data)
        self._heard += data
        self._watch.changed()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # how it ended does not matter
        """See ``asyncio.Protocol``."""
        self.closed, self._transport = True, None
        self._watch.changed()
