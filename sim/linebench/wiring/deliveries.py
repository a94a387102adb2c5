"""Sends what a server has to tell those who subscribed, each over a connection of its own, one after the other."""

import asyncio
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

import h11
import msgspec

from linebench.wire.http.messages import Request, Response
from linebench.wire.stream.address import WireError
from linebench.wiring.dialling_guest import DiallingGuest
from linebench.wiring.http_guest import HttpGuest

__all__ = ["Deliveries"]

_PATIENCE_S = 10.0
"""How long a subscriber may take to answer."""
_TAKEN = range(200, 300)
_HTTP = "http"
_PORT = 80


class Deliveries:
    """Requests with whole addresses. Everything in the thread of the loop.

    A subscriber who is not there, or refuses, is noted as ``undelivered``; the next delivery is tried all the same.
    """

    def __init__(self, note: Callable[[str, str], None], changed: Callable[[], None], *, real: bool) -> None:
        """``changed`` is called when one has been sent; ``real``: subscribers may be on other machines."""
        self._note, self._changed, self._real = note, changed, real
        self._waiting: deque[Request] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether something has not been sent yet."""
        return self._task is not None

    def send(self, request: Request) -> None:
        """Send a request when those before it were."""
        self._waiting.append(request)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def settled(self) -> None:
        """Wait until all is sent."""
        while self._task is not None:
            await asyncio.wait((self._task,))

    async def stop(self) -> None:
        """Send nothing more."""
        self._waiting.clear()
        await self.settled()

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._deliver(self._waiting.popleft())
        finally:
            self._task = None
            self._changed()

    async def _deliver(self, request: Request) -> None:
        try:
            response = await asyncio.wait_for(self._answer(request), _PATIENCE_S)
        except (OSError, WireError, ValueError, TimeoutError, h11.RemoteProtocolError) as error:
            self._note("undelivered", f"{request.target}: {error or 'no answer'}")
            return
        if response.status not in _TAKEN:
            self._note("undelivered", f"{request.target}: answered {response.status}")

    async def _answer(self, request: Request) -> Response:
        address = urlsplit(request.target)
        if address.scheme != _HTTP:
            raise ValueError(f"found {address.scheme!r}, expected an address with http")
        host, port = address.hostname or "", address.port or _PORT
        guest = HttpGuest(lambda: DiallingGuest(host, port, real=self._real), address.netloc)
        path = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
        try:
            await guest.ask(msgspec.structs.replace(request, target=path))
            while (response := await guest.look()) is None:
                if guest.is_gone:
                    raise ConnectionError("the connection went before the answer")
            return response
        finally:
            await guest.leave()
