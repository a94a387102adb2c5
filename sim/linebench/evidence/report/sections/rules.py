"""The rules over all attempts: outcomes, and how often there was something to judge."""

from collections.abc import Iterable

from linebench.evidence.judging import RuleOutcome
from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]

_OUTCOMES = ("pass", "fail", "provisional", "not_exercised", "not_knowable")


def section(told: Told) -> Section:
    """Return the section."""
    found: dict[str, list[RuleOutcome]] = {}
    for attempt in told.sittings.verdicts.attempts:
        for rule in attempt.rules:
            found.setdefault(rule.rule, []).append(rule)
    if not found:
        return Section(id="rules", heading=told.say("heading.rules"), parts=(
            Paragraph(text=told.say("rules.none")),))
    heads = told.heads("rules", "rule", "title", "pass", "fail", "doubt", "idle", "blind", "opportunities")
    return Section(id="rules", heading=told.say("heading.rules"), parts=(
        Paragraph(text=told.say("rules.note"), kind="note"),
        grid(heads, (32, 0, 15, 13, 19, 18, 17, 22), [_row(found[name], told) for name in sorted(found)])))


def _row(outcomes: list[RuleOutcome], told: Told) -> tuple[Cell | str, ...]:
    said = [one.outcome for one in outcomes]
    revisions = ", ".join(str(revision) for revision in sorted({one.revision for one in outcomes}))
    return (cell((outcomes[0].rule, f"rev. {revisions}")), told.language.tell(outcomes[0].title),
            *_numbers([*(said.count(name) for name in _OUTCOMES), sum(one.opportunities for one in outcomes)]))


def _numbers(values: Iterable[int]) -> tuple[Cell, ...]:
    return tuple(cell(str(value), "number") for value in values)
