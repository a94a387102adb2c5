"""A listening port that can be shut and opened again without being lost to anyone else."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable

from linebench.wire.stream.address import Address, WireError

__all__ = ["Listener"]

_BACKLOG = 128


class Listener:
    """One port.

    Attributes:
        address: where it is; the port is known after ``start``.
        is_shut: connections are refused.

    """

    def __init__(self, link: str, address: Address, factory: Callable[[], asyncio.Protocol],
                 stirred: Callable[[], None]) -> None:
        self.address = address
        self.is_shut = False
        self._started = False
        self._link = link
        self._factory = factory
        self._stirred = stirred
        self._server: asyncio.Server | None = None
        self._reserved: socket.socket | None = None
        self._reopening: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether it is being opened again, and nobody is accepted yet."""
        return self._reopening is not None

    async def start(self) -> None:
        """Listen.

        Raises:
            WireError: the port cannot be had.

        """
        bound = self._bound()
        self.address = Address(self.address.host, bound.getsockname()[1])
        self._started = True
        if self.is_shut:
            self._reserved = bound
        else:
            bound.listen(_BACKLOG)
            await self._serve(bound)

    def shut(self) -> None:
        """Refuse connections. The port stays bound, so nobody else can take it and no dialler meets itself."""
        self.is_shut = True
        if self._started and not self.busy:
            self._close()

    def reopen(self) -> None:
        """Listen again: whoever dials from now on is accepted as soon as the loop runs.

        Raises:
            WireError: the port could not be kept while it was shut, and someone else has it now.

        """
        was_shut, self.is_shut = self.is_shut, False
        if not was_shut or not self._started or self.busy:
            return
        bound, self._reserved = self._reserved or self._bound(), None
        bound.listen(_BACKLOG)
        self._reopening = asyncio.get_running_loop().create_task(self._reopen(bound))

    async def stop(self) -> None:
        """Stop listening and leave nothing behind."""
        if self._reopening is not None:
            await asyncio.wait({self._reopening})
        self._started = False
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._reserved is not None:
            self._reserved.close()
            self._reserved = None

    def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._reserved is None:
            # Where the system does not let a port that was just closed be kept, it is asked for again later
            with contextlib.suppress(WireError):
                self._reserved = self._bound()

    async def _reopen(self, bound: socket.socket) -> None:
        await self._serve(bound)
        self._reopening = None
        if self.is_shut:
            self._close()
        self._stirred()

    async def _serve(self, bound: socket.socket) -> None:
        self._server = await asyncio.get_running_loop().create_server(self._factory, sock=bound, backlog=_BACKLOG)

    def _bound(self) -> socket.socket:
        host, port = self.address.host, self.address.port
        bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # A port that was served a moment ago can be served again; on Windows the option would mean theft
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, port))
        except OSError as error:
            bound.close()
            raise WireError(self._refusal(error)) from error
        bound.setblocking(False)
        return bound

    def _refusal(self, error: OSError) -> str:
        if isinstance(error, PermissionError):
            return (f"{self._link}: {self.address} may not be served by this user; "
                    "choose a port above 1023, or 0 for a free one")
        return (f"{self._link}: {self.address} cannot be served ({error.strerror or error}); "
                "stop what uses it, or choose another port, or 0 for a free one")
