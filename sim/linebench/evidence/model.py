"""What run.json and attempt.json hold: the run, what was planned, who sat where, and each attempt's frame.

Wall-clock times are RFC 3339 with offset and milliseconds. What is not known is written as ``unknown``.
"""

import msgspec

from linebench.evidence.controlled import Approval, Person, Protocol
from linebench.evidence.stored import Stored

__all__ = ["ABORTED", "FINISHED", "RUNNING", "UNKNOWN", "UNTESTED", "Attempt", "CaptureFile", "CaseKey",
           "ClockState", "Component", "Continued", "Deselected", "Earlier", "FileHash", "NotExecuted", "Picture",
           "Planned", "Protocol", "Run", "Spoken", "Step", "Stored", "Tool", "case_name", "encode", "encode_pretty"]

UNKNOWN = "unknown"

UNTESTED = "untested"
"""Of a platform: no whole qualification of it is recorded."""

RUNNING = "running"
FINISHED = "finished"
ABORTED = "aborted"

CaseKey = tuple[str, str]
"""(test id, Examples row): what names a test case."""


class FileHash(Stored, frozen=True, kw_only=True):
    """A file that was read: path relative to its content folder, and SHA-256. ``role``: what it was used as."""

    path: str
    sha256: str
    role: str = ""


class Tool(Stored, frozen=True, kw_only=True):
    """The bench itself. ``dirty``: whether the sources differed from ``commit``; ``None``: unknown.

    ``sha256``: over its files as installed; ``adequacy``: id of the adequacy pack (Annex 11, 4.7), and
    ``self_test``: what it found, of this installation; ``""`` where none was made. ``platform``: ``untested``, or
    the pack of a recorded qualification of the platform that it runs on; ``""`` where nobody said.
    """

    name: str
    version: str
    commit: str = UNKNOWN
    dirty: bool | None = None
    sha256: str = ""
    adequacy: str = ""
    self_test: str = ""
    platform: str = ""


class ClockState(Stored, frozen=True, kw_only=True):
    """How the host's clock stood. ``synced``: ``None`` where nobody could say; offsets in ms, ``None`` unasked."""

    source: str
    synced: bool | None = None
    start_offset_ms: float | None = None
    end_offset_ms: float | None = None


class Continued(Stored, frozen=True, kw_only=True):
    """The sitting before this one: its run, and SHA-256 of its manifest."""

    run: str
    manifest: str


class Spoken(Stored, frozen=True, kw_only=True):
    """What is spoken on a wire. ``wire``: level and peer, such as ``l2-printer``; ``also``: served beside it.

    ``profile``: the named set of the dialect's options, of which ``options`` are changed.
    """

    wire: str
    dialect: str
    profile: str = ""
    also: tuple[str, ...] = ()
    options: dict[str, str] = msgspec.field(default_factory=dict)


class Component(Stored, frozen=True, kw_only=True):
    """Who sits in a seat.

    ``nature``: simulated, emulated or real. ``truth``: the basis of truth, simulated, measured or unknown.
    ``fidelity``: what this nature cannot show, in a sentence. ``spoken``: the wires on which levels find it; their
    addresses are in the audit trail.
    """

    seat: str
    nature: str
    truth: str
    name: str = UNKNOWN
    version: str = UNKNOWN
    fidelity: str = ""
    spoken: tuple[Spoken, ...] = ()


class Planned(Stored, frozen=True, kw_only=True):
    """A test case as planned before anything ran. ``kind``: positive, negative, boundary, worst-case, recovery."""

    test: str
    row: str = ""
    title: str
    objective: str = ""
    kind: str = ""
    script: str
    line: int = 0
    requirements: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    revision: str = ""
    """Revision of the test case, from its feature file; ``""`` where it states none."""


class Deselected(Stored, frozen=True, kw_only=True):
    """A test case that was found but left out on purpose, and why.

    ``because``: not applicable, verified elsewhere or waived, where the protocol leaves it out, with the document
    (``reference``), or the risk and the approver; ``""`` where the choice of the run does. ``requirements`` and
    ``risks``: the case's tags.
    """

    test: str
    row: str = ""
    reason: str
    because: str = ""
    reference: str = ""
    risk: str = ""
    approver: str = ""
    title: str = ""
    requirements: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


