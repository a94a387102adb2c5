"""The host's end of DMCC."""

from collections.abc import Iterable

import msgspec

from linebench.ports.camera import AskCounters, CameraJob, ResetCounters, TriggerNow
from linebench.wire.dmcc.codec import (
    END,
    OK,
    PUSHED,
    Command,
    DmccError,
    Reply,
    decode_reply,
    decode_result,
    encode_command,
)
from linebench.wire.dmcc.profile import MODE, DmccProfile
from linebench.wire.readers.asking import Request
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.host import HostSide
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["DmccHost"]

_SILENT = 0
_IDENTITY = ("DEVICE.TYPE", "DEVICE.FIRMWARE-VER")


class DmccHost(HostSide):
    """A ``Side`` that speaks to the reader. It sets the response mode whenever a connection stands."""

    def __init__(self, profile: DmccProfile, setting: Setting) -> None:
        super().__init__(profile, setting, "\r\n")
        self._options = profile
        self._asked = 0
        self._names: dict[type, str] = {CameraJob: profile.job_command, AskCounters: profile.counters_command,
                                        ResetCounters: profile.reset_command, AskState: profile.state_command,
                                        TriggerNow: "TRIGGER"}

    def frames(self) -> Frames:
        """See ``HostSide``."""
        return Frames(END, most=self._options.max_frame)

    def greet(self, out: list[Effect]) -> None:
        """See ``HostSide``: the mode comes first, for it says what replies look like."""
        words = ("SET", MODE, str(self._options.response))
        self.asking.ask(self._request(None, words, self._replied()), out)
        asks = [self._request(None, ("GET", name), ("reply",)) for name in _IDENTITY]
        self.identify((msgspec.structs.replace(ask, identifies=True) for ask in asks), out)

    def request(self, order: Order) -> Request | None:
        """See ``HostSide``."""
        name = self._names[type(order)]
        arguments = [order.job] if isinstance(order, CameraJob) else ["ON"] if isinstance(order, TriggerNow) else []
        if not name:
            return None
        return self._request(order, (name, *arguments), self.awaited(order, *self._replied()))

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostSide``. What has no head of a reply is a line in one of the modes that push lines bare."""
        try:
            reply = decode_reply(frame, self._options.checksum_of)
            if reply is None:
                self._bare(frame, out)
            elif reply.status == PUSHED:
                self.read_line(decode_result(reply.data), out)
            else:
                self._replies(reply, out)
        except DmccError as error:
            out.append(Noted("garbage", str(error)))

    def _bare(self, frame: bytes, out: list[Effect]) -> None:
        """A line without a head; in silent mode also the value that was asked for, when it is no line."""
        current = self.asking.current
        if current is None or not current.identifies or self._options.response != _SILENT or self._fits(frame):
            self.read_line(frame, out)
        else:
            self.named(frame.decode(errors="replace"), out)

    def _fits(self, line: bytes) -> bool:
        try:
            self.lines.decode(line)
        except TemplateError:
            return False
        return True

    def _replies(self, reply: Reply, out: list[Effect]) -> None:
        current = self.asking.current
        if current is None or (self._correlates() and reply.ident != current.mark):
            out.append(Noted("stray", f"a reply to {reply.ident!r} with status {reply.status}"))
        elif reply.status != OK:
            out.append(Noted("refused", f"{current.name}: status {reply.status}"))
            self._over(current, "", out)
        elif current.identifies:
            self._over(current, reply.data.decode(errors="replace"), out)
        else:
            self.complete("reply", out)

    def _over(self, request: Request, value: str, out: list[Effect]) -> None:
        if request.identifies:
            self.named(value, out)
        else:
            self.asking.refused(out)

    def _request(self, order: Order | None, words: tuple[str, ...], awaits: Iterable[str]) -> Request:
        self._asked += 1
        mark = str(self._asked)
        command = Command(words, "1" if self._options.checksum else "0", mark)
        data = encode_command(command, self._options.checksum_of)
        return Request(order, data, frozenset(awaits), mark, " ".join(words))

    def _replied(self) -> tuple[str, ...]:
        return () if self._options.response == _SILENT else ("reply",)

    def _correlates(self) -> bool:
        """Whether replies carry the command's id in the mode that is set."""
        return "{id}" in (self._options.reply if self._options.response == 1 else self._options.reply_2)
