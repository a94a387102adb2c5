"""The host's end of a station's controller: one command at a time, each with its answer."""

from collections import deque
from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.packer import CloseNow, Release
from linebench.ports.presence import Presence
from linebench.wire.packer_station.commands import Commands
from linebench.wire.packer_station.profile import ControlProfile
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Setting, Write

__all__ = ["ControlHost"]

_HOST = 1
_TIMER = "answer"


class ControlHost:
    """A ``Side``. What could not be sent is noted, never sent later; what was not answered ends the connection."""

    def __init__(self, profile: ControlProfile, setting: Setting) -> None:
        self._profile, self._name = profile, setting.name
        self._commands = Commands(profile)
        self._frames: Frames | None = None
        self._waiting: deque[bytes] = deque()
        self._asked = b""

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        self._frames = self._commands.frames()
        return (Heard(Presence(self._name, here=True)),)

    def received(self, client: int, data: bytes) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        for found in self._frames.feed(data) if self._frames is not None else ():
            if isinstance(found, Bad):
                out.append(Noted(found.what, found.detail))
            else:
                self._answered(found, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """See ``Side``."""
        out: list[Effect] = []
        if self._frames is not None:
            self._end("connection closed", out)
        return out

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, Release | CloseNow):
            return ()
        line, name = self._commands.encode(message), type(message).__name__
        if line is None or self._frames is None:
            return (Noted("unsent", f"{name}: {'not connected' if line else 'the profile has no command for it'}"),)
        if len(self._waiting) >= self._profile.max_waiting:
            return (Noted("overrun", f"{name} behind {len(self._waiting)} others"),)
        out: list[Effect] = []
        self._waiting.append(line)
        self._next(out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it has one timer
        """See ``Side``."""
        out: list[Effect] = []
        if self._asked and self._frames is not None:
            why = f"no answer within {self._profile.answer_within}"
            out += [Noted("unanswered", f"{self._asked[:60]!r}: {why}"), Hang(_HOST, why)]
            self._end(why, out)
        return out

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

    def _next(self, out: list[Effect]) -> None:
        while self._waiting and not self._asked:
            line = self._waiting.popleft()
            out.append(Write(_HOST, line))
            if self._profile.done:
                self._asked = line
                out.append(Arm(_TIMER, int(self._profile.answer_within)))

    def _answered(self, line: bytes, out: list[Effect]) -> None:
        profile = self._profile
        done, refused = (bool(each) and line == each.encode() for each in (profile.done, profile.refusal))
        if not self._asked or not (done or refused):
            expected = f"the answer to {self._asked[:60]!r}" if self._asked else "nothing"
            out.append(Noted("unexpected", f"{line[:60]!r}; expected {expected}"))
            return
        if refused:
            out.append(Noted("refused", f"{self._asked[:60]!r}"))
        self._asked = b""
        out.append(Cancel(_TIMER))
        self._next(out)

    def _end(self, why: str, out: list[Effect]) -> None:
        self._frames = None
        out += [Noted("unsent", f"{line[:60]!r}") for line in self._waiting]
        self._waiting.clear()
        self._asked = b""
        out += [Cancel(_TIMER), Heard(Presence(self._name, here=False, why=why))]
