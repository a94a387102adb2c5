"""Commands of a station's controller as lines of text, both directions. No I/O."""

from typing import TypeAlias

from linebench.ports.packer import CloseNow, Release
from linebench.wire.packer_station.profile import TERMINATORS, ControlProfile
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.result import number
from linebench.wire.readers.template import Marks, Template, TemplateError

__all__ = ["Command", "Commands"]

Command: TypeAlias = Release | CloseNow
_MARKS = Marks(escape="")


class Commands:
    """Encoder and decoder of a profile's lines. They do not carry the kind of container: it is empty when read.

    Raises:
        TemplateError: a template that cannot be read back, or that says no decision.

    """

    def __init__(self, profile: ControlProfile) -> None:
        self._profile = profile
        self._end = TERMINATORS[profile.terminator]
        self._release = Template(profile.release, _MARKS, frozenset({"trigger", "decision"}))
        if "decision" not in self._release.fields or profile.accept == profile.eject:
            raise TemplateError(f"release {profile.release!r}, accept {profile.accept!r}, eject {profile.eject!r}; "
                                "expected {decision} in the first, and two different words")

    def frames(self) -> Frames:
        """Lines from a stream."""
        return Frames(self._end, most=self._profile.max_frame)

    def terminated(self, text: str) -> bytes:
        """A line as it is sent."""
        return text.encode() + self._end

    def encode(self, command: Command) -> bytes | None:
        """The line of a command; ``None`` when the controller has no such command."""
        if isinstance(command, CloseNow):
            return self.terminated(self._profile.close) if self._profile.close else None
        decision = self._profile.accept if command.accept else self._profile.eject
        return self._release.encode({"trigger": str(command.trigger), "decision": decision}) + self._end

    def decode(self, line: bytes) -> Command:
        """The command in a line without its end; its trigger is 0 when lines carry none.

        Raises:
            TemplateError: it is none.

        """
        if self._profile.close and line == self._profile.close.encode():
            return CloseNow("")
        values = self._release.decode(line)
        decision = values["decision"]
        if decision not in (self._profile.accept, self._profile.eject):
            raise TemplateError(f"decision is {decision[:40]!r}; expected {self._profile.accept} or "
                                f"{self._profile.eject}")
        trigger = number(values, "trigger") if "trigger" in values else 0
        return Release("", trigger, accept=decision == self._profile.accept)