class NotExecuted(Stored, frozen=True, kw_only=True):
    """A planned test case without an attempt, and why. ``verdict``: not_executed, error, blocked or undefined."""

    test: str
    row: str = ""
    reason: str
    verdict: str = "not_executed"


class Earlier(Stored, frozen=True, kw_only=True):
    """A planned test case of the execution as it stood before this sitting.

    ``n``: number of its last attempt, 0 while it has none; ``verdict`` is that attempt's and ``run`` the run that
    made it. ``deviations``: ids of all deviations raised on it so far.
    """

    test: str
    row: str = ""
    n: int = 0
    verdict: str = "not_executed"
    run: str = ""
    deviations: tuple[str, ...] = ()


class Run(Stored, frozen=True, kw_only=True):
    """One invocation of the bench. ``state``: ``running`` until the package is finished, or ``aborted``."""

    schema: str = "linebench/run"
    version: int = 1
    id: str
    state: str = RUNNING
    protocol: Protocol
    started_by: str
    runner_account: str
    start: str
    end: str = ""
    zone: str
    host: str
    os: str
    python: str
    tool: Tool
    seed: int
    pace: str
    scenario: FileHash
    features: tuple[FileHash, ...] = ()
    files: tuple[FileHash, ...] = ()
    planned: tuple[Planned, ...]
    deselected: tuple[Deselected, ...] = ()
    not_executed: tuple[NotExecuted, ...] = ()
    mutants: tuple[str, ...] = ()
    command_line: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    software: tuple[str, ...] = ()
    """Name and version of every package the bench runs with, itself included."""
    clock: str = UNKNOWN
    """Source of wall-clock time and whether it was synchronised."""
    remarks: str = ""
    approval: Approval | None = None
    people: tuple[Person, ...] = ()
    """Those named in this run, from the users file."""
    continues: Continued | None = None
    sitting: int = 1
    earlier: tuple[Earlier, ...] = ()
    """Of a sitting that continues an execution: every planned case of it, in the order of the protocol."""
    clock_state: ClockState | None = None
    language: str = "en"
    """Language of the test cases that were executed, and of the reports unless another is asked for."""


class Step(Stored, frozen=True, kw_only=True):
    """A step as written in the feature file, with the row's values, and how the runner saw it end.

    The journal decides where it tells of the step; a step that never began is known from here alone.
    """

    n: int
    keyword: str
    text: str
    verdict: str = "not_executed"
    message: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    docstring: str = ""
    definition: str = ""
    """The phrase of the vocabulary that the step is, where its text is in another language; else ``""``."""


class Picture(Stored, frozen=True, kw_only=True):
    """An attached picture: its file name below the attempt's ``attachments``, and what it shows."""

    file: str
    title: str


class CaptureFile(Stored, frozen=True, kw_only=True):
    """Bytes of one wire: the file's name below the attempt's ``captures``.

    ``left_out``: packets that did not fit into it; ``problem``: why it ends early, mostly empty.
    """

    file: str
    left_out: int = 0
    problem: str = ""


class Attempt(Stored, frozen=True, kw_only=True):
    """One execution of one test case, as the runner saw it. ``n`` counts from 1.

    ``verdict`` and ``message`` count only when the attempt left no journal, and never as a pass.
    ``requirements``, ``risks`` and ``kind`` are the case's tags.
    """

    schema: str = "linebench/attempt"
    version: int = 1
    test: str
    row: str = ""
    n: int = 1
    reason: str = ""
    """Why this attempt repeats an earlier one."""
    deviation: str = ""
    authorised_by: str = ""
    """User id of whoever allowed the repeat."""
    title: str = ""
    kind: str = ""
    requirements: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    worker: str = "main"
    start: str
    end: str
    verdict: str = "error"
    message: str = ""
    steps: tuple[Step, ...] = ()
    pictures: tuple[Picture, ...] = ()
    captures: tuple[CaptureFile, ...] = ()
    remarks: str = ""


def case_name(test: str, row: str) -> str:
    """Name a test case for people."""
    return f"{test} [{row}]" if row else test


def encode(value: object) -> bytes:
    """Write a stored value as one line of JSON, fields in the order of their class."""
    return msgspec.json.encode(value)


def encode_pretty(value: object) -> bytes:
    """Write a stored value as indented JSON with a last line feed."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
