"""The trace matrix back: from every test case to its deviations, risks and requirements (EC-53, EC-54)."""

from linebench.evidence.matrix import NO_REQUIREMENT
from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Section, cell, grid
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import CaseVerdict

__all__ = ["section"]

_HEADS = ("test", "verdict", "deviation", "risks", "requirement")


def section(told: Told) -> Section:
    """Return the section."""
    rows = [_row(told, case, told.sittings.raised.get(case_name(case.test, case.row), ()))
            for case in told.sittings.verdicts.cases]
    return Section(id="list-back", heading=told.say("heading.back"), parts=(
        grid(told.heads("matrix", *_HEADS), (27, 33, 28, 36, 0), rows),))


def _row(told: Told, case: CaseVerdict, raised: tuple[str, ...]) -> tuple[Cell | str, ...]:
    served = cell(", ".join(case.requirements)) if case.requirements else \
        cell(f"{told.say('matrix.gap')}: {told.say(f'gap.{NO_REQUIREMENT}')}", "gap")
    return (told.numbered(case.test, case.row), told.verdict(case.verdict), cell(raised, "small"),
            cell(", ".join(case.risks), "small"), served)
