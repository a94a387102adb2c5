"""The camera: its light barrier triggers it, it takes a picture of the pack and tells its host what it read."""


from linebench.imaging.shot import Seen, Shot
from linebench.line.belt import Passing
from linebench.line.code_faults import code_fault, code_faults, is_code_fault
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.ports.camera import CameraJob, CameraState, Reading
from linebench.records.truth import CodeGraded, PackViewed
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Duration

__all__ = ["KIND", "Camera", "CameraSettings", "build"]


class CameraSettings(Settings, frozen=True):
    """``answer_after``: from trigger to result."""

    answer_after: Duration = Duration(80_000)


KIND = DeviceKind(
    name="camera",
    settings=CameraSettings,
    faults=(
        *code_faults("camera"),
        FaultKind("no_read", "physical", "Something hides the code: the camera cannot read it."),
        FaultKind("silent", "physical", "The camera gives no answer, as with a pulled cable."),
        FaultKind("late", "physical", "The camera answers late.", (
            Parameter("delay", Duration, 0, 60_000_000, "600 ms", "added to the usual time"),
        )),
        FaultKind("wrong_job", "data", "Another inspection job is active, whatever the host selects."),
        FaultKind("false_read", "data", "The camera reports its last good reading, whatever it sees."),
        FaultKind("blind", "physical", "The camera's light barrier does not see the pack."),
    ),
    summary="reads code and text of each pack, triggered by its light barrier",
)

_SAMPLE = 50
"""Of sound prints, one in so many is graded: a trend begins with what is sound."""
_NO_READ = ("no_read", "", "", "")


class Camera(Device):
    """One camera with its light barrier; the barrier is also L1's, where tracking begins."""

    seat = "camera"

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._edges = fitting.belt.edges
        self._inspect = fitting.world.inspector.inspect
        self._grades = fitting.world.inspector.grades
        settings: CameraSettings = fitting.settings()
        self._after = int(settings.answer_after)
        self._faults = fitting.world.faults.on(self.name)
        self._trigger = 0
        self._job = ""
        self._good: tuple[str, str] = ("", "")
        fitting.world.faults.listen(self.name, self._changed, self._changed)

    def receive(self, t: int, message: Message) -> None:
        """Select a job; the trigger counter starts again."""
        if type(message) is CameraJob:
            self._job = message.job
            self._trigger = 0
            self._changed(t)

    def _arrive(self, t: int, pack: Pack) -> None:
        if self._faults:
            self._hard(t, pack)
            return
        self._trigger = trigger = self._trigger + 1
        self._edges.append("barrier_camera")
        if self._grades and (pack.print_faults or pack.number % _SAMPLE == 1):
            self._grade(t, pack)
        seen = self._inspect(pack)  # and then ``_answer``, written out: this is the per-pack path
        self._write(PackViewed(t, pack.number, self.name, trigger, True, seen.readable, ()))
        if seen.outcome == "read":
            self._good = (seen.content, seen.text)
        self._say(t, Reading(trigger, seen.outcome, seen.content, seen.text, seen.symbology), self._after)

    def _grade(self, t: int, pack: Pack) -> None:
        """Note the grade of the print: of every one with a fault, and of a sample of the others."""
        if pack.content:
            found = self._world.inspector.grade(pack)
            values = tuple((each.name, each.value or 0.0, each.grade) for each in found.parameters
                           if each.grade is not None)
            self._write(CodeGraded(t, pack.number, found.edition, found.overall, found.worst, values))

    def _answer(self, t: int, seen: Seen, later: int) -> None:
        if seen.outcome == "read":
            self._good = (seen.content, seen.text)
        self._say(t, Reading(self._trigger, seen.outcome, seen.content, seen.text, seen.symbology),
                  self._after + later)

    def _hard(self, t: int, pack: Pack) -> None:
        """Look at a pack while a fault is active."""
        struck = {fault.kind: fault for fault in [*self._faults]
                  if self._world.faults.strikes(fault, t, pack.number)}
        if "blind" in struck:
            self._write(PackViewed(t, pack.number, self.name, 0, False, False, ("blind",)))
            return
        self._trigger += 1
        self._edges.append("barrier_camera")
        if self._grades and pack.print_faults:
            self._grade(t, pack)
        shot = not struck.keys() & {"silent"}
        optics = tuple(code_fault(fault) for fault in struck.values() if is_code_fault(fault, "camera"))
        seen = self._inspect(Shot(pack.content, pack.text, pack.marking, pack.print_faults, optics))
        hidden = bool(struck.keys() & {"no_read", "wrong_job"})
        self._write(PackViewed(t, pack.number, self.name, self._trigger, shot,
                               seen.readable and not hidden and shot, _described(struck)))
        if shot:
            self._say_hard(t, seen, hidden, struck)

    def _say_hard(self, t: int, seen: Seen, hidden: bool, struck: dict[str, ActiveFault]) -> None:
        later = struck["late"].number_of("delay") if "late" in struck else 0
        if "false_read" in struck and self._good[0]:
            self._say(t, Reading(self._trigger, "read", *self._good, "]d2"), self._after + later)
        elif hidden:
            self._say(t, Reading(self._trigger, *_NO_READ), self._after + later)
        else:
            self._answer(t, seen, later)

    def _changed(self, t: int, _: object = None) -> None:
        """Tell the host the job and whether the camera is there; a silent one says nothing."""
        kinds = {fault.kind for fault in self._faults}
        if "silent" not in kinds:
            job = "other" if "wrong_job" in kinds else self._job
            self._say(t, CameraState(self.name, job, True))


def _described(struck: dict[str, ActiveFault]) -> tuple[str, ...]:
    """Name the faults, those of the picture with their parameters."""
    return tuple(str(code_fault(fault)) if is_code_fault(fault, "camera") else kind
                 for kind, fault in struck.items())


def build(fitting: Fitting) -> Camera:
    """Build the camera of a station."""
    return Camera(fitting)
