"""The trace matrix, condensed: a row for each requirement, and below it all that did not pass or is missing.

Gaps, attempts that did not pass, deviations and cases left out are rows (EC-53, EC-54). The way back, from test
case to requirement, stands in the results; every attempt, both ways, in the volume of lists and in matrix.csv.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from linebench.evidence.matrix import Row
from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["gap_of", "section"]

_HEADS = ("requirement", "title", "risks", "cases", "passed", "outcome")


def section(told: Told) -> Section:
    """Return the section."""
    groups: dict[str, list[Row]] = {}
    for row in told.sittings.rows:
        groups.setdefault(row.requirement, []).append(row)
    rows = [line for group in groups.values() for line in _lines(told, group)]
    return Section(id="matrix", heading=told.say("heading.matrix"), parts=(
        Paragraph(text=told.say("matrix.note"), kind="note"), Paragraph(text=told.say("matrix.whole"), kind="note"),
        grid(told.heads("matrix", *_HEADS), (32, 0, 36, 12, 17, 33), rows)))


def _lines(told: Told, rows: Sequence[Row]) -> Iterator[tuple[Cell | str, ...]]:
    """A requirement, and what speaks against it; one without any test case is a gap in a single row."""
    if rows[0].requirement:
        yield _requirement(told, rows)
    idle = Counter(row.test for row in rows if _is_idle(row))
    yield from (_idle(told, rows[0].requirement, test, count) for test, count in idle.items())
    yield from (_exception(told, row) for row in rows if row.test and _is_exception(row) and not _is_idle(row))


def _is_exception(row: Row) -> bool:
    return bool(row.gap or row.deviation or row.verdict != "pass")


def _is_idle(row: Row) -> bool:
    """Whether all there is to say is that the case does not apply; the reasons stand in the results."""
    return row.verdict == "na" and not row.gap and not row.deviation


def _idle(told: Told, requirement: str, test: str, count: int) -> tuple[Cell | str, ...]:
    """One row for all cases of a test case that do not apply."""
    return (requirement, test, cell(""), cell(str(count), "number"), cell("-", "number"), told.verdict("na"))


def _requirement(told: Told, rows: Sequence[Row]) -> tuple[Cell | str, ...]:
    one = rows[0]
    last = {(row.test, row.row): row.verdict for row in rows if row.test and not row.left_out}
    revised = told.say("case.revision", revision=one.revision) if one.revision else ""
    name = f"{one.requirement} {revised}".strip()
    title = f"{one.title} ({told.say('matrix.critical')})" if one.critical == "yes" else one.title
    risks = dict.fromkeys(name for row in rows for name in row.risks.split())
    return (cell(name, "strong"), title, cell(", ".join(risks), "small"),
            cell(str(len(last)), "number"), cell(str(list(last.values()).count("pass")), "number"),
            _outcome_of(told, rows) if last else gap_of(told, one))


def _outcome_of(told: Told, rows: Sequence[Row]) -> Cell:
    """The outcome of a requirement; of one whose cases all do not apply that it was not tested."""
    outcome = rows[0].outcome
    if not outcome:
        return gap_of(told, rows[0])
    return cell(told.say("outcome.none_applies" if outcome == "no_test" else f"outcome.{outcome}"), f"v-{outcome}")


def gap_of(told: Told, row: Row) -> Cell:
    """What is missing, as a word for each gap."""
    gaps = [told.word("gap", gap) for gap in row.gap.split("; ")] if row.gap else []
    return cell(f"{told.say('matrix.gap')}: {'; '.join(gaps)}", "gap") if gaps else cell("")


def _exception(told: Told, row: Row) -> tuple[Cell | str, ...]:
    """A case that did not pass, has a deviation, was left out, or serves no requirement that is known."""
    attempt = row.attempt.replace("of", told.say("of"))
    tried = told.say("matrix.attempted", attempt=attempt) if row.attempt not in ("", "1 of 1") else ""
    gap = gap_of(told, row).lines if row.gap else ()
    verdict = told.language.verdict(row.verdict) if row.verdict else ""
    result = (*filter(None, (verdict, row.deviation)), *gap)
    case = cell(tuple(filter(None, (case_name(row.test, row.row), tried, row.left_out))))
    return (row.requirement, case, cell(row.risks.replace(" ", ", "), "small"), cell("-", "number"),
            cell("-", "number"), cell(result, "gap" if gap else f"v-{row.verdict}"))
