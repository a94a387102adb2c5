"""The rules over all attempts: outcomes, and how often there was something to judge."""

from collections.abc import Iterable

from linebench.evidence.judging import RuleOutcome
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]

_OUTCOMES = {"pass": "pass", "fail": "fail", "provisional": "doubt", "not_exercised": "idle",
             "not_knowable": "blind"}
"""Outcomes with the words of their columns."""
_ALWAYS = ("pass", "not_exercised")
"""Outcomes that have a column also where no rule came to them."""


def section(told: Told) -> Section:
    """Return the section."""
    found: dict[str, list[RuleOutcome]] = {}
    for attempt in told.sittings.verdicts.attempts:
        for rule in attempt.rules:
            found.setdefault(rule.rule, []).append(rule)
    if not found:
        return Section(id="rules", heading=told.say("heading.rules"), parts=(
            Paragraph(text=told.say("rules.none")),))
    idle = [name for name in sorted(found) if all(one.outcome == "not_exercised" for one in found[name])]
    said = {rule.outcome for rules in found.values() for rule in rules}
    columns = [name for name in _OUTCOMES if name in said or name in _ALWAYS]
    never = [told.say(f"rules.{word}") for name, word in _OUTCOMES.items() if name not in columns]
    rows = [_row(found[name], columns, told) for name in sorted(found.keys() - set(idle))]
    heads = told.heads("rules", "rule", "title", *(_OUTCOMES[name] for name in columns), "opportunities")
    return Section(id="rules", heading=told.say("heading.rules"), parts=(
        Paragraph(text=told.say("rules.note"), kind="note"),
        *((Paragraph(text=told.say("rules.never", outcomes=", ".join(never)), kind="note"),) if never else ()),
        *((grid(heads, (42, 0, *(18 for _ in columns), 22), rows),) if rows else ()),
        *((Paragraph(text=told.say("rules.idle_all", count=len(idle), names=", ".join(idle))),) if idle else ())))


def _row(outcomes: list[RuleOutcome], columns: Iterable[str], told: Told) -> tuple[Cell | str, ...]:
    said = [one.outcome for one in outcomes]
    revisions = ", ".join(str(revision) for revision in sorted({one.revision for one in outcomes}))
    revised = told.say("case.revision", revision=revisions).replace(" ", "\u00a0")  # never apart in two lines
    return (f"{outcomes[0].rule} ({revised})", told.language.tell(outcomes[0].title),
            *_numbers([*(said.count(name) for name in columns), sum(one.opportunities for one in outcomes)]))


def _numbers(values: Iterable[int]) -> tuple[Cell, ...]:
    return tuple(cell(str(value), "number") for value in values)
