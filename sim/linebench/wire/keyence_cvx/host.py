"""The host's end of a CV-X or XG controller."""

from linebench.ports.camera import AskCounters, CameraJob, CameraState, ResetCounters, TriggerNow
from linebench.wire.keyence_cvx.codec import decode_refusal
from linebench.wire.keyence_cvx.jobs import ENDS, Jobs
from linebench.wire.keyence_cvx.profile import CvxProfile
from linebench.wire.readers.asking import Request
from linebench.wire.readers.commands import AskState, Order
from linebench.wire.readers.framing import Frames
from linebench.wire.readers.host import HostSide
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["CvxHost"]

_PROGRAM = b"PR"


class CvxHost(HostSide):
    """A ``Side`` that speaks to the controller. Where the profile has no state, it asks for the program instead."""

    def __init__(self, profile: CvxProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._jobs = Jobs(profile)
        state = profile.state_command.encode() if profile.state else _PROGRAM
        self._texts: dict[type, bytes] = {
            AskCounters: profile.counters_command.encode(), ResetCounters: profile.reset_command.encode(),
            AskState: state, TriggerNow: b"TA"}

    def frames(self) -> Frames:
        """See ``HostSide``."""
        return Frames(b"\r", most=self._options.max_frame, between=b"\n")

    def framed(self, frame: bytes, out: list[Effect]) -> None:
        """See ``HostSide``. An echo or a refusal is known by what was asked; all else is a line that was pushed."""
        current = self.asking.current
        asked = b"" if current is None else current.data.removesuffix(b"\r")
        refusal = decode_refusal(frame)
        job = self._jobs.told(frame) if asked == _PROGRAM else None
        if job is not None:
            self.hear(CameraState(self.setting.name, job, online=True), out)
        elif asked and frame == asked:
            self._echoed(out)
        elif asked and refusal is not None and refusal.word.encode("ascii", "replace") == asked.partition(b",")[0]:
            self._refused(frame, out)
        else:
            self.read_line(frame, out)

    def request(self, order: Order) -> Request | None:
        """See ``HostSide``."""
        text = self._jobs.select(order.job) if isinstance(order, CameraJob) else self._texts[type(order)]
        if not text:
            return None
        awaits = frozenset({"state"}) if text == _PROGRAM else self.awaited(order, "reply")
        return Request(order, text + b"\r", awaits)

    def _echoed(self, out: list[Effect]) -> None:
        current = self.asking.current
        self.present(out)
        self.complete("reply", out)
        if current is not None and isinstance(current.order, CameraJob):
            self._ask_program(out)

    def _refused(self, frame: bytes, out: list[Effect]) -> None:
        self.present(out)
        out.append(Noted("refused", frame.decode("ascii", "backslashreplace")))
        request = self.asking.refused(out)
        if request is not None and isinstance(request.order, CameraJob):
            self._ask_program(out)

    def _ask_program(self, out: list[Effect]) -> None:
        """Learn what job is active now, where no line tells it."""
        request = None if self._options.state else self.request(AskState())
        if request is not None:
            self.asking.ask(request, out)
