"""Intended use, risk, what was done, what came of it and who answers for it, on one page (EC-62).

The record that FDA's guidance on computer software assurance asks for.
"""

from collections import Counter

from linebench.evidence.report.sheet import Cell, Section, cell, facts
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    run, say = told.run, told.say
    rows: list[tuple[str, Cell | str]] = [
        (say("glance.use"), told.some(told.protocol.intended_use)),
        (say("glance.risk"), told.some(told.protocol.risk)),
        (say("glance.activity"), cell(_activity(told))),
        (say("glance.results"), cell(_results(told))),
        (say("glance.issues"), _issues(told)),
        (say("glance.conclusion"), cell(told.word("concluded", told.closing.conclusion or "open"), "strong")),
        (say("glance.when"), f"{told.sittings.first.run.start} - {run.end}"),
        (say("glance.executor"), ", ".join(dict.fromkeys(one.run.started_by for one in told.sittings.each))),
        (say("glance.tool"), cell((f"{run.tool.name} {run.tool.version}",
                                   f"{say('tool.adequacy')}: {told.some(told.word('made', run.tool.adequacy))}"))),
    ]
    return Section(id="glance", heading=say("heading.glance"),
                   parts=(facts((say("fact.label"), say("fact.value")), rows),))


def _activity(told: Told) -> tuple[str, ...]:
    kinds = Counter(plan.kind or "unknown" for plan in told.sittings.planned)
    named = ", ".join(f"{told.word('case_kind', kind)} {count}" for kind, count in kinds.items())
    covered = told.sittings.covered
    return (told.say("glance.scripted", stage=told.protocol.stage, count=len(told.sittings.planned), kinds=named),
            told.say("glance.covered", requirements=covered.requirements,
                     tested=covered.requirements - covered.no_test))


def _results(told: Told) -> tuple[str, ...]:
    totals, covered = told.sittings.verdicts.totals, told.sittings.covered
    return (told.say("glance.totals", planned=totals.planned, passed=totals.passed, failed=totals.failed,
                     na=totals.na, other=totals.planned - totals.passed - totals.failed - totals.na),
            told.say("glance.met", met=covered.met, requirements=covered.requirements))


def _issues(told: Told) -> str:
    found = told.sittings.deviations
    if not found:
        return told.say("deviations.none")
    states = {one.deviation: one.state for one in told.closing.assessed}
    count = Counter(states.get(one.id, "open") for one in found)
    return told.say("glance.deviations", count=len(found),
                    states=", ".join(f"{told.word('state', state)} {n}" for state, n in sorted(count.items())))
