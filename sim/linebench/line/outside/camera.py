"""A camera that is not ours: at each pack it is told to take a picture, and its next answer is of that pack."""

from collections import deque

import msgspec

from linebench.line.belt import Passing
from linebench.line.fitting import Fitting
from linebench.line.outside.printer import OutsidePrinter
from linebench.line.outside.unit import Unit
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.ports.camera import CameraCounters, CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.records.truth import BeltViewed, CountingBegan, PackViewed
from linebench.records.wire import WireNoted
from linebench.scenario.devices import wire_of

__all__ = ["OutsideCamera", "build"]

_SERIES = "camera_series"


class _Picture(msgspec.Struct, frozen=True, eq=False):
    """A picture that waits for its answer; ``pack``: what was in view, ``None`` on the bare belt."""

    trigger: int
    pack: Pack | None


class OutsideCamera(Unit):
    """The light barrier is the bench's, and so are the numbers of the pictures; what was read is the unit's.

    Answers belong to pictures in their order, as on every line whose results carry no number. One for which no
    picture waits is told to L2 under the number of the latest, and noted.
    """

    seat = "camera"

    def __init__(self, fitting: Fitting) -> None:
        super().__init__(fitting)
        self.arrive: Passing | None = self._arrive
        self._edges = fitting.belt.edges
        self._field, self._later = fitting.field, fitting.world.later
        plan = fitting.world.units[self.seat]
        self._limit, self._fixed, self._own = int(plan.answer_within), plan.job == "fixed", plan.trigger == "own"
        self._printers = [each for each in fitting.devices.values() if isinstance(each, OutsidePrinter)]
        self._waiting: deque[_Picture] = deque()
        self._early: deque[tuple[int, Reading]] = deque()
        self._trigger = 0
        self._job = ""

    def receive(self, t: int, message: Message) -> None:
        """Take what L2 says; all but what a camera with one job has no word for goes on to the unit."""
        if isinstance(message, CameraJob):
            self._select(t, message.job)
        elif isinstance(message, ResetCounters):
            self.reset(t)
        elif isinstance(message, TriggerNow):
            self._shoot(t, self._belt.lying_at(t, self._at, self._length), ordered=True)
        else:
            self._tell(message)

    def reset(self, t: int) -> None:
        """Begin all counters anew, for L2 or for a person at the camera, where the bench has no hands."""
        self._write(CountingBegan(t, self.name, self._job, self._trigger))
        self._tell(ResetCounters())

    def _select(self, t: int, job: str) -> None:
        """Number pictures anew, as every camera does with a job; what still waits is of the job before."""
        self._give_up(t)
        self._early.clear()
        self._job, self._trigger = job, 0
        self._write(CountingBegan(t, self.name, job, 0))
        if self._fixed:
            self._state(t)
        else:
            self._tell(CameraJob(job))

    def _state(self, t: int) -> None:
        """Say of a camera with one job what it has no word for."""
        self._say(t, CameraState(self.name, self._job, self.here))

    def _arrive(self, t: int, pack: Pack) -> None:
        self._edges.append("barrier_camera")
        self._shoot(t, pack, ordered=not self._own)

    def _shoot(self, t: int, pack: Pack | None, *, ordered: bool) -> None:
        self._trigger += 1
        picture = _Picture(self._trigger, pack)
        if not self.here:
            self._unanswered(t, picture, "not reached")
            return
        self._waiting.append(picture)
        self._later(t + self._limit, self._overdue, picture)
        if ordered:
            self._tell(TriggerNow())
        elif early := self._fresh(t):
            self._answer(t, early)

    def _fresh(self, t: int) -> Reading | None:
        """The answer of a camera that saw the pack before the bench's light barrier did."""
        while self._early:
            came, reading = self._early.popleft()
            if t - came <= self._limit:
                return reading
            self._note(t, reading, "nothing came before the light barrier for it")
        return None

    def _said(self, t: int, message: Message) -> None:
        if isinstance(message, Reading):
            self._answer(t, message)
        elif isinstance(message, CameraState):
            if not self._fixed:
                self._field.condition(t, _SERIES, value=message.series)
                self._say(t, msgspec.structs.replace(message, camera=self.name))
        elif isinstance(message, CameraCounters):
            self._say(t, msgspec.structs.replace(message, camera=self.name))

    def _answer(self, t: int, reading: Reading) -> None:
        if self._waiting:
            self._settle(t, self._waiting.popleft(), reading)
        elif self._own:
            self._early.append((t, reading))
        else:
            self._surplus(t, reading)

    def _settle(self, t: int, picture: _Picture, reading: Reading) -> None:
        if picture.pack is None:
            self._write(BeltViewed(t, self.name, picture.trigger))
        elif picture.pack.belt is not None:  # else somebody has taken it off since
            for printer in self._printers:
                printer.shown(t, picture.pack, reading.content)
            self._write(PackViewed(t, picture.pack.number, self.name, picture.trigger, True,
                                   reading.outcome == "read", ()))
        self._say(t, msgspec.structs.replace(reading, trigger=picture.trigger))

    def _surplus(self, t: int, reading: Reading) -> None:
        self._note(t, reading, f"no picture waits for it; it is late or doubled, and told as of {self._trigger}")
        self._say(t, msgspec.structs.replace(reading, trigger=self._trigger))

    def _note(self, t: int, reading: Reading, why: str) -> None:
        said = f"{reading.outcome} {reading.content!r}".removesuffix(" ''")
        self._write(WireNoted(t, wire_of(self.seat), "device", "unasked", f"answer {said}: {why}"))

    def _overdue(self, t: int, picture: object, _: object = None) -> None:
        if isinstance(picture, _Picture) and picture in self._waiting:
            self._waiting.remove(picture)
            self._unanswered(t, picture, "no answer")

    def _unanswered(self, t: int, picture: _Picture, why: str) -> None:
        """As of a camera that is silent: L1 knows of a pack, and nobody of what is on it."""
        if picture.pack is not None and picture.pack.belt is not None:
            self._write(PackViewed(t, picture.pack.number, self.name, picture.trigger, False, False, (why,)))

    def _give_up(self, t: int) -> None:
        while self._waiting:
            self._unanswered(t, self._waiting.popleft(), "no answer")

    def _reached(self, t: int) -> None:
        if not self.here:
            self._give_up(t)
        elif self._fixed and self._job:
            self._state(t)


def build(fitting: Fitting) -> OutsideCamera:
    """Build what stands for a real camera at a station."""
    return OutsideCamera(fitting)
