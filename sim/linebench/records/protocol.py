"""What the test did and expected."""

from linebench.records.base import Record

__all__ = ["CaseBegan", "CaseEnded", "Expectation", "StepBegan", "StepEnded", "Stimulus"]


class CaseBegan(Record, frozen=True, tag="protocol.case_began.1"):
    """A test case started in this attempt's world. ``requirements`` and ``risks`` are its tags."""

    test: str
    title: str
    row: str
    kind: str
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    script: str
    """Path of the feature file relative to its content folder."""
    script_sha256: str
    line: int


class StepBegan(Record, frozen=True, tag="protocol.step_began.1"):
    """A step started. ``n`` counts from 1, Background included; ``keyword``: Given, When, Then (And resolved)."""

    n: int
    keyword: str
    text: str


class Stimulus(Record, frozen=True, tag="protocol.stimulus.1"):
    """A step did something to the world or asked something of the stack; ``detail`` as JSON text."""

    n: int
    what: str
    detail: str


class Expectation(Record, frozen=True, tag="protocol.expectation.1"):
    """A step compared. ``expected`` and ``actual`` are texts as a reader wants them, with unit.

    ``plane``: ``truth`` or ``claim``. ``limit``: id of the requirement whose limit was used, or ``""``.
    ``low`` and ``high`` bound ``value`` where numbers were compared, all in ``unit``; else ``None``.
    ``met``: whether the actual meets the expectation. ``at``: journal positions that show it.
    """

    n: int
    plane: str
    expected: str
    actual: str
    met: bool
    limit: str
    value: int | None
    low: int | None
    high: int | None
    unit: str
    at: tuple[int, ...]


class StepEnded(Record, frozen=True, tag="protocol.step_ended.1"):
    """A step ended. ``verdict``: pass, fail, error, blocked, undefined or not_executed; ``message``: why."""

    n: int
    verdict: str
    message: str


class CaseEnded(Record, frozen=True, tag="protocol.case_ended.1"):
    """All steps are done. The verdict on the test case is the oracle's and is not in the journal."""

    test: str
