"""The camera as an inspection position: what it counted, and its reset by a person at the HMI."""

from linebench.ports.camera import AskCounters, CameraCounters, CameraState, ResetCounters
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.machine import Arm, Cancel, Effect, Send

__all__ = ["Inspection"]

_RESET = "reset_camera"


class Inspection:
    """Shows the camera's counters and whether it stops the line, and has it reset."""

    def __init__(self, config: L2Config, decisions: L2Decisions, desk: Desk) -> None:
        self._config = config
        self._decisions = decisions
        self._desk = desk
        self._resetting = False

    def ask(self, out: list[Effect]) -> None:
        """Have the camera tell what it counted."""
        out.append(Send("camera", AskCounters()))

    def counted(self, message: CameraCounters, out: list[Effect]) -> None:
        """The camera told what it counted: people see it."""
        said = self._decisions.counters_shown(message)
        self._desk.show(f"counters:{said.camera}", (
            f"total={said.total}, detections={said.detections}, rejects={said.rejects}, series={said.series}, "
            f"longest={said.longest}, job={said.job}"), out)

    def reset(self, out: list[Effect]) -> None:
        """A person wants the camera reset; they are answered when the camera says that it is."""
        self._resetting = True
        out.extend((Send("camera", ResetCounters()), Arm("camera", self._config.answer_within_us)))

    def state(self, message: CameraState, out: list[Effect]) -> None:
        """The camera reports its state."""
        self._desk.show("camera", _shown(message), out)
        if self._resetting and not message.series:
            out.append(Cancel("camera"))
            self._answer("", out)

    def overdue(self, out: list[Effect]) -> None:
        """The camera did not answer a reset."""
        if self._resetting:
            self._answer("the camera does not answer", out)

    def _answer(self, reason: str, out: list[Effect]) -> None:
        self._resetting = False
        self._desk.answer(_RESET, reason, out)


def _shown(state: CameraState) -> str:
    """What people are shown of the camera."""
    if not state.online:
        return "offline"
    return "series stop" if state.series else "ready"
