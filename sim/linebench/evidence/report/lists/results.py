"""Every planned case with its number, verdict and place in the volumes, and every case that was not planned."""

from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.text import filled
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import CaseVerdict

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    numbers = told.sittings.numbers
    rows = [_row(told, case, numbers[case.test, case.row]) for case in told.sittings.verdicts.cases]
    return Section(id="list-results", heading=told.say("heading.list_results"), parts=(
        grid(told.heads("results", "number", "case", "title", "attempts", "verdict", "where"),
             (9, 46, 0, 16, 31, 20), rows),
        Heading(text=told.say("heading.deselected")), _deselected(told)))


def _row(told: Told, case: CaseVerdict, number: int) -> tuple[Cell | str, ...]:
    verdict = told.language.verdict(case.verdict)
    marks = (told.say("results.unstable"),) if case.unstable else ()
    anchor = "" if told.sittings.several else f"case-{number}"
    return (cell(str(number), "number"), cell(case_name(case.test, case.row), to=anchor),
            filled(case.title, case.row), cell(str(len(case.attempts)), "number"),
            cell((verdict, *marks), f"v-{case.verdict}"),
            told.where.get((case.test, case.row), "-"))


def _deselected(told: Told) -> Part:
    rows = [(case_name(one.test, one.row), told.language.tell(one.reason)) for one in told.sittings.deselected]
    if not rows:
        return Paragraph(text=told.say("none"))
    return grid(told.heads("results", "case", "why"), (100, 0), list(rows))
