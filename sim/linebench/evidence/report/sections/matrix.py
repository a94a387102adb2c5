"""The trace matrix, both ways; gaps and cases left out are rows (EC-15, EC-53, EC-54)."""

from linebench.evidence.matrix import NO_REQUIREMENT, Row
from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import CaseVerdict

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    names = ("requirement", "risks", "test", "attempt", "verdict", "deviation", "outcome")
    rows = told.sittings.rows
    firsts = [before is None or (before.requirement, before.risks) != (row.requirement, row.risks)
              for before, row in zip((None, *rows), rows, strict=False)]
    forward = [_row(told, row, first=first) for row, first in zip(rows, firsts, strict=True)]
    back = [_back(told, case) for case in told.sittings.verdicts.cases]
    return Section(id="matrix", heading=told.say("heading.matrix"), parts=(
        Paragraph(text=told.say("matrix.note"), kind="note"),
        grid(told.heads("matrix", *names), (27, 27, 0, 15, 33, 25, 19), forward),
        Heading(text=told.say("heading.back")),
        grid(told.heads("matrix", "test", "verdict", "deviation", "risks", "requirement"), (27, 33, 28, 32, 0),
             back)))


def _row(told: Told, row: Row, *, first: bool) -> tuple[Cell | str, ...]:
    """A row; revision, weight and risks of a requirement stand in the first of its rows."""
    about = [f"rev. {row.revision}"] if row.revision else []
    about += [told.say("matrix.critical")] if row.critical == "yes" else []
    requirement = (row.requirement, *([", ".join(about)] if first and about else []))
    gaps = [told.word("gap", gap) for gap in row.gap.split("; ")] if row.gap else []
    test = told.numbered(row.test, row.row) if row.test else ""
    gap = f"{told.say('matrix.gap')}: {'; '.join(gaps)}" if gaps else ""
    return (cell(requirement), row.risks if first else "″",
            cell(tuple(filter(None, (gap, test, row.left_out))), "gap" if gaps else ""),
            row.attempt.replace("of", told.say("of")), told.verdict(row.verdict) if row.verdict else "",
            cell(row.deviation, "small"),
            cell(told.say(f"outcome.{row.outcome}"), f"v-{row.outcome}") if row.outcome else "")


def _back(told: Told, case: CaseVerdict) -> tuple[Cell | str, ...]:
    name = case_name(case.test, case.row)
    found = tuple(one.id for one in told.sittings.deviations if one.case == name)
    served = cell(", ".join(case.requirements)) if case.requirements else \
        cell(f"{told.say('matrix.gap')}: {told.say(f'gap.{NO_REQUIREMENT}')}", "gap")
    return (told.numbered(case.test, case.row), told.verdict(case.verdict), cell(found, "small"),
            ", ".join(case.risks), served)
