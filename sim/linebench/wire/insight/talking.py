"""Dialogues of a host in native mode: one after the other, and in each one command at a time."""

from collections import deque
from collections.abc import Generator, Mapping
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.insight.codec import END
from linebench.wire.readers.asking import Asking, Request
from linebench.wire.side import Effect, Noted

__all__ = ["Ask", "Form", "Talk", "Talking"]

Form: TypeAlias = Literal["status", "value", "bare", "sized", "listed"]
"""Of a reply: a status; a status and a value; a value alone; a status, a length and so many bytes; a status and
lines with a colon each. Where such a list ends is not told: ``GO`` is asked behind it, whose value has no colon.
"""
_OK = b"1"
_REPLY = "reply"
_MOST_LINES = 64
_BEHIND: Mapping[Form, tuple[str, ...]] = {"listed": ("GO",)}
"""What is asked behind a command to know the end of its reply."""


class Ask(msgspec.Struct, frozen=True):
    """One command and the form of its reply."""

    line: str
    form: Form = "status"


Talk: TypeAlias = Generator[Ask, bytes | None, None]
"""Yields what to ask; is sent the value, which is the status where there is no other, or ``None`` for a refusal."""


class _Reply:
    """Collects the lines of one reply. ``value``: see ``Talk``."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._lines: list[bytes] = []
        self.value: bytes | None = None

    def take(self, line: bytes) -> bool:
        """One more line; whether it was the last."""
        self._lines.append(line)
        if self._form == "bare":
            self.value = line
            return True
        if self._form == "listed":
            return self._listed()
        if self._lines[0] != _OK:
            return True
        if not self._complete():
            return False
        self.value = self._lines[-1]
        return True

    def _listed(self) -> bool:
        count = len(self._lines)
        if count == 1 or (b":" in self._lines[-1] and count < _MOST_LINES):
            return False
        self.value = END.join(self._lines[1:-1]) if self._lines[0] == _OK else None
        return True

    def _complete(self) -> bool:
        count = len(self._lines)
        if self._form != "sized":
            return count == (1 if self._form == "status" else 2)
        if count == 1 or not self._lines[1].isdigit():
            return count > 1
        return count > 2 and len(END.join(self._lines[2:])) >= int(self._lines[1])  # noqa: PLR2004  # status, length


class Talking:
    """Runs dialogues. ``out``: the effects of the present step, to which a dialogue adds its own."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._waiting: deque[tuple[str, Talk]] = deque()
        self._now: Talk | None = None
        self._ask = Ask("")
        self._reply = _Reply("bare")
        self.out: list[Effect] = []

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def names(self) -> list[str]:
        """The names of those that wait."""
        return [name for name, _ in self._waiting]

    def start(self, name: str, talk: Talk, out: list[Effect]) -> None:
        """Begin a dialogue now or when its turn comes. ``name``: the order that it carries out; may be empty."""
        self._waiting.append((name, talk))
        self._next(out)

    def take(self, line: bytes, out: list[Effect]) -> None:
        """A line of the device."""
        if self._now is None:
            out.append(Noted("stray", f"{line[:60]!r}: nothing was asked"))
            return
        if not self._reply.take(line):
            return
        value = self._reply.value
        if value is None:
            out.append(Noted("refused", f"{self._ask.line}: status {line[:20].decode('latin-1')}"))
        self._asking.got(_REPLY, out)
        self._step(self._now, value, out)
        self._next(out)

    def clear(self, out: list[Effect]) -> None:
        """The connection is gone: what waits is never carried out."""
        out.extend(Noted("unsent", name) for name in self.names if name)
        self._waiting.clear()
        self._now = None

    def _next(self, out: list[Effect]) -> None:
        while self._now is None and self._waiting:
            self._now = self._waiting.popleft()[1]
            self._step(self._now, None, out)

    def _step(self, talk: Talk, value: bytes | None, out: list[Effect]) -> None:
        self.out = out
        try:
            ask = talk.send(value)
        except StopIteration:
            self._now = None
            return
        self._ask, self._reply = ask, _Reply(ask.form)
        data = b"".join(line.encode(errors="replace") + END for line in (ask.line, *_BEHIND.get(ask.form, ())))
        self._asking.ask(Request(None, data, frozenset({_REPLY}), title=ask.line), out)
