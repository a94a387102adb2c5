"""The server's end of HTTP/1.1: bytes in, requests out, responses in, bytes out. RFC 9112; h11 reads and writes it.

A face derives from ``HttpServer`` and says what it answers; nothing here knows what is asked for. Requests of a
connection are answered in their order, one after the other.
"""

from collections import deque
from collections.abc import Sequence

import h11
import msgspec

from linebench.ports import Message
from linebench.wire.http.messages import REASONS, Request, Response, problem
from linebench.wire.side import Effect, Hang, Noted, Write

__all__ = ["Exchange", "HttpServer"]

_KIND = "about:blank"
_HEADER_BYTES = 32_768
_NO_CONTENT = 204
"""A status that may not tell a length (RFC 9110, 8.6)."""
_TARGET = 8_192
"""Characters that an address may have."""


class Exchange(msgspec.Struct, frozen=True):
    """One request that waits for its response: on which connection, and the how-manieth there."""

    client: int
    number: int


class _Connection:
    """What is known of one client."""

    def __init__(self) -> None:
        self.http = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEADER_BYTES)
        self.head: h11.Request | None = None
        self.body = bytearray()
        self.asked = 0
        self.waiting: Exchange | None = None
        self.unread: deque[bytes] = deque()


class HttpServer:
    """A ``Side`` that answers requests. Derived classes say what in ``answer``; ``None`` there: ``reply`` follows.

    Bodies over ``limit`` bytes are refused while they arrive, with 413.

    Attributes:
        room: bytes that may lie unread of one request: what a stream must have room for.

    """

    def __init__(self, limit: int = 64 * 1_048_576) -> None:
        self._limit = limit
        self.room = limit + 2 * _HEADER_BYTES
        self._connections: dict[int, _Connection] = {}

    def answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response | None:
        """What a request is answered; other effects go to ``out``. ``None``: not yet."""
        raise NotImplementedError

    def unreadable(self, status: int, detail: str) -> Response:
        """What is answered to a request that is refused before anybody reads what it asks for."""
        return problem(status, _KIND, detail)

    def too_large(self, size: int) -> Response:
        """What is answered to a body over the limit."""
        return self.unreadable(413, f"found {size} bytes or more; expected at most {self._limit}")

    def reply(self, exchange: Exchange, response: Response) -> list[Effect]:
        """Answer a request that waits; nothing happens where its connection is gone."""
        connection = self._connections.get(exchange.client)
        if connection is None or connection.waiting != exchange:
            return []
        out: list[Effect] = []
        self._send(exchange.client, connection, response, out)
        self._continue(exchange.client, connection, out)
        return out

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._connections[client] = _Connection()
        return ()

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        connection = self._connections.get(client)
        if connection is None:
            return ()
        connection.unread.append(data)
        out: list[Effect] = []
        self._continue(client, connection, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._connections.pop(client, None)
        return ()

    def tell(self, message: Message) -> Sequence[Effect]:  # noqa: ARG002  # a server says nothing unasked
        """See ``Side``. Derived classes answer what waits for it."""
        return ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it arms no timers
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

    def _continue(self, client: int, connection: _Connection, out: list[Effect]) -> None:
        """Read on, until more bytes are needed or a request waits for its response."""
        try:
            while connection.waiting is None and client in self._connections:
                if not self._step(client, connection, out):
                    return
        except h11.RemoteProtocolError as error:
            out.append(Noted("garbage", str(error)))
            self._end(client, connection, self.unreadable(error.error_status_hint, str(error)), out)

    def _step(self, client: int, connection: _Connection, out: list[Effect]) -> bool:
        """Take the next event of the connection; false: there is none yet."""
        event = connection.http.next_event()
        if event is h11.NEED_DATA:
            if connection.http.they_are_waiting_for_100_continue:
                self._write(client, connection, h11.InformationalResponse(status_code=100, headers=[]), out)
            if not connection.unread:
                return False
            connection.http.receive_data(connection.unread.popleft())
        elif isinstance(event, h11.Request):
            self._begin(client, connection, event, out)
        elif isinstance(event, h11.Data):
            connection.body += event.data
            if len(connection.body) > self._limit:
                self._end(client, connection, self.too_large(len(connection.body)), out)
        elif isinstance(event, h11.EndOfMessage):
            self._whole(client, connection, out)
        else:
            return False
        return True

    def _begin(self, client: int, connection: _Connection, head: h11.Request, out: list[Effect]) -> None:
        connection.head = head
        connection.body = bytearray()
        stated = next((value for name, value in head.headers if name == b"content-length"), b"0")
        if not head.http_version.startswith(b"1."):
            self._end(client, connection, self.unreadable(505, "expected HTTP/1.1"), out)
        elif len(head.target) > _TARGET:
            self._end(client, connection, self.unreadable(414, f"expected at most {_TARGET} characters"), out)
        elif int(stated) > self._limit:
            self._end(client, connection, self.too_large(int(stated)), out)

    def _whole(self, client: int, connection: _Connection, out: list[Effect]) -> None:
        head = connection.head
        assert head is not None
        connection.asked += 1
        connection.waiting = Exchange(client, connection.asked)
        request = Request(head.method.decode(), head.target.decode("ascii", "replace"), _headers(head),
                          bytes(connection.body))
        response = self.answer(connection.waiting, request, out)
        if response is not None:
            self._send(client, connection, response, out)

    def _send(self, client: int, connection: _Connection, response: Response, out: list[Effect]) -> None:
        length = {} if response.status == _NO_CONTENT else {"content-length": str(len(response.body))}
        headers = {**length, **response.headers}
        if response.closes:
            headers["connection"] = "close"
        event = h11.Response(status_code=response.status, headers=list(headers.items()),
                             reason=REASONS.get(response.status, "").encode())
        parts = [event, h11.Data(data=_shown(connection, response)), h11.EndOfMessage()]
        data = b"".join(connection.http.send(each) or b"" for each in parts)
        out.append(Write(client, data))
        connection.waiting = None
        if connection.http.our_state is h11.MUST_CLOSE:
            self._hang(client, out, "the last response was sent")
        else:
            connection.http.start_next_cycle()
            connection.head = None

    def _end(self, client: int, connection: _Connection, response: Response, out: list[Effect]) -> None:
        """Answer what cannot be read on, and close."""
        if connection.http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = {**response.headers, "content-length": str(len(response.body)), "connection": "close"}
            event = h11.Response(status_code=response.status, headers=list(headers.items()),
                                 reason=REASONS.get(response.status, "").encode())
            for each in (event, h11.Data(data=_shown(connection, response)), h11.EndOfMessage()):
                self._write(client, connection, each, out)
        self._hang(client, out, f"answered {response.status}")

    def _write(self, client: int, connection: _Connection, event: h11.Event, out: list[Effect]) -> None:
        data = connection.http.send(event)
        if data:
            out.append(Write(client, data))

    def _hang(self, client: int, out: list[Effect], why: str) -> None:
        del self._connections[client]
        out.append(Hang(client, why))


def _shown(connection: _Connection, response: Response) -> bytes:
    """The body of a response; none of one to HEAD."""
    bare = connection.head is not None and connection.head.method == b"HEAD"
    return b"" if bare else response.body


def _headers(head: h11.Request) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in head.headers:
        key, text = name.decode(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
