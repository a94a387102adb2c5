"""The device side of Videojet text communications: a thermal transfer or laser coder."""

from collections.abc import Sequence

from linebench.ports.printer import ToHost
from linebench.wire.printers.device import DeviceSide
from linebench.wire.side import Effect, Noted, Setting, Write
from linebench.wire.videojet.codec import Garbage, Line, LineDecoder, encode_line
from linebench.wire.videojet.commands import Commands, Done
from linebench.wire.videojet.notices import Notices
from linebench.wire.videojet.profile import VideojetProfile

__all__ = ["VideojetDevice"]


class VideojetDevice(DeviceSide[LineDecoder]):
    """A ``Side``. Each line is answered in its turn; what a client asked to be told comes between the answers."""

    def __init__(self, profile: VideojetProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._notices = Notices(profile, self.core)
        self._commands = Commands(profile, self.core, self._notices)

    def session(self, client: int) -> LineDecoder:
        """See ``DeviceBase``."""
        self._notices.wanted[client] = set()
        return LineDecoder(self._profile.max_frame)

    def heard(self, client: int, session: LineDecoder, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.feed(data):
            done = self._garbage(item) if isinstance(item, Garbage) else self._run(item, client)
            out.append(Write(client, self._encoded(done)))
            out.extend(done.effects)
            self._announce(self._notices.changes(), out)

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._notices.wanted.pop(client, None)
        return super().closed(client)

    def told(self, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        self._announce(self._notices.prints(self.core.tell(message).prints), out)
        self._announce(self._notices.changes(), out)

    def _run(self, line: Line, client: int) -> Done:
        if self._profile.closing_bar == "required" and line.values and not line.closed:
            return Done(ok=False, effects=(Noted("refused", f"{line.word[:40]!r} with no bar behind its values"),))
        done = self._commands.run(line.word, line.values, client)
        if done.ok or done.effects:
            return done
        return Done(ok=False, effects=(Noted("refused", f"{line.fields!r:.80}"),))

    def _garbage(self, garbage: Garbage) -> Done:
        return Done(ok=False, effects=(Noted(garbage.what, garbage.detail),))

    def _encoded(self, done: Done) -> bytes:
        if done.answer:
            return _carried(done.answer)
        return encode_line(self._profile.accepted if done.ok else self._profile.refused)

    def _announce(self, lines: Sequence[tuple[str, ...]], out: list[Effect]) -> None:
        for line in lines:
            out.extend(Write(client, _carried(line)) for client, wanted in self._notices.wanted.items()
                       if line[0] in wanted)


def _carried(line: tuple[str, ...]) -> bytes:
    """A line with what a simulated device says in its own words, where bars and ends of lines become blanks."""
    return encode_line(line[0], [value.replace("|", " ").replace("\r", " ") for value in line[1:]])
