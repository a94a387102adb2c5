"""The people in the store, as L3 knows them: they begin procedures, and do and tell what they are asked.

A clerk sees things as they are: scans what they hold, counts what is there. Where a protocol wants a mistake, it is
told beforehand as a ``Slip``; everything else is done right.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from linebench.ports import Message
from linebench.ports.desk import Abandon, Ask, Begin, Done, Kind, Refused, Told
from linebench.records import AnyRecord
from linebench.records.store import PhotoTaken
from linebench.site.acts import ACTS, Hand
from linebench.site.store import Store
from linebench.site.unit import Unit

__all__ = ["Clerk", "Job", "Slip"]

_PACE_US = 2_000_000
"""From what is asked to what is told: a scan, a look, a tap on the screen."""
_DONE = ("done",)
_PATIENCE = 3
"""So often in a row an answer is given that is not taken; then a person gives up."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake at a step. ``values``: what is told first; ``leaves``: the clerk goes away and abandons it;
    ``waits``: they do not answer until they are asked again.
    """

    step: str
    values: tuple[str, ...] = ()
    leaves: bool = False
    waits: bool = False


@dataclass(slots=True)
class Job:
    """One procedure as the clerk sees it.

    Attributes:
        asked: what was asked, in order.
        ended: how it ended, ``None``: it has not.

    """

    procedure: str
    who: str
    hand: Hand
    reason: str = ""
    note: str = ""
    slip: Slip | None = None
    done: set[str] = field(default_factory=set)
    asked: list[Ask] = field(default_factory=list)
    ended: Done | Refused | None = None


class Clerk:
    """Everybody at the desk. ``say``: to L3; ``at``: books a call; ``write``: appends to the journal.

    Attributes:
        jobs: every procedure that was begun, by its number.
        photos: every photo taken, by file name.

    """

    def __init__(self, store: Store, say: Callable[..., None], at: Callable[..., None],
                 write: Callable[[AnyRecord], None]) -> None:
        self._store, self._say, self._at, self._write = store, say, at, write
        self.jobs: dict[int, Job] = {}
        self.photos: dict[str, bytes] = {}

    def begin(self, t: int, job: Job) -> int:
        """Scan the subject and begin; returns the number of the task."""
        number = len(self.jobs) + 1
        self.jobs[number] = job
        self._say(t, Begin(number, job.procedure, job.hand.subject.scanned(), job.who))
        return number

    def receive(self, t: int, message: Message) -> None:
        """Take what L3 says; what is asked is answered in a person's time."""
        if isinstance(message, Ask):
            self._asked(t, message)
        elif isinstance(message, Done | Refused):
            self.jobs[message.task].ended = message

    def _asked(self, t: int, ask: Ask) -> None:
        job = self.jobs[ask.task]
        job.asked.append(ask)
        slip = self._slip(job, ask)
        if slip is None or not slip.waits:
            self._at(t + _PACE_US, self._answer, ask, slip)

    @staticmethod
    def _slip(job: Job, ask: Ask) -> Slip | None:
        """The mistake that is made here, once."""
        if job.slip is None or job.slip.step != ask.step:
            return None
        slip, job.slip = job.slip, None
        return slip

    def _answer(self, t: int, ask: Ask, slip: Slip | None) -> None:
        job = self.jobs[ask.task]
        if (slip is not None and slip.leaves) or _tried(job, ask) > _PATIENCE:
            self._say(t, Abandon(ask.task))
            return
        if ask.act and ask.step not in job.done:
            job.done.add(ask.step)
            ACTS[ask.act](self._store, t, job.who, job.hand, ask.shown)
        if slip is not None:
            self._say(t, Told(ask.task, ask.step, slip.values))
        elif ask.kind == "photo":
            self._photo(t, job, ask)
        else:
            self._say(t, Told(ask.task, ask.step, _ANSWERS[ask.kind](job, ask)))

    def _photo(self, t: int, job: Job, ask: Ask) -> None:
        from linebench.site.photo import MEDIA_TYPE, photo_of  # noqa: PLC0415  # the image library is slow to import

        unit = job.hand.one
        picture = photo_of(unit)
        name, sha256 = f"photo-{ask.task:03}-{unit.kind}-{unit.number}.png", hashlib.sha256(picture).hexdigest()
        self.photos[name] = picture
        self._write(PhotoTaken(t, job.who, unit.kind, unit.number, name, sha256))
        self._say(t, Told(ask.task, ask.step, (), sha256, MEDIA_TYPE))


def _tried(job: Job, ask: Ask) -> int:
    """How often a step was asked because the answer was wrong."""
    return sum(1 for other in job.asked if other.step == ask.step and other.wrong)


def _scan(job: Job, ask: Ask) -> tuple[str, ...]:  # noqa: ARG001  # answers are called alike
    return ((job.hand.held or job.hand.subject).scanned(),)


def _scans(job: Job, ask: Ask) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return tuple(filter(None, map(Unit.scanned, job.hand.loose or job.hand.subject.inside)))


def _count(job: Job, ask: Ask) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return (str(len(job.hand.subject.inside)),)


def _choice(job: Job, ask: Ask) -> tuple[str, ...]:
    return (job.reason if job.reason in ask.choices else ask.choices[0],)


def _text(job: Job, ask: Ask) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return (job.note,)


_ANSWERS: Mapping[Kind, Callable[[Job, Ask], tuple[str, ...]]] = MappingProxyType({
    "scan": _scan, "scans": _scans, "count": _count, "choice": _choice, "text": _text,
    "confirm": lambda _job, _ask: _DONE,
})
"""What is told to what is asked, by its kind; a photo is taken first."""
