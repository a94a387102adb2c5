"""What the system under test says happened, as harvested from its reports, in the same form for every source.

``source`` is the seat that says it (``l1`` to ``l4``). ``t`` is when the bench learned it; times the
system under test states itself are data (``times_us``).
"""

from linebench.records.base import Record

__all__ = ["AlarmClaimed", "AlarmLineClaimed", "AllClaimed", "AnswerClaimed", "BatchClaimed",
           "ConditionClaimed", "CountersClaimed", "ExceptionClaimed", "FileKept", "PackedClaimed", "PaperClaimed",
           "PastClaimed", "PersonClaimed", "RecallClaimed", "RefusalClaimed", "ReleaseClaimed",
           "SerialsClaimed", "StateClaimed", "TaskClaimed", "TracksClaimed", "TrailLineClaimed", "UnpackedClaimed",
           "ValueClaimed", "WithdrawnClaimed"]


class SerialsClaimed(Record, frozen=True, tag="claim.serials.1"):
    """Serial numbers got a status: ``commissioned``, ``rejected``, ``sampled``, ``destroyed``, ``returned``.

    ``epcs`` are element strings ``01<gtin>21<serial>`` (``00<sscc>`` for a container that is commissioned);
    ``times_us``: the claimed time of each.
    """

    source: str
    status: str
    epcs: tuple[str, ...]
    times_us: tuple[int, ...]
    reason: str


class PackedClaimed(Record, frozen=True, tag="claim.packed.1"):
    """Children were put into a parent, both as element strings; ``time_us``: the claimed time."""

    source: str
    parent: str
    children: tuple[str, ...]
    time_us: int


class UnpackedClaimed(Record, frozen=True, tag="claim.unpacked.1"):
    """Children were taken out of a parent."""

    source: str
    parent: str
    children: tuple[str, ...]
    time_us: int


class BatchClaimed(Record, frozen=True, tag="claim.batch.1"):
    """The reconciliation that a level reports at batch end: (name, value) pairs."""

    source: str
    order: str
    counts: tuple[tuple[str, int], ...]


class AllClaimed(Record, frozen=True, tag="claim.all.1"):
    """The source was asked for everything it has, and has said it."""

    source: str


class ConditionClaimed(Record, frozen=True, tag="claim.condition.1"):
    """The surroundings of goods were measured.

    Attributes:
        source: who says so.
        place: where, a URI.
        device: by what, a URI.
        measured: what, in the word of EPCIS, such as ``Temperature``.
        low: the least that was measured, a decimal number.
        high: the most.
        unit: of both, by UN/ECE recommendation 20.
        from_us: since when, microseconds since the epoch.
        until_us: until when; the same for a single reading.
        alarm: it is said to be beyond what is allowed.

    """

    source: str
    place: str
    device: str
    measured: str
    low: str
    high: str
    unit: str
    from_us: int
    until_us: int
    alarm: bool


class AlarmClaimed(Record, frozen=True, tag="claim.alarm.1"):
    """An alarm came or went."""

    source: str
    alarm: str
    on: bool
    latched: bool


class StateClaimed(Record, frozen=True, tag="claim.state.1"):
    """The PackML state number a level reports, with its cause."""

    source: str
    state: int
    reason: str


class TracksClaimed(Record, frozen=True, tag="claim.tracks.1"):
    """Fates of packs as L1 reports them: (camera trigger, fate, cause)."""

    source: str
    results: tuple[tuple[int, str, str], ...]


class AnswerClaimed(Record, frozen=True, tag="claim.answer.1"):
    """The stack took or refused what a person asked of it."""

    source: str
    action: str
    accepted: bool
    reason: str


class ValueClaimed(Record, frozen=True, tag="claim.value.1"):
    """A value shown to people changed."""

    source: str
    item: str
    value: str


class CountersClaimed(Record, frozen=True, tag="claim.counters.1"):
    """What a level shows of a camera's counters, which count since its job was selected or since it was reset.

    ``total``: pictures, ``detections``: those with a good read, ``rejects``: the others; ``series``: rejects in a
    row up to then, ``longest``: the most there were in a row.
    """

    source: str
    camera: str
    job: str
    total: int
    detections: int
    rejects: int
    series: int
    longest: int


