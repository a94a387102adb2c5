"""The device's end: result lines to whoever is connected, plain commands from them."""

from linebench.wire.rawline.codec import ENDS, commands, frames, terminated
from linebench.wire.rawline.profile import RawlineProfile
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Frames
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["RawlineDevice"]


class RawlineDevice(DeviceSide):
    """A ``Side`` that stands for the reader."""

    def __init__(self, profile: RawlineProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._commands = commands(profile)

    def frames(self) -> Frames:
        """See ``DeviceSide``."""
        return frames(self._options)

    def pushed(self, client: int, line: bytes) -> bytes:  # noqa: ARG002  # all clients get the same
        """See ``DeviceSide``."""
        return terminated(self._options, line)

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        order = self._commands.decode(frame)
        if order is not None:
            self.order(client, order, out)
            return
        out.append(Noted("garbage", f"client {client}: {frame[:60]!r} is no command"))
        if self._options.refusal:
            out.append(Write(client, terminated(self._options, self._options.refusal.encode())))
