"""Every planned test case with verdict and place in the volumes; what was left out, and why (EC-22, EC-28)."""

from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import CaseVerdict

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    return Section(id="results", heading=told.say("heading.results"), parts=(
        _results(told), Heading(text=told.say("heading.reasons")), _reasons(told),
        Heading(text=told.say("heading.left_out")), _left_out(told),
        Heading(text=told.say("heading.deselected")), _deselected(told)))


def _results(told: Told) -> Part:
    rows = [_row(told, case, told.sittings.numbers[case.test, case.row]) for case in told.sittings.verdicts.cases]
    return grid(told.heads("results", "number", "case", "title", "attempts", "verdict", "where"),
                (9, 48, 0, 16, 34, 24), rows)


def _row(told: Told, case: CaseVerdict, number: int) -> tuple[Cell | str, ...]:
    verdict = told.language.verdict(case.verdict)
    marks = (told.say("results.unstable"),) if case.unstable else ()
    anchor = "" if told.sittings.several else f"case-{number}"
    return (cell(str(number), "number"), cell(case_name(case.test, case.row), to=anchor), case.title,
            cell(str(len(case.attempts)), "number"), cell((verdict, *marks), f"v-{case.verdict}"),
            told.where.get((case.test, case.row), "-"))


def _reasons(told: Told) -> Part:
    """Why a case did not pass, or was passed over: no verdict other than a pass stands without its reason."""
    rows = [(case_name(case.test, case.row), told.verdict(case.verdict),
             told.language.tell(case.why) or told.say("not_stated"))
            for case in told.sittings.verdicts.cases if case.verdict != "pass"]
    if not rows:
        return Paragraph(text=told.say("reasons.none"))
    return grid(told.heads("results", "case", "verdict", "why"), (44, 34, 0), list(rows))


def _left_out(told: Told) -> Part:
    """What the protocol leaves out, approved with it."""
    rows = [(case_name(one.test, one.row), told.word("because", one.because), one.reason, one.reference, one.risk,
             one.approver) for one in told.sittings.deselected if one.because]
    if not rows:
        return Paragraph(text=told.say("none"))
    return grid(told.heads("left_out", "case", "because", "reason", "reference", "risk", "approver"),
                (34, 26, 0, 28, 22, 24), list(rows))


def _deselected(told: Told) -> Part:
    """What whoever started the run left out, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in told.sittings.deselected:
        if not one.because:
            reasons.setdefault(one.reason, []).append(case_name(one.test, one.row))
    if not reasons:
        return Paragraph(text=told.say("none"))
    rows = [(reason, str(len(names)), "; ".join(names)) for reason, names in reasons.items()]
    return grid(told.heads("results", "why", "count", "case"), (44, 17, 0), list(rows))
