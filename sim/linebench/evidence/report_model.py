"""What a report says, before it has a form: plain values that the PDF and the HTML page print alike.

Every text here is final and in the report's language; templates only place it.
"""

from linebench.evidence.judging import Value
from linebench.evidence.matrix import Row
from linebench.evidence.model import Stored

__all__ = ["AttemptPart", "CasePart", "ComponentLine", "DeviationLine", "FileLine", "FindingLine", "Pair",
           "PicturePart", "Plot", "ReportModel", "RuleLine", "SignatureBox", "StepLine", "TotalLine"]


class Pair(Stored, frozen=True, kw_only=True):
    """A label and its value. ``hash``: the value is a hash and may break anywhere."""

    label: str
    value: str
    hash: bool = False


class TotalLine(Stored, frozen=True, kw_only=True):
    """One line of the totals. ``share``: of the planned set."""

    label: str
    count: int
    share: str


class Plot(Stored, frozen=True, kw_only=True):
    """A drawing as SVG text. ``alt`` says in words what it shows."""

    title: str
    alt: str
    svg: str


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
    plots: tuple[Plot, ...]


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
    script: str
    attempts: tuple[AttemptPart, ...]


class ComponentLine(Stored, frozen=True, kw_only=True):
    """Who sat in a seat, in words. ``spoken`` has a line per wire."""

    seat: str
    name: str
    nature: str
    truth: str
    spoken: tuple[str, ...]
    fidelity: str


class DeviationLine(Stored, frozen=True, kw_only=True):
    """One deviation."""

    id: str
    case: str
    attempt: str
    word: str
    kind: str
    proposed_class: str
    description: str
    findings: tuple[str, ...]
    requirements: str


class RuleLine(Stored, frozen=True, kw_only=True):
    """One rule over all attempts: attempts by outcome, and how often there was something to judge."""

    rule: str
    title: str
    revision: int
    passed: int
    failed: int
    not_exercised: int
    not_knowable: int
    provisional: int
    opportunities: int


class FileLine(Stored, frozen=True, kw_only=True):
    """One file of the inventory, or a folder of many small files with one hash over its manifest lines."""

    file: str
    size: str
    sha256: str


class SignatureBox(Stored, frozen=True, kw_only=True):
    """An open signature box: who signs and what the signature means."""

    role: str
    meaning: str
    condition: str


class ReportModel(Stored, frozen=True, kw_only=True):
    """The whole report. ``words``: headings and labels of the language file."""

    words: dict[str, str]
    number: str
    title: str
    revision: str
    language: str
    verdict: str
    word: str
    end: str
    run: str
    banners: tuple[str, ...]
    planted: bool
    """The first banner is loud: it tells of a draft or of planted defects."""
    identification: tuple[Pair, ...]
    conclusion: tuple[str, ...]
    totals: tuple[TotalLine, ...]
    coverage: tuple[TotalLine, ...]
    components: tuple[ComponentLine, ...]
    cases: tuple[CasePart, ...]
    deviations: tuple[DeviationLine, ...]
    deselected: tuple[Pair, ...]
    rules: tuple[RuleLine, ...]
    matrix: tuple[Row, ...]
    plots: tuple[Plot, ...]
    inventory: tuple[FileLine, ...]
    record_hash: str
    signatures: tuple[SignatureBox, ...]
