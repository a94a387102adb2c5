"""The host's end of a reader that pushes lines."""

from linebench.wire.rawline.codec import ENDS, commands, frames, terminated
from linebench.wire.rawline.profile import RawlineProfile
from linebench.wire.readers.asking import Request
from linebench.wire.readers.commands import Order
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.host import HostSide
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["RawlineHost"]


class RawlineHost(HostSide):
    """A ``Side`` that speaks to the reader."""

    def __init__(self, profile: RawlineProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._commands = commands(profile)

    def frames(self) -> Frames:
        """See ``HostSide``."""
        return frames(self._options)

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostSide``. A refusal ends what was asked: a reader without protocol says no more about it."""
        refusal = self._options.refusal.encode()
        if not refusal or frame != refusal:
            self.read_line(frame, out)
            return
        request = self.asking.refused(out)
        out.append(Noted("refused", request.name if request else "nothing was asked"))

    def request(self, order: Order) -> Request | None:
        """See ``HostSide``."""
        line = self._commands.encode(order)
        return None if line is None else Request(order, terminated(self._options, line), self.awaited(order))
