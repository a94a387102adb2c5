"""What a host asks of a reader: one request at a time, with a time limit."""

from collections import deque

import msgspec

from linebench.ports.camera import AskCounters, CameraJob
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.side import Arm, Cancel, Effect, Noted, Write

__all__ = ["HOST", "TIMER", "Asking", "Request"]

HOST = 1
"""The number of a host's only connection."""
TIMER = "answer"
_QUESTIONS = (AskState, AskCounters)


class Request(msgspec.Struct, frozen=True):
    """One request.

    ``order``: what it is about; ``None``: the dialect's own set-up, which ``title`` names. ``awaits``: what must
    come until it is answered, such as ``reply`` and ``state``. ``mark``: what its reply carries, if anything.
    ``data`` may be empty: then something is only awaited.
    """

    order: Order | None
    data: bytes
    awaits: frozenset[str]
    mark: str = ""
    title: str = ""
    identifies: bool = False
    """It asks who the device is, which a device need not answer."""

    @property
    def name(self) -> str:
        """For the record."""
        if self.order is None:
            return self.title
        return type(self.order).__name__ + (f" {self.order.job}" if isinstance(self.order, CameraJob) else "")


class Asking:
    """Requests in order; the next is sent when the one before is answered."""

    def __init__(self, profile: ReaderProfile) -> None:
        self._profile = profile
        self._queue: deque[Request] = deque()
        self._left: set[str] = set()
        self._tries = 0
        self.current: Request | None = None

    def ask(self, request: Request, out: list[Effect]) -> None:
        """Send a request now or when its turn comes."""
        if len(self._queue) >= self._profile.max_waiting:
            out.append(Noted("overrun", f"{request.name} behind {len(self._queue)} others"))
            return
        self._queue.append(request)
        self._next(out)

    def got(self, what: str, out: list[Effect]) -> Request | None:
        """Something came that may have been awaited. Returns the request that is complete with it."""
        request = self.current
        self._left.discard(what)
        if request is None or self._left:
            return None
        self.current = None
        out.append(Cancel(TIMER))
        self._next(out)
        return request

    def refused(self, out: list[Effect]) -> Request | None:
        """The device refused the present request: nothing more is awaited. Returns it."""
        self._left.clear()
        return self.got("", out)

    def overdue(self, out: list[Effect]) -> bool:
        """The time limit is over. Whether that is the end; otherwise the question was asked again."""
        request = self.current
        if request is None:
            return False
        missing = ", ".join(sorted(self._left))
        out.append(Noted("unanswered", f"{request.name}: no {missing} within {self._profile.answer_within}"))
        if not isinstance(request.order, _QUESTIONS) or self._tries >= self._profile.retries:
            return True
        self._tries += 1
        self._send(request, out)
        return False

    def clear(self, out: list[Effect]) -> None:
        """The connection is gone: nothing is awaited, and nothing that was not sent is sent later."""
        if self.current is not None:
            out.append(Cancel(TIMER))
        out.extend(Noted("unsent", request.name) for request in self._queue)
        self._queue.clear()
        self._left.clear()
        self.current = None

    def _next(self, out: list[Effect]) -> None:
        while self.current is None and self._queue:
            request = self._queue.popleft()
            self._tries = 0
            self._send(request, out)

    def _send(self, request: Request, out: list[Effect]) -> None:
        if request.data:
            out.append(Write(HOST, request.data))
        if request.awaits:
            self.current = request
            self._left = set(request.awaits)
            out.append(Arm(TIMER, self._profile.answer_within))
