"""A web server of a system that is not ours, and a place for bindings to stand."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from linebench.binding.kinds import Place, options_of
from linebench.binding.shared import Shared

__all__ = ["Site", "made", "place", "site"]


class Site:
    """What was asked, in order, and what is answered: (status, text, cookie) by path."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[tuple[str, str, str, str]] = []
        self.answers: dict[str, tuple[int, str, str]] = {}

    def answer(self, path: str, body: str, cookie: str) -> tuple[int, str, str]:  # a system of its own may differ
        """What is answered: status, text, cookie."""
        return self.answers.get(path, (404, "no such page", ""))

    def say(self, path: str, value: object, status: int = 200, cookie: str = "") -> None:
        self.answers[path] = (status, value if isinstance(value, str) else json.dumps(value), cookie)


@contextmanager
def site(kind: type[Site] = Site) -> Iterator[Site]:
    """A running server on loopback. ``kind``: how it answers."""

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            here.asked.append((self.command, self.path, body, self.headers.get("Cookie", "")))
            status, text, cookie = here.answer(self.path, body, self.headers.get("Cookie", ""))
            self.send_response(status)
            if cookie:
                self.send_header("Set-Cookie", cookie)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = do_OPTIONS = _any  # noqa: N815  # the names that the base looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = kind(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def place(folder: Path, *, real: bool = False) -> Place:
    """Where a binding of a test stands."""
    return Place("stack.action.test", folder, Shared(), real)


def made(kind, folder: Path, **options: str):
    """A hand or an eye of a kind, with options as a stack file gives them."""
    return kind.make(options_of(kind, {name.replace("__", "."): text for name, text in options.items()}, "test"),
                     place(folder))
