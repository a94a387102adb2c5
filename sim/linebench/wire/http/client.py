"""The client's end of HTTP/1.1: requests in, bytes out, bytes in, responses out. RFC 9112; h11 reads and writes it.

Requests are sent one after the other, each when the one before was answered. What was sent when the connection went
is lost: whoever asked hears ``None`` and decides whether it may be asked again.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

import h11

from linebench.ports import Message
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Arm, Cancel, Effect, Hang, Noted, Write

__all__ = ["Answered", "HttpClient"]

_ONLY = 1
"""The one connection of a host side."""
_ANSWER = "http answer"
Answered: TypeAlias = Callable[[Response | None], Sequence[Effect]]
"""Takes the response, or ``None`` where there was none in time or the connection went."""


class HttpClient:
    """A ``Side`` that asks. Derived classes call ``ask``; a request without an answer in time is given up.

    ``host``: as the ``Host`` header names the server; ``within_us``: how long an answer may take.
    """

    def __init__(self, host: str, within_us: int = 10_000_000) -> None:
        self._host, self._within = host, within_us
        self._waiting: deque[tuple[Request, Answered]] = deque()
        self._asked: Answered | None = None
        self._http: h11.Connection | None = None
        self._head: h11.Response | None = None
        self._body = bytearray()

    def ask(self, request: Request, answered: Answered) -> list[Effect]:
        """Send a request as soon as its turn comes."""
        self._waiting.append((request, answered))
        return self._next()

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # there is one
        """See ``Side``."""
        self._http = h11.Connection(h11.CLIENT)
        return self._next()

    def received(self, client: int, data: bytes) -> Sequence[Effect]:  # noqa: ARG002  # there is one
        """See ``Side``."""
        if self._http is None:
            return ()
        try:
            self._http.receive_data(data)
            return self._events()
        except h11.RemoteProtocolError as error:
            return [Noted("garbage", str(error)), Hang(_ONLY, "what was answered is no HTTP")]

    def closed(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # there is one
        """See ``Side``."""
        out: list[Effect] = []
        if self._http is not None and self._asked is not None and not self._http.trailing_data[1]:
            out += self._ended()
        self._http = None
        return [*out, *self._answered(None)]

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``. Derived classes ask what stands for the message."""
        raise NotImplementedError

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        if name != _ANSWER:
            return ()
        late = f"no answer within {self._within // 1000} ms"
        return [Noted("unanswered", late), Hang(_ONLY, late)]

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

    def _next(self) -> list[Effect]:
        if self._http is None or self._asked is not None or not self._waiting:
            return []
        request, self._asked = self._waiting.popleft()
        headers = {"host": self._host, "content-length": str(len(request.body)), **request.headers}
        parts = [h11.Request(method=request.method, target=request.target, headers=list(headers.items())),
                 h11.Data(data=request.body), h11.EndOfMessage()]
        data = b"".join(self._http.send(each) or b"" for each in parts)
        return [Write(_ONLY, data), Arm(_ANSWER, self._within)]

    def _ended(self) -> list[Effect]:
        """What the end of the connection ends: a response without a length."""
        assert self._http is not None
        try:
            self._http.receive_data(b"")
            return self._events()
        except h11.RemoteProtocolError:
            return []

    def _events(self) -> list[Effect]:
        out: list[Effect] = []
        while self._http is not None:
            event = self._http.next_event()
            if isinstance(event, h11.Response):
                self._head, self._body = event, bytearray()
            elif isinstance(event, h11.Data):
                self._body += event.data
            elif isinstance(event, h11.EndOfMessage):
                out += self._whole()
            elif not isinstance(event, h11.InformationalResponse):
                break
        return out

    def _whole(self) -> list[Effect]:
        head, http = self._head, self._http
        assert head is not None
        assert http is not None
        headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
        response = Response(head.status_code, headers, bytes(self._body), closes=http.our_state is h11.MUST_CLOSE)
        if response.closes:
            self._http = None  # what is asked from now on waits for the next connection
            return [*self._answered(response), Hang(_ONLY, "the server wants to close")]
        http.start_next_cycle()
        return [*self._answered(response), *self._next()]

    def _answered(self, response: Response | None) -> list[Effect]:
        answered, self._asked = self._asked, None
        return [Cancel(_ANSWER), *answered(response)] if answered else []
