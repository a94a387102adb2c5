"""A client whose time is granted: it acts on what came only when told to, and gives a request up by that time.

The library counts time-outs by the wall, looks after its connection by the wall, and acts on bytes as they come.
Here bytes are counted and wait for ``release``, and nothing is sent that nobody asked for.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from asyncua import Client, ua
from asyncua.client.ua_client import UaClient, UASocketProtocol
from asyncua.common.shortcuts import Shortcuts

if TYPE_CHECKING:
    from linebench.units import Duration

__all__ = ["GrantedClient", "GrantedSocket", "Later"]

Later: TypeAlias = Callable[[int, Callable[[], None]], Callable[[], None]]
"""Calls after so many microseconds of granted time; returns what cancels it."""
_NEVER_S = 1_000_000.0
"""The wall's time ends no request."""
_MS = 1_000


class GrantedSocket:
    """The connections of one client, of which one is in use at a time.

    Args:
        later: granted time.
        changed: called whenever something happened that may end a wait.

    """

    def __init__(self, later: Later, changed: Callable[[], None]) -> None:
        self.changed = changed
        self._later = later
        self._open: list[_Wire] = []
        self._over: list[_Wire] = []

    @property
    def busy(self) -> bool:
        """Whether bytes wait to be sent, or a connection is on its way to its end."""
        return any(each.leaving for each in self._open)

    @property
    def asking(self) -> bool:
        """Whether a request waits for its answer."""
        return any(each.asking for each in (*self._open, *self._over))

    def counts(self) -> dict[int, tuple[int, int]]:
        """Of every open connection, by its port: bytes sent and bytes received."""
        return {each.port: (each.sent, each.received) for each in self._open}

    def release(self) -> None:
        """Act on what was received, and on the end of connections."""
        for each in tuple(self._open):
            each.release()
        over, self._over = self._over, []
        for each in over:
            each.release()

    def later(self, delay: "Duration", call: Callable[[], None]) -> Callable[[], None]:
        """See ``Later``."""
        return self._later(delay, call)

    def made(self, wire: "_Wire") -> None:
        """A connection stands."""
        self._open.append(wire)
        self.changed()

    def lost(self, wire: "_Wire", *, known: bool) -> None:
        """A connection is gone; unless it is ``known``, nobody hears of that before it is released."""
        self._open.remove(wire)
        if not known:
            self._over.append(wire)
        self.changed()


class GrantedClient(Client):
    """The library's client without a will of its own. ``answer_within``: granted time for each request."""

    uaclient: UaClient
    nodes: Shortcuts

    def __init__(self, url: str, answer_within: "Duration", socket: GrantedSocket) -> None:
        super().__init__(url, timeout=_NEVER_S)
        hook = self.uaclient.pre_request_hook
        self.uaclient = _Transport(answer_within, socket)
        self.uaclient.pre_request_hook = hook
        self.nodes = Shortcuts(self.uaclient.session)

    async def connect(self, **_: object) -> None:
        """Connect, and look after nothing: the next request shows whether the connection still stands."""
        self.uaclient.clear_disconnect_request()
        await self.connect_socket()
        try:
            await self.send_hello()
            await self.open_secure_channel()
            await self.create_session()
            await self.activate_session(username=self._username, password=self._password,
                                        certificate=self.user_certificate)
        except BaseException:
            self.disconnect_socket()
            raise

    async def disconnect(self) -> None:
        """Hang up without waiting for an answer that may never come."""
        self.disconnect_socket()


class _Transport(UaClient):
    """Makes connections that are counted."""

    def __init__(self, answer_within: "Duration", socket: GrantedSocket) -> None:
        super().__init__(_NEVER_S)
        self._within, self._socket = answer_within, socket

    def _make_protocol(self) -> UASocketProtocol:
        made = self.protocol = _Wire(self._within, self._socket, self.security_policy)
        made.pre_request_hook = self._pre_request_hook
        made.on_connection_lost = self._on_transport_lost
        made.is_session_closing = self._is_session_closing
        return made


class _Wire(UASocketProtocol):
    """One connection."""

    def __init__(self, answer_within: "Duration", socket: GrantedSocket, policy: Any) -> None:  # noqa: ANN401 - the library's
        super().__init__(_NEVER_S, security_policy=policy)
        self._within, self._socket = answer_within, socket
        self._came = bytearray()
        self._end: tuple[Exception | None] | None = None
        self._expiry: Callable[[], None] | None = None
        self._way: asyncio.Transport | None = None
        self.port = self.sent = self.received = 0

    @property
    def asking(self) -> bool:
        return any(not future.done() for future in self._callbackmap.values())

    @property
    def leaving(self) -> bool:
        way = self._way
        return way is not None and (way.is_closing() or way.get_write_buffer_size() > 0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.set_write_buffer_limits(high=0)  # so that asyncio tells when the last byte has left
        self.port = int(transport.get_extra_info("sockname")[1])
        self._way = transport
        self._out = _Out(transport, self.wrote)
        super().connection_made(self._out)
        self._socket.made(self)

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self._came += data
        self._socket.changed()

    def resume_writing(self) -> None:
        self._socket.changed()

    def connection_lost(self, exc: Exception | None) -> None:
        self._way, self._end = None, (exc,)
        hung_up = self._out.closed
        if hung_up:
            self._came.clear()
            self.release()
        self._socket.lost(self, known=hung_up)

    def release(self) -> None:
        data, self._came = bytes(self._came), bytearray()
        if data:
            super().data_received(data)
        if self._end is not None:
            (error,), self._end = self._end, None
            super().connection_lost(error)
        if not self.asking:
            self._rest()

    def wrote(self, data: bytes) -> None:
        """A request, for nothing else is written."""
        self.sent += len(data)
        self._rest()
        self._expiry = self._socket.later(self._within, self._expired)
        self._socket.changed()

    def _rest(self) -> None:
        if self._expiry is not None:
            self._expiry()
            self._expiry = None

    def _expired(self) -> None:
        self._expiry = None
        self._fail_all_pending(TimeoutError())
        self._socket.changed()

    def _setup_request_header(self, hdr: ua.RequestHeader, timeout: float = 1) -> None:
        del timeout
        super()._setup_request_header(hdr, self._within / _MS / _MS)


class _Out:
    """A transport that tells what is written."""

    def __init__(self, transport: asyncio.Transport, wrote: Callable[[bytes], None]) -> None:
        self.closed = False
        self._transport, self._wrote = transport, wrote

    def write(self, data: bytes) -> None:
        self._transport.write(data)
        self._wrote(data)

    def close(self) -> None:
        self.closed = True
        self._transport.close()
