"""What a journal tells about its test case: steps, expectations, times, and the counts that reports plot."""

from collections import Counter
from collections.abc import Callable

import msgspec

from linebench.evidence.model import Stored
from linebench.records import AnyRecord
from linebench.records.claim import PersonClaimed, TracksClaimed
from linebench.records.codec import read_blocks
from linebench.records.protocol import CaseBegan, Expectation, StepBegan, StepEnded, Stimulus
from linebench.records.run import ClockMeasured, Closed, Opened, ScanMeasured, Uncertainty
from linebench.records.truth import CodeGraded, FaultBegan, PackDiverted, PackExited

__all__ = ["Compared", "Story", "StoryStep", "plain", "read_story"]


class Compared(Stored, frozen=True, kw_only=True):
    """One comparison of a step: what was expected and what was seen. ``limit``: requirement whose limit counts."""

    plane: str
    expected: str
    actual: str
    met: bool
    limit: str


class StoryStep(Stored, frozen=True, kw_only=True):
    """A step as it went. Times are simulated microseconds; ``ended`` is None when the journal ends before it."""

    n: int
    keyword: str
    text: str
    began: int
    ended: int | None
    verdict: str
    message: str
    compared: tuple[Compared, ...]
    stimuli: tuple[str, ...]
    """What the step did to the world or asked of the stack."""


class Story(Stored, frozen=True, kw_only=True):
    """One journal told for people.

    ``closed``: the attempt ended in an orderly way and the count of records is right. ``exits``: simulated
    times at which packs left the line as good. ``rejects``: packs rejected by the stated cause.
    """

    opened: Opened | None
    case: CaseBegan | None
    steps: tuple[StoryStep, ...]
    closed: bool
    records: int
    end: int
    exits: tuple[int, ...]
    rejects: tuple[tuple[str, int], ...]
    grades: tuple[tuple[int, float], ...]
    """(pack, grade of its print) of every print that was graded, in order."""
    rejected: tuple[int, ...]
    """Packs that fell into the reject bin, in order."""
    faults: tuple[tuple[int, str, str, str], ...]
    """(simulated time, target, kind, parameters) of each injected fault."""
    uncertainty: Uncertainty | None = None
    clocks: tuple[ClockMeasured, ...] = ()
    scan: ScanMeasured | None = None
    """How far times may be off, where they were taken by the wall."""


def read_story(stored: bytes) -> Story:
    """Tell a stored journal.

    Raises:
        linebench.records.codec.JournalError: the bytes are no journal or its chain is broken.

    """
    teller = _Teller()
    for block in read_blocks(stored):
        for record in block.records:
            teller.hear(record)
    return teller.story()


class _Teller:
    """Hears the records in order."""

    def __init__(self) -> None:
        self._opened: Opened | None = None
        self._case: CaseBegan | None = None
        self._closed: Closed | None = None
        self._uncertainty: Uncertainty | None = None
        self._clocks: list[ClockMeasured] = []
        self._scan: ScanMeasured | None = None
        self._steps: dict[int, StoryStep] = {}
        self._compared: dict[int, list[Compared]] = {}
        self._stimuli: dict[int, list[str]] = {}
        self._records = self._end = 0
        self._exits: list[int] = []
        self._grades: list[tuple[int, float]] = []
        self._rejected: list[int] = []
        self._rejects: Counter[str] = Counter()
        self._faults: list[tuple[int, str, str, str]] = []

    def hear(self, record: AnyRecord) -> None:
        """Take the next record."""
        self._records += 1
        self._end = max(self._end, record.t)
        match record:
            case PackExited():
                self._exits.append(record.t)
            case PackDiverted():
                self._rejected.append(record.pack)
            case CodeGraded():
                self._grades.append((record.pack, record.grade))
            case TracksClaimed():
                self._rejects.update(cause for _, fate, cause in record.results if fate == "rejected")
            case FaultBegan():
                self._faults.append((record.t, record.target, record.kind, plain(record.params)))
            case Opened():
                self._opened = record
            case CaseBegan():
                self._case = record
            case Closed():
                self._closed = record
            case Uncertainty():
                self._uncertainty = record
            case _:
                self._hear_step(record)

    def _hear_step(self, record: AnyRecord) -> None:
        match record:
            case StepBegan():
                self._steps[record.n] = StoryStep(
                    n=record.n, keyword=record.keyword, text=record.text, began=record.t, ended=None,
                    verdict="error", message="the step never ended", compared=(), stimuli=(),
                )
            case Stimulus():
                self._stimuli.setdefault(record.n, []).append(_did(record))
            case ClockMeasured():
                self._clocks.append(record)
            case ScanMeasured():
                self._scan = record
            case PersonClaimed():
                self._stimuli.setdefault(max(self._steps, default=0), []).append(_said(record))
            case Expectation():
                told = Compared(plane=record.plane, expected=record.expected, actual=record.actual, met=record.met,
                                limit=record.limit)
                self._compared.setdefault(record.n, []).append(told)
            case StepEnded():
                self._end_step(record)

    def _end_step(self, ended: StepEnded) -> None:
        step = self._steps.get(ended.n)
        self._steps[ended.n] = StoryStep(
            n=ended.n, keyword=step.keyword if step else "", text=step.text if step else "",
            began=step.began if step else ended.t, ended=ended.t, verdict=ended.verdict, message=ended.message,
            compared=(), stimuli=(),
        )

    def story(self) -> Story:
        """Return what was heard."""
        closed = self._closed is not None and self._closed.records == self._records - 1
        return Story(
            opened=self._opened, case=self._case, closed=closed, records=self._records, end=self._end,
            steps=tuple(self._step(n) for n in sorted(self._steps)), exits=tuple(self._exits),
            rejects=tuple(sorted(self._rejects.items())), faults=tuple(self._faults),
            grades=tuple(self._grades), rejected=tuple(self._rejected),
            uncertainty=self._uncertainty, clocks=tuple(self._clocks), scan=self._scan,
        )

    def _step(self, n: int) -> StoryStep:
        # a step that broke off still shows what it did and compared until then
        return msgspec.structs.replace(self._steps[n], compared=tuple(self._compared.get(n, ())),
                                       stimuli=tuple(self._stimuli.get(n, ())))


