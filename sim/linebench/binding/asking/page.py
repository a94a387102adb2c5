"""People asked on a small page of this machine: one question at a time, the oldest first."""

import secrets
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from linebench.binding.asking.html import nothing_html, question_html
from linebench.binding.asking.question import Question, Reply, give, problem_of

__all__ = ["Page", "serve_page"]

_LONGEST = 64 * 1024
_CLOSING_S = 2
_STARTING_S = 10.0


class Page:
    """An ``Asker``. ``address``: where the page is; nobody guesses it, and only this machine reaches it."""

    def __init__(self, port: int) -> None:
        self._key = secrets.token_urlsafe(9)
        self.address = f"http://127.0.0.1:{port}/{self._key}/"
        self._lock = threading.Lock()
        self._open: dict[int, tuple[Question, Future[Reply]]] = {}
        self._number = 0
        self._who = ""
        self.app = Starlette(routes=[Route(f"/{self._key}/", self._show, methods=["GET"]),
                                     Route(f"/{self._key}/{{number:int}}", self._take, methods=["POST"])])

    def ask(self, question: Question) -> "Future[Reply]":
        """See ``Asker``."""
        future: Future[Reply] = Future()
        with self._lock:
            self._number += 1
            self._open[self._number] = (question, future)
        return future

    def _oldest(self) -> tuple[int, Question] | None:
        with self._lock:
            self._open = {number: pair for number, pair in self._open.items() if not pair[1].done()}
            return next(((number, question) for number, (question, _) in self._open.items()), None)

    async def _show(self, _: Request) -> Response:
        asked = self._oldest()
        return HTMLResponse(nothing_html() if asked is None else question_html(*asked, Reply("", self._who)))

    async def _take(self, request: Request) -> Response:
        number, body = request.path_params["number"], await request.body()
        asked = self._open.get(number)
        if asked is None or asked[1].done():
            return HTMLResponse(nothing_html("That question is not open any more."), status_code=409)
        if len(body) > _LONGEST:
            return HTMLResponse(nothing_html("That answer is too long."), status_code=413)
        reply = _reply(body)
        if problem := problem_of(reply, asked[0]):
            return HTMLResponse(question_html(number, asked[0], reply, problem), status_code=422)
        self._who = reply.who
        give(asked[1], reply)
        return RedirectResponse(f"/{self._key}/", status_code=303)


@contextmanager
def serve_page() -> Iterator[Page]:
    """Serve the page on loopback within the block, on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        page = Page(listening.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(
            page.app, http="h11", ws="none", lifespan="off", log_config=None, log_level="critical",
            access_log=False, timeout_graceful_shutdown=_CLOSING_S))
        thread = threading.Thread(target=server.run, args=([listening],), name="linebench questions", daemon=True)
        thread.start()
        try:
            yield page
        finally:
            server.should_exit = True
            thread.join(_STARTING_S)


def _reply(body: bytes) -> Reply:
    fields = {name: values[0].strip() for name, values in parse_qs(body.decode(errors="replace")).items()}
    file = fields.get("attachment", "")
    return Reply(fields.get("answer", ""), fields.get("who", ""), fields.get("remark", ""),
                 Path(file) if file else None)
