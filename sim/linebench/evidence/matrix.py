"""The trace matrix: requirement to risk to test to attempt to result to deviation, and back. Gaps are rows."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from linebench.evidence.deviations import Deviation
from linebench.evidence.model import Deselected, Stored, case_name
from linebench.evidence.verdicts import CaseVerdict, Verdicts
from linebench.records.requirement import Requirement

__all__ = ["MATRIX", "Coverage", "Row", "coverage", "encode_matrix", "matrix", "percent"]

MATRIX = "matrix.csv"

NO_TEST = "requirement without test"
NO_REQUIREMENT = "test without requirement"
NOT_KNOWN = "requirement is not in the requirements file"
NO_ATTEMPT = "planned test without attempt"


class Row(Stored, frozen=True, kw_only=True):
    """One line of the matrix. ``gap`` says what is missing, ``""`` when nothing is.

    ``left_out``: of a test case that the protocol leaves out, the reason with document, or risk and approver.
    """

    requirement: str
    revision: str
    title: str
    critical: str
    risks: str
    test: str
    row: str
    attempt: str
    verdict: str
    deviation: str
    outcome: str
    gap: str
    left_out: str = ""


class Coverage(Stored, frozen=True, kw_only=True):
    """Requirements by outcome; the three add up to ``requirements``. ``gaps``: rows with a gap."""

    requirements: int
    met: int
    not_met: int
    no_test: int
    gaps: int


def matrix(verdicts: Verdicts, requirements: Sequence[Requirement],
           deviations: Sequence[Deviation], left_out: Iterable[Deselected] = ()) -> tuple[Row, ...]:
    """Return the matrix: by requirement, then the requirements nobody knows, then tests that serve none.

    ``left_out``: test cases that do not run; those that the protocol leaves out have rows of their own.
    """
    known = {requirement.id for requirement in requirements}
    lines = _Lines(verdicts, deviations)
    out = [case for case in left_out if case.because]
    rows = []
    for each in requirements:
        rows += [*lines.of(each), *(lines.left_out(case, each) for case in out if each.id in case.requirements)]
    cited = dict.fromkeys(name for case in verdicts.cases for name in case.requirements if name not in known)
    rows += [row for name in sorted(cited) for row in lines.of_unknown(name)]
    rows += [lines.row(case, folder, None, NO_REQUIREMENT)
             for case in verdicts.cases if not case.requirements for folder in case.attempts or ("",)]
    rows += [lines.left_out(case, None) for case in out if not known & set(case.requirements)]
    return tuple(rows)


class _Lines:
    """Makes the rows of one run."""

    def __init__(self, verdicts: Verdicts, deviations: Sequence[Deviation]) -> None:
        self._cases = verdicts.cases
        self._attempts = {attempt.folder: attempt for attempt in verdicts.attempts}
        self._outcomes = {requirement.id: requirement.outcome for requirement in verdicts.requirements}
        self._deviations = {(deviation.case, deviation.attempt): deviation.id for deviation in deviations}

    def of(self, requirement: Requirement) -> list[Row]:
        """Every test case and attempt that serves a requirement, or its gap."""
        serving = self._serving(requirement.id)
        rows = [self.row(case, folder, requirement, "") for case in serving for folder in case.attempts or ("",)]
        return rows or [self.row(None, "", requirement, NO_TEST)]

    def of_unknown(self, name: str) -> list[Row]:
        """Test cases that cite a requirement the requirements file does not hold."""
        stranger = Requirement(id=name, revision="", title="", text="", source="", critical=False)
        return [self.row(case, folder, stranger, NOT_KNOWN)
                for case in self._serving(name) for folder in case.attempts or ("",)]

    def _serving(self, name: str) -> list[CaseVerdict]:
        return [case for case in self._cases if name in case.requirements]

    def left_out(self, case: Deselected, requirement: Requirement | None) -> Row:
        """Make the row of a test case that the protocol leaves out: a gap, with what fills it."""
        row = self.row(None, "", requirement, case.because)
        own = requirement.risks if requirement else ()
        risks = dict.fromkeys(filter(None, (*own, *case.risks, case.risk)))
        told = filter(None, (case.reference, case.risk, case.approver, case.reason))
        return msgspec.structs.replace(row, test=case.test, row=case.row, risks=" ".join(risks),
                                       left_out="; ".join(told))

    def row(self, case: CaseVerdict | None, folder: str, requirement: Requirement | None, gap: str) -> Row:
        """One row from what is known; the gap "no attempt" is added where a case has none."""
        attempt = self._attempts.get(folder)
        name = case_name(case.test, case.row) if case else ""
        risks = (*(requirement.risks if requirement else ()), *(case.risks if case else ()))
        missing = NO_ATTEMPT if case and not attempt else ""
        return Row(
            requirement=requirement.id if requirement else "", revision=requirement.revision if requirement else "",
            title=requirement.title if requirement else "",
            critical="yes" if requirement and requirement.critical else "no" if requirement else "",
            risks=" ".join(dict.fromkeys(risks)),
            test=case.test if case else "", row=case.row if case else "",
            attempt=f"{attempt.n} of {len(case.attempts)}" if case and attempt else "",
            verdict=attempt.verdict if attempt else case.verdict if case else "",
            deviation=self._deviations.get((name, attempt.n if attempt else 0), ""),
            outcome=self._outcomes.get(requirement.id, "") if requirement else "",
            gap="; ".join(word for word in (gap, missing) if word),
        )


def coverage(verdicts: Verdicts, rows: Iterable[Row]) -> Coverage:
    """Count the requirements by outcome, and the gaps."""
    outcomes = [requirement.outcome for requirement in verdicts.requirements]
    return Coverage(requirements=len(outcomes), met=outcomes.count("met"), not_met=outcomes.count("not_met"),
                    no_test=outcomes.count("no_test"), gaps=sum(bool(row.gap) for row in rows))


def percent(part: int, planned: int) -> str:
    """Write a share of the planned set with one decimal, rounded down so that 100 % means all."""
    if not planned:
        return "-"
    tenths = part * 1000 // planned
    return f"{tenths // 10}.{tenths % 10} %"


def encode_matrix(rows: Iterable[Row]) -> bytes:
    """Write the matrix as CSV with a header line, UTF-8, line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = tuple(rows)
    # the last column stands only where a protocol leaves something out: older packages derive to the same bytes
    width = len(Row.__struct_fields__) - (0 if any(row.left_out for row in rows) else 1)
    writer.writerow(Row.__struct_fields__[:width])
    writer.writerows([_plain(value) for value in tuple(_values(row))[:width]] for row in rows)
    return text.getvalue().encode()


def _values(row: Row) -> Iterable[str]:
    fields: Mapping[str, str] = {name: getattr(row, name) for name in Row.__struct_fields__}
    return fields.values()


def _plain(value: str) -> str:
    # a spreadsheet would run a cell that starts like a formula
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
