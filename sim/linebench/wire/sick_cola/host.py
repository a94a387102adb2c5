"""The host's end of a reader that speaks CoLa-A."""

from linebench.wire.readers.asking import Request
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.host import HostSide
from linebench.wire.sick_cola.calls import ENDS, Calls, frames, read_texts
from linebench.wire.sick_cola.codec import ColaError, Telegram, decode, encode
from linebench.wire.sick_cola.profile import ColaProfile
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["ColaHost"]

_ANSWERS = {"sMN": "sAN", "sRN": "sRA", "sEN": "sEA"}
_DONE = b"1"


class ColaHost(HostSide):
    """A ``Side`` that speaks to the reader. It subscribes to its lines whenever a connection stands."""

    def __init__(self, profile: ColaProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._calls = Calls(profile)

    def frames(self) -> Frames:
        """See ``HostSide``."""
        return frames(self._options)

    def greet(self, out: list[Effect]) -> None:
        """See ``HostSide``."""
        name = self._options.identity_variable
        self.identify([Request(None, encode(Telegram("sRN", name)), frozenset({"reply"}), title=name,
                               identifies=True)] if name else [], out)

    def begin(self, out: list[Effect]) -> None:
        """See ``HostSide``; the reader forgot who listened."""
        if self._options.results == "event":
            wish = encode(Telegram("sEN", self._options.event, _DONE))
            self.asking.ask(Request(None, wish, frozenset({"reply"}), title=f"event {self._options.event}"), out)
        super().begin(out)

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostSide``. An answer is known by what was asked; a bare line is all that is none."""
        asked = self._asked()
        try:
            told = decode(frame)
        except ColaError as error:
            self._bare(frame, str(error), out)
            return
        if told.kind == "sSN" and told.name == self._options.event:
            self.read_line(told.data, out)
        elif told.kind == "sFA" and asked is not None:
            self._refused(frame, out)
        elif asked is not None and (told.kind, told.name) == (_ANSWERS[asked.kind], asked.name):
            self._answered(told, frame, out)
        else:
            self._bare(frame, f"{frame[:60]!r} answers nothing that was asked", out)

    def request(self, order: Order) -> Request | None:
        """See ``HostSide``."""
        if isinstance(order, AskState):
            name = self._options.state_variable if self._options.state else ""
            return Request(order, encode(Telegram("sRN", name)), self.awaited(order, "reply")) if name else None
        call = self._calls.encode(order)
        return None if call is None else Request(order, encode(call), self.awaited(order, "reply"))

    def _asked(self) -> Telegram | None:
        current = self.asking.current
        return None if current is None else decode(current.data[1:-1])

    def _answered(self, told: Telegram, frame: bytes, out: list[Effect]) -> None:
        if self._identifies():
            self.named(" ".join(read_texts(told.data)), out)
            return
        self.present(out)
        if told.kind == "sRA":
            self.read_line(told.data, out)
        elif told.data != _DONE:
            self._refused(frame, out)
            return
        self.complete("reply", out)

    def _refused(self, frame: bytes, out: list[Effect]) -> None:
        out.append(Noted("refused", frame.decode("ascii", "backslashreplace")))
        if self._identifies():
            self.named("", out)
            return
        self.present(out)
        self.asking.refused(out)

    def _identifies(self) -> bool:
        return self.asking.current is not None and self.asking.current.identifies

    def _bare(self, frame: bytes, why: str, out: list[Effect]) -> None:
        if self._options.results == "raw":
            self.read_line(frame, out)
        else:
            out.append(Noted("garbage", why))
