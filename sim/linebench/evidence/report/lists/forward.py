"""The whole trace matrix: requirement to risk to test to attempt to result to deviation (EC-15, EC-53, EC-54)."""

from linebench.evidence.matrix import Row
from linebench.evidence.report.sections.matrix import gap_of
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]

_HEADS = ("requirement", "risks", "test", "attempt", "verdict", "deviation", "outcome")


def section(told: Told) -> Section:
    """Return the section."""
    rows = told.sittings.rows
    firsts = [before is None or before.requirement != row.requirement
              for before, row in zip((None, *rows), rows, strict=False)]
    lines = [_row(told, row, first=first) for row, first in zip(rows, firsts, strict=True)]
    return Section(id="list-matrix", heading=told.say("heading.list_matrix"), parts=(
        Paragraph(text=told.say("matrix.note"), kind="note"),
        Paragraph(text=told.say("matrix.numbers"), kind="note"),
        grid(told.heads("matrix", *_HEADS), (27, 36, 0, 15, 29, 24, 20), lines)))


def _row(told: Told, row: Row, *, first: bool) -> tuple[Cell | str, ...]:
    """A row; revision and weight of a requirement stand in the first of its rows."""
    about = [told.say("case.revision", revision=row.revision)] if row.revision else []
    about += [told.say("matrix.critical")] if row.critical == "yes" else []
    requirement = (row.requirement, *([", ".join(about)] if first and about else []))
    test = told.numbered(row.test, row.row) if row.test else ""
    gap = gap_of(told, row).lines if row.gap else ()
    return (cell(requirement), cell(row.risks.replace(" ", ", "), "small"),
            cell(tuple(filter(None, (*gap, test, row.left_out))), "gap" if gap else ""),
            row.attempt.replace("of", told.say("of")), told.verdict(row.verdict) if row.verdict else "",
            cell(row.deviation, "small"),
            cell(told.say(f"outcome.{row.outcome}"), f"v-{row.outcome}") if row.outcome else "")
