"""The controller's end: commands are echoed or refused, results go out by themselves."""

from linebench.ports.camera import AskCounters, CameraState, ResetCounters, TriggerNow
from linebench.wire.keyence_cvx.codec import (
    DISABLED,
    PARAMETER,
    UNKNOWN,
    Refusal,
    decode_command,
    encode_refusal,
)
from linebench.wire.keyence_cvx.jobs import ENDS, Jobs
from linebench.wire.keyence_cvx.profile import CvxProfile
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["CvxDevice"]

_CAMERAS = {"T1": 1, "T2": 2, "T3": 3, "T4": 4, "TA": 1}
_MODES = {"R0": True, "S0": False}
_PROGRAM = 3
"""Fields of ``PW`` with its word."""


class CvxDevice(DeviceSide):
    """A ``Side`` that stands for the controller. In set-up mode it is offline: no trigger taken, no result told."""

    def __init__(self, profile: CvxProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._jobs = Jobs(profile)
        named: dict[str, Order] = {profile.counters_command: AskCounters(), profile.reset_command: ResetCounters(),
                                   profile.state_command: AskState()}
        self._orders = {word: order for word, order in named.items() if word}

    def frames(self) -> Frames:
        """See ``DeviceSide``."""
        return Frames(b"\r", most=self._options.max_frame, between=b"\n")

    def pushed(self, client: int, line: bytes) -> bytes:  # noqa: ARG002  # all clients get the same
        """See ``DeviceSide``."""
        return line + b"\r"

    def publish(self, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``. In set-up mode its state is offline, whatever the camera behind says."""
        super().publish(self._mode(message), out)

    def say(self, client: int, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        super().say(client, self._mode(message), out)

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        command = decode_command(frame)
        word, plain = command.word, not command.fields
        if word in _CAMERAS and plain:
            self._trigger(client, word, out)
        elif word in _MODES and plain:
            self._switch(client, frame, out)
        elif word in self._orders and plain:
            self._echo(client, frame, out)
            self.order(client, self._orders[word], out)
        elif word == "PR" and plain:
            self._echo(client, self._jobs.tell(self.core.state.job), out)
        elif word == "PW" and len(command.fields) >= _PROGRAM - 1:
            self._select(client, frame, out)
        else:
            self._refuse(client, frame, UNKNOWN, out)

    def _mode(self, message: ToHost) -> ToHost:
        if isinstance(message, CameraState):
            online = message.online and self.core.switched_on
            return CameraState(message.camera, message.job, online, message.series)
        return message

    def _trigger(self, client: int, word: str, out: list[Effect]) -> None:
        if not self.core.online:
            self._refuse(client, word.encode(), DISABLED, out)
        elif _CAMERAS[word] > self._options.cameras:
            self._refuse(client, word.encode(), self._options.error_camera, out)
        else:
            self._echo(client, word.encode(), out)
            self.order(client, TriggerNow(), out)

    def _switch(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """Go to run or set-up mode; the state is told when that is a change."""
        self._echo(client, frame, out)
        on = _MODES[frame.decode("ascii")]
        if on != self.core.switched_on:
            self.core.switched_on = on
            self.publish(self.core.state, out)

    def _select(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """Switch the program; the echo comes when the camera behind has the job."""
        selected = self._jobs.selected(frame)
        if selected is None:
            self._refuse(client, frame, PARAMETER, out)
            return
        order, known = selected

        def told(message: ToHost, out: list[Effect]) -> None:
            if known and isinstance(message, CameraState) and message.job:
                self._echo(client, frame, out)
            else:
                self._refuse(client, frame, PARAMETER, out)

        self.order_and_wait(client, order, told, out)

    def _refuse(self, client: int, frame: bytes, code: int, out: list[Effect]) -> None:
        out.append(Noted("refused", f"client {client}: {frame[:40]!r}: {code:02d}"))
        out.append(Write(client, encode_refusal(Refusal(decode_command(frame).word, code))))

    def _echo(self, client: int, line: bytes, out: list[Effect]) -> None:
        out.append(Write(client, line + b"\r"))