def _did(stimulus: Stimulus) -> str:
    """Say what a step did as a person would write it into a protocol."""
    detail = _values(stimulus.detail)
    tell = _TELLING.get(stimulus.what)
    return tell(detail) if tell and detail else f"{stimulus.what} {plain(stimulus.detail)}".strip()


def _said(record: PersonClaimed) -> str:
    """Say what a person stated, and on what ground."""
    by = f"{record.who} as {record.source}" + (", answer written before the run" if record.scripted else "")
    with_file = f" [{record.file}, sha256 {record.sha256}]" if record.file else ""
    return f"asked: {record.asked}; {by}: {record.answer}{record.remark and f', {record.remark}'}{with_file}"


def _asked(detail: dict[str, str]) -> str:
    return f"{detail.pop('by', 'somebody')} asked L2: {_spaced(detail.pop('action', ''))} {_rest(detail)}".strip()


def _acted(detail: dict[str, str]) -> str:
    return f"{_spaced(detail.pop('act', ''))} {_rest(detail)}".strip()


def _faulted(detail: dict[str, str]) -> str:
    packs = detail.pop("packs", "0")
    often = "" if packs == "0" else f" for {packs} pack{'s' if packs != '1' else ''}"
    head = f"fault injected: {_spaced(detail.pop('kind', ''))} at {detail.pop('target', '')}{often}"
    return ", ".join((head, *(f"{name} {value}" for name, value in detail.items())))


def _healed(detail: dict[str, str]) -> str:
    return f"fault {detail.get('fault', '')} ended"


_UNITS = ((1_000_000, "s"), (1000, "ms"), (1, "us"))
_TELLING: dict[str, Callable[[dict[str, str]], str]] = {
    "ask": _asked, "act": _acted, "fault": _faulted, "heal": _healed,
}


def _values(text: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in msgspec.json.decode(text, type=dict[str, str | int]).items()}
    except msgspec.MsgspecError:
        return {}


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _rest(detail: dict[str, str]) -> str:
    return " ".join(value for value in detail.values() if value)


def plain(text: str) -> str:
    """Write parameters that a record holds as JSON text as ``name=value`` pairs; other text as it is."""
    try:
        values = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    if not isinstance(values, dict):
        return text
    return ", ".join(_pair(name, value) for name, value in values.items() if value not in ("", None))


def _pair(name: str, value: object) -> str:
    """One parameter; a time in microseconds is written in the largest unit that keeps it whole."""
    if not name.endswith("_us") or not isinstance(value, int):
        return f"{name}={value}"
    size, unit = next((size, unit) for size, unit in _UNITS if value % size == 0)
    return f"{name.removesuffix('_us')}={value // size} {unit}"
