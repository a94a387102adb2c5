"""One TCP connection of a stream: its bytes, their number, and how it ends."""

import asyncio
import contextlib
import socket
import struct
import sys
from functools import partial
from typing import Protocol

__all__ = ["Connection", "Owner"]

_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_FAREWELL_S = 2.0
"""Wall time for what was written to leave after hanging up: a peer that reads nothing would hold it for ever."""


class Owner(Protocol):
    """Whose connection it is."""

    def made(self, connection: "Connection") -> None:
        """It stands."""

    def arrived(self, connection: "Connection", data: bytes) -> None:
        """Bytes were read."""

    def lost(self, connection: "Connection", why: str) -> None:
        """It is gone; ``why``: who ended it and how."""

    def slow(self, connection: "Connection") -> None:
        """More waits to be sent than may be."""

    def stirred(self) -> None:
        """Something happened that may end a wait for quiescence."""


class Connection(asyncio.Protocol):
    """The socket's side of a connection.

    Attributes:
        port: TCP port of the client's end: the same number at both ends.
        server_port: TCP port of the server's end.
        dialled: this end is the client.
        sent: bytes handed to the socket.
        received: bytes read from it.

    """

    def __init__(self, owner: Owner, *, dialled: bool, limit: int) -> None:
        """``dialled``: this end is the client; ``limit``: bytes that may wait to be sent."""
        self.port = 0
        self.server_port = 0
        self.sent = 0
        self.received = 0
        self._owner = owner
        self.dialled = dialled
        self._limit = limit
        self._why = ""
        self._resetting = False
        self._ending = False
        self._transport: asyncio.Transport | None = None
        self._farewell: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether it stands, or is on its way to its end."""
        return self._transport is not None

    @property
    def closing(self) -> bool:
        """Whether this end has hung up, or the connection is gone."""
        return self._transport is None or self._transport.is_closing()

    @property
    def is_reset(self) -> bool:
        """Whether it ended with RST, by either end, rather than with goodbye."""
        return self._resetting

    @property
    def ended_here(self) -> bool:
        """Whether this end ended it."""
        return bool(self._why)

    @property
    def busy(self) -> bool:
        """Whether bytes wait to be sent, or its end is under way."""
        transport = self._transport
        return transport is not None and (self._ending or transport.is_closing()
                                          or transport.get_write_buffer_size() > 0)

    def write(self, data: bytes) -> None:
        """Send at once what the system takes, the rest as it takes more; nothing happens when hung up."""
        transport = self._transport
        if transport is None or transport.is_closing() or not data:
            return
        self.sent += len(data)
        transport.write(data)
        if transport.get_write_buffer_size() > self._limit:
            self._owner.slow(self)

    def hang(self, why: str) -> None:
        """Close when what was written has left."""
        if self._transport is None or self.closing:
            return
        self._why = why
        self._close()

    def reset_soon(self, why: str) -> None:
        """End it with RST when what is written at this instant has left."""
        if not self._ending:
            self._ending = True
            asyncio.get_running_loop().call_soon(partial(self.reset, why, after_writes=True))

    def reset(self, why: str, *, after_writes: bool = False) -> None:
        """End it with RST, at once or when what was written has left."""
        if self._transport is None:
            return
        self._why = self._why or why
        self._resetting = True
        self._option(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        if after_writes:
            self._close()
        else:
            self._transport.abort()

    def _close(self) -> None:
        assert self._transport is not None
        self._transport.close()
        if self._farewell is None:
            self._farewell = asyncio.get_running_loop().call_later(_FAREWELL_S, self._transport.abort)

    def _option(self, level: int, name: int, value: int | bytes) -> None:
        assert self._transport is not None
        with contextlib.suppress(OSError):  # some systems refuse it once the other end is gone
            self._transport.get_extra_info("socket").setsockopt(level, name, value)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See ``asyncio.Protocol``."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=0)  # so that asyncio tells when the last byte has left
        self._option(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = _port(transport, "sockname" if self.dialled else "peername")
        self.server_port = _port(transport, "peername" if self.dialled else "sockname")
        self._owner.made(self)
        self._owner.stirred()

    def data_received(self, data: bytes) -> None:
        """See ``asyncio.Protocol``."""
        self.received += len(data)
        self._owner.arrived(self, data)
        self._owner.stirred()

    def resume_writing(self) -> None:
        """See ``asyncio.Protocol``; here: the last byte has left."""
        self._owner.stirred()

    def connection_lost(self, exc: Exception | None) -> None:
        """See ``asyncio.Protocol``."""
        self._transport = None
        self._resetting = self._resetting or exc is not None
        if self._farewell is not None:
            self._farewell.cancel()
        self._owner.lost(self, self._why or _told(exc))
        self._owner.stirred()


def _port(transport: asyncio.Transport, end: str) -> int:
    # A peer that was gone before it was accepted has no name any more
    name = transport.get_extra_info(end)
    return int(name[1]) if name else 0


def _told(error: Exception | None) -> str:
    if error is None:
        return "closed by the other end"
    # The system's own words differ between platforms and would differ between journals
    known = isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError)
    return "reset by the other end" if known else f"lost ({type(error).__name__})"
