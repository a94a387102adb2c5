"""Frames by HTTP: ``GET /next`` gives one, ``POST /answer`` takes what the vision system says of it."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from linebench.wire.vision.answers import MAX_ANSWER_BYTES, decode_answer
from linebench.wire.vision.carrier import Arrived, Came, Left, Refused, Shown
from linebench.wire.vision.png import encode_png
from linebench.wire.vision.server import ServerFeed
from linebench.wire.vision.values import AnswerError, Frame

__all__ = ["HttpFeed"]

_PNG = "image/png"
_RAW = "application/octet-stream"
_FORMS = {_PNG: _PNG, "image/*": _PNG, "*/*": _PNG, _RAW: _RAW, "application/*": _RAW}
_MAX_WAIT_MS = 10_000
_RETRY_S = "1"
_CLOSING_S = 1
_MS = 1000


class HttpFeed(ServerFeed):
    """``Feed`` by HTTP. A frame counts as shown when its response begins; each is handed out once.

    ``GET /next?from=first`` begins again with the oldest unanswered frame, for a client that starts anew.
    """

    scheme = "http"
    _there = False

    @property
    def address(self) -> str:
        """Where a client finds it."""
        return super().address.replace("http:", "http://", 1)

    @contextlib.asynccontextmanager
    async def _serving(self, listening: socket.socket) -> AsyncIterator[None]:
        app = Starlette(routes=[Route("/next", self._next, methods=["GET"]),
                                Route("/answer", self._answer, methods=["POST"])],
                        exception_handlers={Exception: self._broke})
        server = uvicorn.Server(uvicorn.Config(
            app, http="h11", ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
            timeout_graceful_shutdown=_CLOSING_S))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield
        finally:
            self._outbox.finish()  # requests that wait for a frame end now
            server.should_exit = True
            await serving

    async def _broke(self, _request: Request, error: Exception) -> Response:
        self._tell(error)
        return _error(500, "the bench broke; see its own output")

    async def _next(self, request: Request) -> Response:
        form = _form(request.headers.get("accept", "*/*"))
        if form is None:
            return _error(406, f"cannot give {request.headers['accept']!r}; expected {_PNG} or {_RAW}")
        wait, first = request.query_params.get("wait_ms", "0"), request.query_params.get("from")
        if not (wait.isdecimal() and int(wait) <= _MAX_WAIT_MS) or first not in (None, "first"):
            return _error(400, f"cannot read {request.url.query!r}; expected wait_ms of 0 to {_MAX_WAIT_MS}, "
                               "or from=first")
        self._arrive()
        if first:
            self._outbox.rewind()
        frame = await self._frame(request, int(wait))
        return self._nothing() if frame is None else self._show(frame, form)

    def _arrive(self) -> None:
        if not self._there:
            self._there = True
            self._tell(Arrived(self._clock()))

    async def _frame(self, request: Request, wait_ms: int) -> Frame | None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_ms / _MS):
                while (frame := self._outbox.pop()) is None and not self._outbox.over:
                    await self._outbox.change()
                    # A client that hung up meanwhile must not be given a frame: it would be lost
                    if await request.is_disconnected():
                        return None
                return frame
        return None

    def _nothing(self) -> Response:
        if not self._outbox.over:
            return Response(status_code=204, headers={"Retry-After": _RETRY_S})
        self._there = False
        self._tell(Left(self._clock()))
        return _error(410, "the feed has ended; no frame follows")

    def _show(self, frame: Frame, form: str) -> Response:
        body = encode_png(frame) if form == _PNG else frame.pixels
        self._tell(Shown(self._clock(), frame.trigger))
        return Response(body, media_type=form, headers={
            "X-Trigger-Id": str(frame.trigger), "X-Width": str(frame.width), "X-Height": str(frame.height),
            "Cache-Control": "no-store"})

    async def _answer(self, request: Request) -> Response:
        try:
            data = await _body(request)
            answer = decode_answer(data)
        except AnswerError as error:
            self._tell(Refused(self._clock(), str(error)))
            return _error(413 if len(data) > MAX_ANSWER_BYTES else 400, str(error))
        except ClientDisconnect:
            self._tell(Refused(self._clock(), "answer: the connection ended within it"))
            return _error(400, "the connection ended within the answer")
        status = self._outbox.close(answer.trigger)
        self._tell(Came(self._clock(), answer))
        if status == "unknown":
            return _error(404, f"trigger {answer.trigger} was never shown")
        if status == "closed":
            return _error(409, f"trigger {answer.trigger} is answered already, or this comes too late")
        return Response(status_code=204)


def _form(accept: str) -> str | None:
    """The first form named that can be given; weights (``q=``) are not looked at."""
    names = (part.partition(";")[0].strip().lower() for part in accept.split(","))
    return next((_FORMS[name] for name in names if name in _FORMS), None)


async def _body(request: Request) -> bytes:
    """The body, or as much of it as shows that it is too long."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MAX_ANSWER_BYTES:
            break
    return bytes(data)


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status_code=status)
