"""The camera: its light barrier triggers it, it takes a picture of the pack and tells its host what it read."""

from collections.abc import Callable
from typing import Literal

from linebench.imaging.shot import UNREAD, Seen, Shot, Sight
from linebench.line.belt import Passing
from linebench.line.camera_count import CameraCount
from linebench.line.code_faults import code_fault, code_faults, is_code_fault
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.ports.camera import AskCounters, CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.records.truth import BeltViewed, CodeGraded, CountingBegan, PackViewed
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Duration

__all__ = ["KIND", "Camera", "CameraSettings", "build"]


class CameraSettings(Settings, frozen=True):
    """How the camera is set up.

    ``answer_after``: from trigger to result. ``series``: faults in a row at which its output comes on, which stops
    the line; 0: never. ``jobs``: inspection jobs it has, with spaces between; empty: whatever the host names.
    ``trigger``: a picture is taken when a pack reaches the light barrier, and whenever the host orders one; with
    ``command`` only then.
    """

    answer_after: Duration = Duration(80_000)
    series: int = 0
    jobs: str = ""
    trigger: Literal["belt", "command"] = "belt"


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
_SERIES = "camera_series"
"""The input of L1 that the output for faults in a row is wired to."""


class Camera(Device):
    """One camera with its light barrier; the barrier is also L1's, where tracking begins."""

    seat = "camera"

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._edges = fitting.belt.edges
        self._belt, self._at = fitting.belt, int(fitting.plan.at)
        self._length = int(fitting.line.pack_length)
        self._inspect: Callable[[Sight], Seen] = fitting.world.inspector.inspect
        self._grades = fitting.world.inspector.grades
        settings: CameraSettings = fitting.settings()
        self._after = int(settings.answer_after)
        self._limit = settings.series
        if settings.trigger == "command":
            self.arrive = self._pass
        self._jobs = frozenset(settings.jobs.split())
        self._count = CameraCount()
        self._field = fitting.field
        self._faults = fitting.world.faults.on(self.name)
        self._trigger = 0
        self._job = ""
        self._good: tuple[str, str] = ("", "")
        fitting.world.faults.listen(self.name, self._changed, self._changed)

    def receive(self, t: int, message: Message) -> None:
        """Select a job, take a picture, tell the counters or reset them."""
        if type(message) is CameraJob:
            self._select(t, message.job)
        elif self._is_silent():
            return
        elif type(message) is AskCounters:
            self._tell_counters(t)
        elif type(message) is ResetCounters:
            self.reset(t)
        elif type(message) is TriggerNow:
            self._trigger_now(t)

    def reset(self, t: int) -> None:
        """Begin all counters anew and let the output for faults in a row fall; the trigger number goes on."""
        self._tell_counters(t)
        self._begin_count(t)
        self._field.condition(t, _SERIES, value=False)
        self._changed(t)

    def _select(self, t: int, job: str) -> None:
        """Activate a job; with one that it does not have the camera has none, and finds no code."""
        if self._job:
            self._tell_counters(t)
        known = not self._jobs or job in self._jobs
        self._job = job if known else ""
        self._inspect = self._world.inspector.inspect if known else _sees_nothing
        self._trigger = 0
        self._begin_count(t)
        self._changed(t)

    def _begin_count(self, t: int) -> None:
        self._count.begin(self._trigger)
        self._write(CountingBegan(t, self.name, self._job, self._trigger))

    def _tell_counters(self, t: int) -> None:
        if not self._is_silent():
            self._say(t, self._count.told(self.name, self._job, self._trigger))

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
        else:
            self._reject(t, 0)
        self._say(t, Reading(trigger, seen.outcome, seen.content, seen.text, seen.symbology), self._after)

    def _pass(self, t: int, pack: Pack) -> None:  # noqa: ARG002  # the barrier tells L1 that one is there, no more
        """A pack reaches the light barrier of a camera that waits for its host's order."""
        self._edges.append("barrier_camera")

    def _trigger_now(self, t: int) -> None:
        """Take a picture as the host orders: of the pack in view, or of the bare belt."""
        pack = self._belt.lying_at(t, self._at, self._length)
        if pack is not None:
            self._take(t, pack)
            return
        self._trigger += 1
        self._write(BeltViewed(t, self.name, self._trigger))
        self._reject(t, 0)
        self._say(t, Reading(self._trigger, *_NO_READ), self._after)

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
        else:
            self._reject(t, later)
        self._say(t, Reading(self._trigger, seen.outcome, seen.content, seen.text, seen.symbology),
                  self._after + later)

    def _hard(self, t: int, pack: Pack) -> None:
        """Look at a pack while a fault is active."""
        struck = {fault.kind: fault for fault in [*self._faults]
                  if self._world.faults.strikes(fault, t, pack.number)}
        if "blind" in struck:
            self._write(PackViewed(t, pack.number, self.name, 0, False, False, ("blind",)))
            return
        self._edges.append("barrier_camera")
        self._shoot(t, pack, struck)

    def _take(self, t: int, pack: Pack) -> None:
        """Look at a pack because the host says so; the light barrier has no part in it."""
        self._shoot(t, pack, {fault.kind: fault for fault in [*self._faults]
                              if fault.kind != "blind" and self._world.faults.strikes(fault, t, pack.number)})

    def _shoot(self, t: int, pack: Pack, struck: dict[str, ActiveFault]) -> None:
        self._trigger += 1
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
        else:
            self._count.skip()

    def _say_hard(self, t: int, seen: Seen, hidden: bool, struck: dict[str, ActiveFault]) -> None:
        later = struck["late"].number_of("delay") if "late" in struck else 0
        if "false_read" in struck and self._good[0]:
            self._say(t, Reading(self._trigger, "read", *self._good, "]d2"), self._after + later)
        elif hidden:
            self._reject(t, later)
            self._say(t, Reading(self._trigger, *_NO_READ), self._after + later)
        else:
            self._answer(t, seen, later)

    def _reject(self, t: int, later: int) -> None:
        """Count a picture that was no good read; at the limit of such in a row the output comes with the result."""
        if self._count.reject(self._trigger) == self._limit:
            self._world.later(t + self._after + later, self._series_full, self._count.began)

    def _series_full(self, t: int, began: int, _: object = None) -> None:
        if began == self._count.began:  # else it was reset before the result
            self._field.condition(t, _SERIES, value=True)
            self._changed(t)

    def _is_silent(self) -> bool:
        return any(fault.kind == "silent" for fault in self._faults)

    def _changed(self, t: int, _: object = None) -> None:
        """Tell the host the job, and that the camera is there; a silent one says nothing."""
        if not self._is_silent():
            job = "other" if any(fault.kind == "wrong_job" for fault in self._faults) else self._job
            self._say(t, CameraState(self.name, job, True, self._world.conditions.get(_SERIES, False)))


def _sees_nothing(_: Sight) -> Seen:
    """Stand for the eye of a camera without a job."""
    return UNREAD


def _described(struck: dict[str, ActiveFault]) -> tuple[str, ...]:
    """Name the faults, those of the picture with their parameters."""
    return tuple(str(code_fault(fault)) if is_code_fault(fault, "camera") else kind
                 for kind, fault in struck.items())


def build(fitting: Fitting) -> Camera:
    """Build the camera of a station."""
    return Camera(fitting)
