"""The device's end of DMCC."""

from linebench.ports.camera import AskCounters, CameraJob, ResetCounters, TriggerNow
from linebench.wire.dmcc.codec import (
    BAD_COMMAND,
    BAD_PARAMETER,
    END,
    OK,
    PUSHED,
    UNAVAILABLE,
    Command,
    DmccError,
    decode_command,
    encode_result,
    sealed,
)
from linebench.wire.dmcc.parameters import Parameters
from linebench.wire.dmcc.profile import MODE, DmccProfile
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Frames
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["DmccDevice"]

_SILENT, _EXTENDED = 0, 1
_MODES = {"0": 0, "1": 1, "2": 2}
_GET_WORDS, _SET_WORDS = 2, 3


class DmccDevice(DeviceSide):
    """A ``Side`` that stands for the reader. Each client has its own response mode."""

    def __init__(self, profile: DmccProfile, setting: Setting) -> None:
        super().__init__(profile, setting, "\r\n")
        self._options = profile
        self._parameters = Parameters(profile)
        self._modes: dict[int, int] = {}
        self._plain: dict[str, Order] = {
            name.upper(): order for name, order in (
                (profile.counters_command, AskCounters()), (profile.reset_command, ResetCounters()),
                (profile.state_command, AskState())) if name}

    def frames(self) -> Frames:
        """See ``DeviceSide``."""
        return Frames(END, most=self._options.max_frame)

    def pushed(self, client: int, line: bytes) -> bytes:
        """See ``DeviceSide``."""
        if self._mode(client) not in self._options.encoded_in:
            return line + END
        return self._head(client, PUSHED, "", "") + encode_result(line) + END

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``. A line that does not begin as a command is noise on a telnet line: not answered."""
        if not frame.startswith(b"||"):
            out.append(Noted("garbage", f"client {client}: {frame[:60]!r} is no command"))
            return
        try:
            command = decode_command(frame, self._options.checksum_of)
        except DmccError as error:
            out.append(Noted("garbage", f"client {client}: {error}"))
            self._reply(client, Command((), error.checksum, error.ident), error.status, "", out)
            return
        place = len(out)
        status, value = self._do(client, command.words, out)
        reply: list[Effect] = []
        self._reply(client, command, status, value, reply)
        out[place:place] = reply  # the reply comes before what the command brings about
        if status != OK:
            out.append(Noted("refused", f"client {client}: {' '.join(command.words)[:60]!r}, status {status}"))

    def closed(self, client: int) -> "list[Effect]":
        """See ``Side``."""
        self._modes.pop(client, None)
        return [*super().closed(client)]

    def _do(self, client: int, words: tuple[str, ...], out: list[Effect]) -> tuple[int, str]:
        """Do a command. Returns status and value."""
        name, arguments = words[0].upper(), words[1:]
        if name == "GET":
            return self._get(client, arguments)
        if name == "SET":
            return self._set(client, arguments), ""
        if name == "TRIGGER":
            return self._trigger(client, arguments, out), ""
        if name == self._options.job_command.upper():
            return self._job(client, arguments, out), ""
        if arguments:
            return (BAD_PARAMETER if name in self._plain else BAD_COMMAND), ""
        return self._plainly(client, name, out), ""

    def _plainly(self, client: int, name: str, out: list[Effect]) -> int:
        order = self._plain.get(name)
        if order is not None:
            self.order(client, order, out)
        elif name == "CONFIG.DEFAULT":
            self._parameters.reset()
        elif name == "REBOOT":
            for each in [*self.sessions]:
                self.hang(each, "reboot", out)
        elif name != "CONFIG.SAVE":
            return BAD_COMMAND
        return OK

    def _get(self, client: int, arguments: tuple[str, ...]) -> tuple[int, str]:
        if len(arguments) != _GET_WORDS - 1:
            return BAD_PARAMETER, ""
        if arguments[0].upper() == MODE:
            return OK, str(self._mode(client))
        value = self._parameters.get(arguments[0])
        return (BAD_COMMAND, "") if value is None else (OK, value)

    def _set(self, client: int, arguments: tuple[str, ...]) -> int:
        if len(arguments) != _SET_WORDS - 1:
            return BAD_PARAMETER
        name, value = arguments
        if name.upper() != MODE:
            return self._parameters.set(name, value)
        if value not in _MODES:
            return BAD_PARAMETER
        self._modes[client] = _MODES[value]
        return OK

    def _trigger(self, client: int, arguments: tuple[str, ...], out: list[Effect]) -> int:
        words = tuple(word.upper() for word in arguments)
        if words not in (("ON",), ("OFF",)):
            return BAD_PARAMETER
        if not self.core.online:
            return UNAVAILABLE
        if words == ("ON",):
            self.order(client, TriggerNow(), out)
        return OK

    def _job(self, client: int, arguments: tuple[str, ...], out: list[Effect]) -> int:
        if len(arguments) != 1:
            return BAD_PARAMETER
        self.order(client, CameraJob(arguments[0]), out)
        return OK

    def _reply(self, client: int, command: Command, status: int, value: str, out: list[Effect]) -> None:
        """Silent mode gives values alone, and nothing of what went wrong."""
        if self._mode(client) != _SILENT:
            head = self._head(client, status, command.checksum, command.ident)
            data = sealed(head, value.encode(), command.checksum, self._options.checksum_of)
            out.append(Write(client, data + END))
        elif value:
            out.append(Write(client, value.encode() + END))

    def _head(self, client: int, status: int, checksum: str, ident: str) -> bytes:
        head = self._options.reply if self._mode(client) == _EXTENDED else self._options.reply_2
        fields = {"{checksum}": checksum, "{id}": ident, "{status}": str(status)}
        for field, value in fields.items():
            head = head.replace(field, value)
        return head.encode()

    def _mode(self, client: int) -> int:
        return self._modes.get(client, self._options.first_response)
