"""The host's end of an SR reader."""

from linebench.wire.keyence_sr.codec import ENDS, SrFrames, Text, encode_text, error_in, text_of
from linebench.wire.keyence_sr.lines import SrCommands, word_of
from linebench.wire.keyence_sr.profile import SrProfile
from linebench.wire.readers.asking import Request
from linebench.wire.readers.commands import Order
from linebench.wire.readers.host import HostSide
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["SrHost"]


class SrHost(HostSide):
    """A ``Side`` that speaks to the reader."""

    def __init__(self, profile: SrProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._commands = SrCommands(profile)

    def frames(self) -> SrFrames:
        """See ``HostSide``."""
        return SrFrames(self._options.max_frame, escape=False)

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostSide``. A reply is known by the word of what was asked; all else is a line of the reader."""
        body = text_of(frame).body
        line = body.decode("ascii", "backslashreplace")
        refusal = error_in(line)
        if line == f"OK,{self._word()}":
            self.present(out)
            self.complete("reply", out)
        elif refusal is not None and refusal[0] in ("", self._word()):
            self.present(out)
            out.append(Noted("refused", line))
            self.asking.refused(out)
        else:
            self.read_line(body, out)

    def request(self, order: Order) -> Request | None:
        """See ``HostSide``."""
        text = self._commands.encode(order)
        if text is None:
            return None
        data = encode_text(Text(text, self._options.form == "STX"))
        return Request(order, data, self.awaited(order, "reply"))

    def _word(self) -> str | None:
        """The word of what was asked and is not answered yet."""
        current = self.asking.current
        text = None if current is None or current.order is None else self._commands.encode(current.order)
        return None if text is None else word_of(text)
