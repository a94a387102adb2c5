"""What the TCP and the HTTP carrier share: a loopback port and one event loop in a thread of its own."""

import asyncio
import contextlib
import os
import queue
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import ClassVar, Self

from linebench.wire.vision.carrier import Event, FeedError, monotonic_us
from linebench.wire.vision.outbox import Outbox
from linebench.wire.vision.values import Frame

__all__ = ["LOOPBACK", "ServerFeed"]

LOOPBACK = "127.0.0.1"
"""The bench opens nothing to other machines."""
_US = 1_000_000
_MAX_PORT = 65_535


class ServerFeed(ABC):
    """A ``Feed`` that serves a port. ``port`` 0 takes a free one; ``address`` tells which."""

    scheme: ClassVar[str]

    def __init__(self, port: int = 0, *, clock: Callable[[], int] = monotonic_us) -> None:
        if not 0 <= port <= _MAX_PORT:
            raise FeedError(f"{self.scheme}:{port}: no such port; expected 1 to {_MAX_PORT}, or 0 for a free one")
        self.port = port
        self._clock = clock
        self._events: queue.SimpleQueue[Event | Exception] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where a client finds it."""
        return f"{self.scheme}:{LOOPBACK}:{self.port}"

    def __enter__(self) -> Self:
        listening = _listen(self.scheme, self.port)
        self.port = listening.getsockname()[1]
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(listening, ready), name=self.address, daemon=True)
        self._thread.start()
        try:
            ready.result()
        except Exception as error:
            raise FeedError(f"{self.address}: the server did not start: {error!r}") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._post(self._stop.set)
        if self._thread is not None:
            self._thread.join()

    def offer(self, frame: Frame) -> None:
        """See ``Feed.offer``."""
        self._post(self._outbox.add, frame)

    def give_up(self, trigger: int) -> None:
        """See ``Feed.give_up``."""
        self._post(self._outbox.close, trigger)

    def finish(self) -> None:
        """See ``Feed.finish``."""
        self._post(self._outbox.finish)

    def take(self, limit_us: int) -> Event | None:
        """See ``Feed.take``."""
        try:
            event = self._events.get(timeout=limit_us / _US) if limit_us > 0 else self._events.get_nowait()
        except queue.Empty:
            return None
        if isinstance(event, Exception):
            raise FeedError(f"{self.address}: the server broke: {event!r}") from event
        return event

    @abstractmethod
    def _serving(self, listening: socket.socket) -> AbstractAsyncContextManager[None]:
        """Serve ``listening`` between entry and exit; leave no task behind."""

    def _tell(self, event: Event | Exception) -> None:
        self._events.put(event)

    def _run(self, listening: socket.socket, ready: Future[None]) -> None:
        try:
            asyncio.run(self._main(listening, ready))
        except Exception as error:  # noqa: BLE001 - crosses to the thread that uses the feed, where it is raised
            self._tell(error) if ready.done() else ready.set_exception(error)
        finally:
            listening.close()

    async def _main(self, listening: socket.socket, ready: Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._outbox = Outbox()
        async with self._serving(listening):
            ready.set_result(None)
            await self._stop.wait()

    def _post(self, call: Callable[..., object], *args: object) -> None:
        # A loop that has ended refuses calls; why it ended is told by ``take``
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *args)


def _listen(scheme: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # A port that was served a moment ago can be served again; on Windows the option would mean theft
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise FeedError(f"{scheme}:{port}: cannot serve this port ({error.strerror}); name another, "
                        "or 0 for a free one") from error
    listening.setblocking(False)
    return listening
