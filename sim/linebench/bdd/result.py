"""What a run of protocols leaves for the reports, beside the journals: values that cross process borders as JSON.

Verdicts are the words of the house: pass, fail, error, blocked, undefined, not_executed, na.
"""

from typing import ClassVar

import msgspec

from linebench.bdd.traces import Traces

__all__ = ["AttemptResult", "LintError", "Planned", "RunOutcome", "StepResult", "attempt_name"]


class LintError(msgspec.Struct, frozen=True, order=True):
    """Why a feature file is refused before anything runs. ``path`` is as the user would type it, as far as
    the file could be read; ``""`` where it is the command line.
    """

    path: str
    line: int
    rule: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Write it as one line that an editor can jump to."""
        place = f"{self.path}:{self.line}: " if self.path else ""
        return f"{place}found {self.found}; expected {self.expected}"


class Planned(msgspec.Struct, frozen=True, order=True):
    """A test case of the planned set: an Outline row is one. ``row``: ``name=value`` pairs joined by ``, ``."""

    test: str
    row: str
    title: str
    script: str
    line: int
    node: str


class StepResult(msgspec.Struct, frozen=True):
    """One step as written and how it ended. Times are simulated microseconds, ``None`` when it never began.

    ``table`` and ``docstring`` are as rendered with the row's values. ``actuals``: how many comparisons it made.
    ``definition``: the phrase of the vocabulary that the step is, where its text is in another language.
    """

    n: int
    keyword: str
    text: str
    line: int
    verdict: str = "not_executed"
    message: str = ""
    began_us: int | None = None
    ended_us: int | None = None
    table: tuple[tuple[str, ...], ...] = ()
    docstring: str = ""
    actuals: int = 0
    definition: str = ""


class AttemptResult(msgspec.Struct, frozen=True):
    """One execution of one test case.

    Attributes:
        script: path of the feature file relative to the content folder, with its SHA-256 and the case's line.
        parameters: the Examples row as (name, value) pairs.
        verdict: the oracle's verdict from the journal, or ``error`` when there is no whole journal to judge.
        findings: the oracle's findings, one line each.
        packs: numbers of the packs the case is about: those that findings name, then those of its last steps.
        journal: path relative to the run folder, ``""`` when no world came into being.
        head: SHA-256 of the journal's last block, which chains to all others.
        records: how many records the journal holds.
        simulated_us: simulated time of the last record.
        began, ended: wall clock, RFC 3339 in UTC; for the audit trail only, never in a journal.
        worker: the worker process that ran it, ``""`` for the controller.
        traces: what it left beside its journal, for the audit trail only.

    """

    test: str
    row: str
    title: str
    kind: str
    script: str
    script_sha256: str
    line: int
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    verdict: str
    steps: tuple[StepResult, ...]
    findings: tuple[str, ...] = ()
    packs: tuple[int, ...] = ()
    message: str = ""
    journal: str = ""
    head: str = ""
    records: int = 0
    simulated_us: int = 0
    mutants: tuple[str, ...] = ()
    scenario: str = ""
    began: str = ""
    ended: str = ""
    worker: str = ""
    traces: Traces = Traces()


class RunOutcome(msgspec.Struct, frozen=True):
    """What ``execute`` returns. With lint errors nothing ran.

    Attributes:
        planned: every test case that was to run, in file order.
        results: one per attempt, in planned order.
        deselected: test cases that ``keyword`` or ``tags`` left out.
        lint: why the protocols were refused.
        aborted: the run ended before every planned case was reported.
        message: what went wrong in the bench itself, ``""`` if nothing.

    """

    planned: tuple[Planned, ...] = ()
    results: tuple[AttemptResult, ...] = ()
    deselected: tuple[Planned, ...] = ()
    lint: tuple[LintError, ...] = ()
    aborted: bool = False
    message: str = ""

    USAGE: ClassVar[int] = 2
    BENCH: ClassVar[int] = 3
    PROVISIONAL: ClassVar[int] = 4

    @property
    def missing(self) -> tuple[Planned, ...]:
        """Planned test cases without a result."""
        seen = {(result.test, result.row) for result in self.results}
        return tuple(case for case in self.planned if (case.test, case.row) not in seen)

    @property
    def exit_code(self) -> int:
        """The house's exit code: 2 bad input, 3 bench error or incomplete, 1 the system under test failed,
        4 provisional, 0 pass.
        """
        verdicts = {result.verdict for result in self.results}
        if self.lint or not (self.planned or self.message):
            return self.USAGE
        if self.aborted or self.message or self.missing or verdicts - {"pass", "fail", "provisional", "na"}:
            return self.BENCH
        if "fail" in verdicts:
            return 1
        return self.PROVISIONAL if "provisional" in verdicts else 0


def attempt_name(test: str, row: str) -> str:
    """Return the folder name of an attempt: portable characters only, the row's values joined by ``-``.

    Two rows whose values differ only in other characters get the same name; the collector refuses that.
    """
    values = (pair.partition("=")[2] for pair in row.split(", ")) if row else ()
    plain = ("".join(c if c.isascii() and c.isalnum() else "_" for c in value) for value in values)
    return "-".join((test, *plain))
