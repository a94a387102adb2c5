"""A further client of a server that speaks HTTP/1.1, such as a partner's program: asks one thing after the other.

What is asked and what is answered are values; how long an answer takes is the affair of whoever lets time pass.
"""

from collections.abc import Callable
from typing import Protocol

import h11

from linebench.wire.http.messages import Request, Response

__all__ = ["HttpGuest", "Line"]


class Line(Protocol):
    """One connection. ``closed``: it is over."""

    closed: bool

    async def connect(self) -> bytes:
        """Dial. Returns what the server says first."""

    async def say(self, data: bytes) -> bytes:
        """Send, or nothing. Returns what the server said since the last time."""

    async def leave(self) -> None:
        """Hang up."""


class HttpGuest:
    """Asks a server. Everything in the thread of the wires.

    After ``ask`` it is looked for the answer with ``look``, as often as it takes.

    Attributes:
        piece: bytes that are sent at once; 0: all.

    """

    def __init__(self, dial: Callable[[], Line], host: str) -> None:
        """``dial``: makes a connection that is not dialled yet; ``host``: the server, as requests name it."""
        self._dial, self._host = dial, host
        self.piece = 0
        self._line: Line | None = None
        self._http = h11.Connection(h11.CLIENT)
        self._head: h11.Response | None = None
        self._body = bytearray()

    async def ask(self, request: Request) -> None:
        """Send a request; what was asked before and not answered is given up.

        Raises:
            OSError: nobody listens there.

        """
        line = await self._open()
        headers = {"host": self._host, "content-length": str(len(request.body)), **request.headers}
        self._head = None
        self._body.clear()
        parts = [h11.Request(method=request.method, target=request.target, headers=list(headers.items())),
                 h11.Data(data=request.body), h11.EndOfMessage()]
        data = b"".join(self._http.send(each) or b"" for each in parts)
        size = self.piece or len(data)
        for start in range(0, len(data), size):
            self._take(await line.say(data[start:start + size]), line)

    async def look(self) -> Response | None:
        """The answer to what was asked last; ``None``: it has not come.

        Raises:
            h11.RemoteProtocolError: what came is no HTTP.

        """
        line = self._line
        if line is not None and not self._is_whole:
            self._take(await line.say(b""), line)
        if self._head is None or not self._is_whole:
            return None
        headers = {name.decode(): value.decode("latin-1") for name, value in self._head.headers}
        return Response(self._head.status_code, headers, bytes(self._body))

    async def leave(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            await line.leave()

    @property
    def is_gone(self) -> bool:
        """Whether the server hung up before it answered."""
        return self._line is not None and self._line.closed and not self._is_whole

    @property
    def _is_whole(self) -> bool:
        return self._http.their_state in (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)

    async def _open(self) -> Line:
        """The connection there is, where a further request may be sent on it; else a new one."""
        if self._line is not None and not self._line.closed and self._http.our_state is h11.DONE \
                and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            return self._line
        await self.leave()
        self._line, self._http = self._dial(), h11.Connection(h11.CLIENT)
        await self._line.connect()
        return self._line

    def _take(self, data: bytes, line: Line) -> None:
        if data:
            self._http.receive_data(data)
        if line.closed and self._http.their_state is h11.SEND_BODY:
            self._http.receive_data(b"")
        while True:
            event = self._http.next_event()
            if isinstance(event, h11.Response):
                self._head = event
            elif isinstance(event, h11.Data):
                self._body += event.data
            elif not isinstance(event, h11.InformationalResponse | h11.EndOfMessage):
                return
