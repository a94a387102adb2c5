"""Every deviation with what people decided on it; the list is printed when it is empty too (EC-47 to EC-52)."""

from linebench.evidence.closing import Assessed
from linebench.evidence.deviations import Deviation
from linebench.evidence.judging import findings_of
from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, cell, facts, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]

_FINDINGS_SHOWN = 5


def section(told: Told) -> Section:
    """Return the section."""
    found, heading = told.sittings.deviations, told.say("heading.deviations")
    if not found:
        return Section(id="deviations", heading=heading,
                       parts=(Paragraph(text=told.say("deviations.none"), kind="strong"),))
    assessed = {one.deviation: one for one in told.closing.assessed}
    rows = [_row(told, one, assessed.get(one.id)) for one in found]
    parts: list[Part] = [Paragraph(text=told.say("deviations.note"), kind="note"), grid(
        told.heads("deviations", "id", "case", "verdict", "class", "state"), (40, 0, 34, 25, 24), rows)]
    for one in found:
        parts += [Heading(text=one.id), facts(told.heads("fact", "label", "value"),  # type: ignore[arg-type]
                                              _facts(told, one, assessed.get(one.id)))]
    return Section(id="deviations", heading=heading, parts=tuple(parts))


def _row(told: Told, one: Deviation, assessed: Assessed | None) -> tuple[Cell | str, ...]:
    classed = told.word("class", (assessed and assessed.classed) or one.proposed_class)
    return (one.id, _case(told, one), told.verdict(one.verdict), classed,
            told.word("state", assessed.state if assessed else "open"))


def _case(told: Told, one: Deviation) -> str:
    return f"{one.case}, {told.say('deviations.attempt')} {one.attempt}" if one.attempt else one.case


def _facts(told: Told, one: Deviation, assessed: Assessed | None) -> list[tuple[str, Cell | str]]:
    say, done = told.say, assessed or Assessed(deviation=one.id)
    kind = told.word("deviation", done.kind) if done.kind else say("deviations.proposed", value=told.word(
        "deviation", one.verdict))
    classed = told.word("class", done.classed) if done.classed else say("deviations.proposed", value=told.word(
        "class", one.proposed_class))
    rows: list[tuple[str, Cell | str]] = [
        (say("deviations.case"), _case(told, one)), (say("deviations.verdict"), told.verdict(one.verdict)),
        (say("deviations.kind"), kind), (say("deviations.class"), classed),
        (say("deviations.description"), told.language.tell(one.description)),
        (say("deviations.requirements"), ", ".join(one.requirements) or say("none"))]
    if findings := _findings(told, one):
        rows.append((say("deviations.findings"), cell(findings)))
    answers = (("number", done.number), ("cause", done.cause), ("impact", done.impact),
               ("resolution", done.resolution), ("retest", done.retest), ("closed", _closed(done)))
    rows += [(say(f"deviations.{name}"), text or cell("", "room")) for name, text in answers]
    return rows


def _closed(done: Assessed) -> str:
    return ", ".join(filter(None, (*done.approved_by, done.closed_at)))


def _findings(told: Told, one: Deviation) -> tuple[str, ...]:
    """The findings of the rules on the attempt, the first few."""
    rules = [rule for tried in told.sittings.verdicts.attempts
             if (case_name(tried.test, tried.row), tried.n) == (one.case, one.attempt) for rule in tried.rules]
    lines = [f"{rule.rule}: {told.language.tell(finding.what)}" for rule, finding in findings_of(rules)]
    more = [told.say("more", count=len(lines) - _FINDINGS_SHOWN)] if len(lines) > _FINDINGS_SHOWN else []
    return (*lines[:_FINDINGS_SHOWN], *more)
