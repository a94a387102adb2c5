"""The reader's end: commands are answered in their own form, results go out by themselves."""

from collections.abc import Sequence

from linebench.ports.camera import CameraJob, CameraState
from linebench.wire.keyence_sr.codec import ENDS, SrFrames, Text, encode_text, error, text_of
from linebench.wire.keyence_sr.lines import LOFF, SrCommands, word_of
from linebench.wire.keyence_sr.profile import SrProfile
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Bad
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Arm, Cancel, Effect, Noted, Setting, Write

__all__ = ["SrDevice"]

_GAP = "gap"


class SrDevice(DeviceSide):
    """A ``Side`` that stands for the reader. Each client has a timer for the gap between two characters."""

    def __init__(self, profile: SrProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._commands = SrCommands(profile)
        self._timed: set[int] = set()

    def frames(self) -> SrFrames:
        """See ``DeviceSide``."""
        return SrFrames(self._options.max_frame, escape=True)

    def pushed(self, client: int, line: bytes) -> bytes:  # noqa: ARG002  # all clients get the same
        """See ``DeviceSide``."""
        return encode_text(Text(line, self._options.form == "STX"))

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        out = [*super().received(client, data)]
        session = self.sessions.get(client)
        if session is not None and len(session.frames):
            self._timed.add(client)
            out.append(Arm(f"{_GAP}:{client}", int(self._options.gap)))
        elif client in self._timed:
            self._timed.remove(client)
            out.append(Cancel(f"{_GAP}:{client}"))
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        out = [*super().closed(client)]
        if client in self._timed:
            self._timed.remove(client)
            out.append(Cancel(f"{_GAP}:{client}"))
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """A client stopped in the middle of a command: what came of it is forgotten."""
        kind, _, number = name.partition(":")
        client = int(number) if kind == _GAP else 0
        if client not in self._timed:
            return ()
        self._timed.remove(client)
        self.sessions[client].frames.clear()
        return (Noted("garbage", f"client {client}: a command without its end for {self._options.gap}"),)

    def misframed(self, client: int, bad: Bad) -> Sequence[Effect]:
        """A command that is too long is no command."""
        if bad.what != "oversized":
            return ()
        return (self._reply(client, error("", self._options.error_unknown), framed=self._options.form == "STX"),)

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        text = text_of(frame)
        word = word_of(text.body)
        order, known = self._commands.decode(text.body)
        if isinstance(order, CameraJob):
            self._select(client, order, text, out, known=known)
        elif order is not None:
            out.append(self._reply(client, f"OK,{word}", framed=text.framed))
            self.order(client, order, out)
        elif text.body == LOFF.encode():
            out.append(self._reply(client, f"OK,{LOFF}", framed=text.framed))
        else:
            self._refuse(client, text, self._options.error_unknown, out)

    def _select(self, client: int, order: CameraJob, text: Text, out: list[Effect], *, known: bool) -> None:
        """Select a job; the reply is that of the camera behind. With a job that it does not have it has none."""

        def told(message: ToHost, out: list[Effect]) -> None:
            if known and isinstance(message, CameraState) and message.job:
                out.append(self._reply(client, f"OK,{word_of(text.body)}", framed=text.framed))
            else:
                self._refuse(client, text, self._options.error_parameter, out)

        self.order_and_wait(client, order, told, out)

    def _refuse(self, client: int, text: Text, code: str, out: list[Effect]) -> None:
        out.append(Noted("refused", f"client {client}: {text.body[:40]!r}: {code}"))
        out.append(self._reply(client, error(word_of(text.body), code), framed=text.framed))

    def _reply(self, client: int, line: str, *, framed: bool) -> Effect:
        return Write(client, encode_text(Text(line.encode("ascii", "replace"), framed)))
