"""One request at a time to a device whose answers carry no number: who waits, who repeats, who gives up."""

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from linebench.wire.side import Arm, Cancel, Effect, Hang, Noted, Write

__all__ = ["Answer", "Asker", "Request", "Then"]

_TIMER = "answer"


class Answer(msgspec.Struct, frozen=True):
    """What a device answered. ``ok``: it did what was asked; ``why``: else, in words; ``kind``: which of the
    dialect's answers it is, empty for one that only says yes or no; ``data``: what it says beside that.
    """

    ok: bool
    why: str = ""
    kind: str = ""
    data: str = ""


class Request(msgspec.Struct, frozen=True):
    """What the host asks. ``what``: in words, for notes; ``expects``: the kind of the answer."""

    what: str
    data: bytes
    expects: str = ""
    question: bool = False
    """It changes nothing, so that it may be repeated when no answer came."""
    full: tuple[str, ...] = ()
    """Refusals that mean there is no place for it now; it may be offered again."""
    answered: bool = True
    """An answer comes; without one the request counts as done when it is sent."""
    optional: bool = False
    """A sound device may leave it unanswered, which then counts as the refusal ``silent``."""


Then: TypeAlias = Callable[[Answer, list[Effect]], None]
"""What the host does with the answer."""


class Asker:
    """Sends requests in their order, each when the one before is answered, on the connection 1."""

    def __init__(self, within_us: int, retries: int) -> None:
        self._within_us, self._retries = within_us, retries
        self._queue: deque[tuple[Request, Then]] = deque()
        self._left = 0
        self._busy = False

    def ask(self, request: Request, then: Then, out: list[Effect]) -> None:
        """Send ``request`` when its turn comes."""
        self._queue.append((request, then))
        if not self._busy:
            self._next(out)

    def mark(self, then: Then, out: list[Effect]) -> None:
        """Do ``then`` when everything asked up to now is answered."""
        self.ask(Request("", b"", answered=False), then, out)

    def answer(self, answer: Answer, out: list[Effect]) -> None:
        """An answer arrived. One that does not belong to the request is noted, and the wait goes on."""
        if not self._belongs(answer):
            expected = self._queue[0][0].what if self._busy else "none"
            found = f"{'yes' if answer.ok else 'no'} {answer.kind} {answer.data}".rstrip()
            out.append(Noted("unexpected", f"answer {found!r}; expected one to {expected!r}"))
            return
        request, then = self._queue.popleft()
        out.append(Cancel(_TIMER))
        if not answer.ok and answer.why not in request.full:
            out.append(Noted("refused", f"{request.what}: {answer.why}"))
        then(answer, out)
        self._next(out)

    def expired(self, out: list[Effect]) -> str:
        """No answer came in time: ask again, or hang up. Returns why it hung up, else nothing."""
        if not self._busy:
            return ""
        request = self._queue[0][0]
        why = f"no answer within {self._within_us // 1000} ms"
        out.append(Noted("unanswered", f"{request.what}: {why}"))
        if request.optional:
            self._queue.popleft()[1](Answer(ok=False, why="silent"), out)
            self._next(out)
            return ""
        if request.question and self._left:
            self._left -= 1
            self._send(request, out)
            return ""
        out.append(Hang(1, why))
        return why

    def reset(self, out: list[Effect]) -> None:
        """Forget all requests: the connection is gone."""
        self._queue.clear()
        self._busy = False
        out.append(Cancel(_TIMER))

    def _belongs(self, answer: Answer) -> bool:
        if not self._busy:
            return False
        plainly_refused = not answer.ok and not answer.kind
        return plainly_refused or answer.kind == self._queue[0][0].expects

    def _next(self, out: list[Effect]) -> None:
        self._busy = True  # what is asked meanwhile waits for its turn
        while self._queue:
            request, then = self._queue[0]
            self._left = self._retries
            self._send(request, out)
            if request.answered:
                return
            self._queue.popleft()
            then(Answer(ok=True), out)
        self._busy = False

    def _send(self, request: Request, out: list[Effect]) -> None:
        if request.data:
            out.append(Write(1, request.data))
        if request.answered:
            out.append(Arm(_TIMER, self._within_us))
