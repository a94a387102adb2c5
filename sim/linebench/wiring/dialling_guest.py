"""A client of a server that is not ours: a real connection of the bench's own."""

import asyncio
import contextlib

from linebench.wire.stream.address import Address

__all__ = ["DiallingGuest"]

_CHUNK = 65_536
_MOMENT_S = 0.02
"""How long it is listened each time; who waits for more listens again."""
_PATIENCE_S = 10.0


class DiallingGuest:
    """One connection, as ``Guest`` is to a port of the bench; everything in the thread of the wires.

    Attributes:
        closed: the server has hung up, or we have, or nobody was there.

    """

    def __init__(self, host: str, port: int, *, real: bool) -> None:
        """``real``: it may be on another machine.

        Raises:
            WireError: it may not, or has no such port.

        """
        self._address = Address(host, port)
        self._address.check("partner-l4", real=real)
        self.closed = True
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def connect(self) -> bytes:
        """Dial. Returns what the server says first.

        Raises:
            OSError: nobody listens there.

        """
        dialled = asyncio.open_connection(self._address.host, self._address.port)
        self._reader, self._writer = await asyncio.wait_for(dialled, _PATIENCE_S)
        self.closed = False
        return b""

    async def say(self, data: bytes) -> bytes:
        """Send, or nothing. Returns what came since the last time, with what comes within a moment."""
        if self._writer is None or self._reader is None:
            return b""
        heard = b""
        with contextlib.suppress(ConnectionError):
            self._writer.write(data)
            await self._writer.drain()
        with contextlib.suppress(TimeoutError, ConnectionError):
            heard = await asyncio.wait_for(self._reader.read(_CHUNK), _MOMENT_S)
            self.closed = not heard
        return heard

    async def leave(self) -> None:
        """Hang up."""
        self.closed = True
        if self._writer is not None:
            self._writer.close()
            with contextlib.suppress(ConnectionError):
                await self._writer.wait_closed()
