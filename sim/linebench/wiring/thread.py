"""The one asyncio thread of an attempt on wires: it owns engine, journal and sockets; everybody else asks it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

__all__ = ["LoopThread"]

T = TypeVar("T")

_TURNS = 3
"""Turns of the loop in which a connection ends that is reset: its last writes, the socket, and who is told."""


class LoopThread:
    """A running event loop in a thread of its own, until ``close``."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(self._broke)
        self._broken: list[BaseException] = []
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name=name, daemon=True)
        self._thread.start()
        ready.wait()

    @classmethod
    def shared(cls) -> "LoopThread":
        """The one of this process, made on first use: the processes of levels talk to its loop."""
        global _shared  # noqa: PLW0603  # one for all attempts, one after another
        if _shared is None:
            _shared = cls("linebench wires")
        return _shared

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run ``work`` in the thread and wait for what it returns or raises.

        What meanwhile broke in a callback, where nobody waits for it, is raised here as well: it is an error of the
        bench, and must not pass for a pass.
        """
        result = asyncio.run_coroutine_threadsafe(work, self.loop).result()
        if self._broken:
            broken, self._broken = self._broken, []
            raise broken[0]
        return result

    def call(self, work: Callable[[], T]) -> T:
        """Call ``work`` in the thread, or at once when this is the thread.

        From another thread: what ``work`` sets off in the loop without waiting for anybody, such as the end of a
        connection that it resets, has happened on return; else it would be written whenever it came about.
        """
        if threading.current_thread() is self._thread:
            return work()
        done: Future[T] = Future()
        self.loop.call_soon_threadsafe(self._settle, done, work)
        return done.result()

    def close(self) -> None:
        """End the loop and the thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def _broke(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, ConnectionError):
            self._broken.append(error)
        else:
            loop.default_exception_handler(context)

    def _settle(self, done: "Future[T]", work: Callable[[], T]) -> None:
        try:
            self._later(_TURNS, done.set_result, work())
        except BaseException as error:  # noqa: BLE001  # it is raised where ``call`` waits
            done.set_exception(error)

    def _later(self, turns: int, call: Callable[[T], None], value: T) -> None:
        """Call when the loop has gone round some times more."""
        if turns:
            self.loop.call_soon(self._later, turns - 1, call, value)
        else:
            call(value)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.call_soon(ready.set)
        self.loop.run_forever()


_shared: LoopThread | None = None
