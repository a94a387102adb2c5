"""The result against each acceptance criterion (EC-08, EC-58; Annex 15, 2.9)."""

from linebench.evidence.controlled import Criterion
from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section; a protocol without criteria says so."""
    heading = told.say("heading.acceptance")
    if not told.protocol.acceptance:
        return Section(id="acceptance", heading=heading, parts=(Paragraph(text=told.say("acceptance.none")),))
    rows = [_row(told, criterion) for criterion in told.protocol.acceptance]
    return Section(id="acceptance", heading=heading, parts=(
        Paragraph(text=told.say("acceptance.note"), kind="note"),
        grid(told.heads("acceptance", "id", "text", "limit", "decided", "result"), (18, 0, 26, 42, 24), rows)))


def _row(told: Told, criterion: Criterion) -> tuple[Cell | str, ...]:
    named = (*criterion.requirements, *criterion.cases)
    against = [*_requirements(told, criterion), *_cases(told, criterion)]
    decided = (", ".join(named) or told.say("acceptance.person"),
               *(told.say("acceptance.against", what=what) for what in against))
    result = "not_met" if against else "met" if named else ""
    return (criterion.id, criterion.text, criterion.limit, cell(decided),
            cell(told.say(f"outcome.{result}"), f"v-{result}") if result else cell(told.say("acceptance.open")))


def _requirements(told: Told, criterion: Criterion) -> list[str]:
    """Say which requirements of a criterion are not met."""
    outcomes = {one.id: one.outcome for one in told.sittings.verdicts.requirements}
    found = ((name, outcomes.get(name, "")) for name in criterion.requirements)
    return [f"{name} {told.say(f'outcome.{outcome}') if outcome else told.say('requirement.unknown')}"
            for name, outcome in found if outcome != "met"]


def _cases(told: Told, criterion: Criterion) -> list[str]:
    """Say which test cases of a criterion did not pass, every row of them; one that does not apply holds."""
    lines = []
    for test in criterion.cases:
        rows = [case for case in told.sittings.verdicts.cases
                if test in (case.test, case_name(case.test, case.row))]
        lines += [f"{case_name(case.test, case.row)} {told.language.verdict(case.verdict)}" for case in rows
                  if case.verdict not in ("pass", "na")]
        lines += [] if rows else [f"{test} {told.say('acceptance.unplanned')}"]
    return lines
