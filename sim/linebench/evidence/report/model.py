"""What a volume says of its test cases, before it has a form: plain values that PDF and HTML page print alike.

Every text here is final and in the report's language; templates only place it.
"""

from linebench.evidence.judging import Value
from linebench.evidence.report.sheet import Figure, Frame
from linebench.evidence.stored import Stored

__all__ = ["AttemptPart", "CasePart", "FileLine", "FindingLine", "Pair", "PicturePart", "StepLine", "Volume"]


class Pair(Stored, frozen=True, kw_only=True):
    """A label and its value. ``hash``: the value is a hash and may break anywhere."""

    label: str
    value: str
    hash: bool = False


class PicturePart(Stored, frozen=True, kw_only=True):
    """An attached picture: its file in the package, its hash and what it shows."""

    file: str
    title: str
    sha256: str


class StepLine(Stored, frozen=True, kw_only=True):
    """One step. ``expected`` and ``actual`` have a line per comparison; ``time``: simulated, start and end."""

    n: int
    keyword: str
    text: str
    table: tuple[tuple[str, ...], ...]
    expected: tuple[str, ...]
    actual: tuple[str, ...]
    verdict: str
    word: str
    time: tuple[str, ...]
    message: str


class FindingLine(Stored, frozen=True, kw_only=True):
    """One finding of a rule."""

    rule: str
    what: str
    time: str
    packs: str
    records: str


class FileLine(Stored, frozen=True, kw_only=True):
    """A file of an attempt: its name in the attempt's folder, media type, bytes, SHA-256. ``what``: about it."""

    file: str
    media: str
    size: str
    sha256: str
    what: str = ""


class AttemptPart(Stored, frozen=True, kw_only=True):
    """One attempt of a test case."""

    title: str
    verdict: str
    word: str
    why: str
    facts: tuple[Pair, ...]
    steps: tuple[StepLine, ...]
    rules: str
    findings: tuple[FindingLine, ...]
    faults: tuple[str, ...]
    metrics: tuple[Value, ...]
    pictures: tuple[PicturePart, ...]
    plots: tuple[Figure, ...]
    files: tuple[FileLine, ...]
    """Every file of the attempt, with its hash."""
    rejects: tuple[tuple[str, int], ...]
    """Packs that L1 reports as rejected, by cause."""


class CasePart(Stored, frozen=True, kw_only=True):
    """One test case. ``anchor`` names it in links."""

    anchor: str
    name: str
    title: str
    kind: str
    objective: str
    verdict: str
    word: str
    why: str
    attempts_word: str
    requirements: tuple[Pair, ...]
    risks: str
    script: str
    script_hash: str
    attempts: tuple[AttemptPart, ...]


class Volume(Stored, frozen=True, kw_only=True):
    """A volume: some of the test cases of a run, in order. ``nth`` of ``count``; ``contents``: what it holds."""

    frame: Frame
    nth: int
    count: int
    contents: str
    cases: tuple[CasePart, ...]
    plots: tuple[Figure, ...]