class PersonClaimed(Record, frozen=True, tag="claim.person.1"):
    """What a person says that they did or saw; nothing but their word stands for it.

    Attributes:
        source: as whom the protocol had them act.
        who: the name they gave.
        asked: what they were asked to do or to look at.
        answer: ``done``, ``refused`` (by the system), ``not done``, ``confirmed`` or ``not confirmed``.
        remark: in their own words.
        file: name of a photo or file among the attachments, or ``""``.
        sha256: of that file.
        scripted: nobody was asked: the answer was written before the run.

    """

    source: str
    who: str
    asked: str
    answer: str
    remark: str
    file: str
    sha256: str
    scripted: bool


class FileKept(Record, frozen=True, tag="claim.file.1"):
    """A file of the system was kept as evidence, such as a screenshot; it states nothing by itself.

    ``origin``: what named it in the stack file; ``file``: its name among the attachments.
    """

    source: str
    origin: str
    file: str
    sha256: str


class TaskClaimed(Record, frozen=True, tag="claim.task.1"):
    """A level says how an exception stands that a person reported: ``done``, ``abandoned`` or ``refused``."""

    source: str
    task: int
    procedure: str
    state: str
    reason: str


class ExceptionClaimed(Record, frozen=True, tag="claim.exception.1"):
    """Events are reported of an exception. ``photos``: SHA-256 (hex) of those that go with it."""

    source: str
    task: int
    procedure: str
    photos: tuple[str, ...]


class WithdrawnClaimed(Record, frozen=True, tag="claim.withdrawn.1"):
    """What was said before is declared erroneous. ``what``: ``packed``, ``unpacked`` or a status of serials.

    ``parent``: of what was packed or unpacked, else ``""``; ``epcs``: its children, or the serials.
    """

    source: str
    what: str
    parent: str
    epcs: tuple[str, ...]
    reason: str


class ReleaseClaimed(Record, frozen=True, tag="claim.release.1"):
    """A level says whether a batch is released; ``reason``: why it is not."""

    source: str
    order: str
    released: bool
    reason: str


class RecallClaimed(Record, frozen=True, tag="claim.recall.1"):
    """A level says which packs something concerns. ``by``: ``lot``, ``serial`` or ``parent``; ``value``: which one.

    ``chains``: each pack with what it is in, innermost first, as element strings.
    """

    source: str
    by: str
    value: str
    chains: tuple[tuple[str, ...], ...]


class PastClaimed(Record, frozen=True, tag="claim.past.1"):
    """A level says in what a thing has been, one after the other; ``""``: in nothing. As element strings."""

    source: str
    epc: str
    parents: tuple[str, ...]


class RefusalClaimed(Record, frozen=True, tag="claim.refusal.1"):
    """An entry of a level's log of whom it turned away, when it was made; fields as in ``ports.access``."""

    source: str
    number: int
    time: str
    who: str
    why: str
    stranger: str


class TrailLineClaimed(Record, frozen=True, tag="claim.trail_line.1"):
    """An entry of a level's audit trail, when it was made or when it was read; fields as in ``ports.people``."""

    source: str
    number: int
    time: str
    who: str
    what: str
    old: str
    new: str
    why: str
    signed: str
    meaning: str
    previous: str
    digest: str


class AlarmLineClaimed(Record, frozen=True, tag="claim.alarm_line.1"):
    """A line of a level's alarm journal, when it changed or when it was read; fields as in ``ports.people``."""

    source: str
    number: int
    name: str
    priority: str
    latched: bool
    raised: str
    seen: str
    by: str
    comment: str
    cleared: str


class PaperClaimed(Record, frozen=True, tag="claim.paper.1"):
    """A level exported or printed something. ``media``: ``text/csv`` or ``text/plain``."""

    source: str
    name: str
    media: str
    text: str
