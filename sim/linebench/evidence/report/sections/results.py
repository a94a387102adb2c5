"""Every test case with verdict, requirements and place in the volumes, and what did not pass or was left out.

A test case that is executed with several values is one line here, with a line of its own below for all that did not
pass (EC-22, EC-28); the volume of lists has every one of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from linebench.evidence.model import case_name
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.text import filled
from linebench.evidence.report.told import Told
from linebench.evidence.verdicts import WORDS, CaseVerdict, worst

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    return Section(id="results", heading=told.say("heading.results"), parts=(
        Paragraph(text=told.say("results.note"), kind="note"), _results(told),
        Heading(text=told.say("heading.reasons")), _reasons(told),
        Heading(text=told.say("heading.left_out")), _left_out(told),
        Heading(text=told.say("heading.deselected")), _deselected(told)))


def _by_test(cases: Iterable[CaseVerdict]) -> dict[str, list[CaseVerdict]]:
    """Group planned cases by test case, in order."""
    found: dict[str, list[CaseVerdict]] = {}
    for case in cases:
        found.setdefault(case.test, []).append(case)
    return found


def _results(told: Told) -> Part:
    rows = [_row(told, cases) for cases in _by_test(told.sittings.verdicts.cases).values()]
    return grid(told.heads("results", "case", "title", "count", "verdict", "requirements", "where"),
                (24, 0, 14, 31, 38, 20), rows)


def _row(told: Told, cases: Sequence[CaseVerdict]) -> tuple[Cell | str, ...]:
    first = cases[0]
    anchor = "" if told.sittings.several else f"case-{told.sittings.numbers[first.test, first.row]}"
    served = dict.fromkeys(name for case in cases for name in case.requirements)
    place = next((told.where[key] for case in cases if (key := (case.test, case.row)) in told.where), "-")
    return (cell(case_name(first.test, first.row) if len(cases) == 1 else first.test, to=anchor), _title(cases),
            cell(str(len(cases)), "number"), _verdict(told, cases), ", ".join(served), place)


def _title(cases: Sequence[CaseVerdict]) -> str:
    """The title; where it holds a value of the row, the values of all."""
    return "; ".join(dict.fromkeys(filled(case.title, case.row) for case in cases))


def _verdict(told: Told, cases: Sequence[CaseVerdict]) -> Cell:
    """The verdict of all, or how many came to which, the worst first."""
    found = Counter(case.verdict for case in cases)
    lines = [told.language.verdict(word) + (f": {found[word]}" if len(found) > 1 else "")
             for word in sorted(found, key=WORDS.index)]
    lines += [told.say("results.unstable")] if any(case.unstable for case in cases) else []
    return cell(tuple(lines), f"v-{worst(found)}")


def _reasons(told: Told) -> Part:
    """Why a case did not pass, or was passed over: no verdict other than a pass stands without its reason."""
    rows = [(name, told.verdict(case.verdict), _reason(told, case, told.sittings.raised.get(name, ())))
            for case in told.sittings.verdicts.cases if case.verdict != "pass"
            for name in (case_name(case.test, case.row),)]
    if not rows:
        return Paragraph(text=told.say("reasons.none"))
    return grid(told.heads("results", "case", "verdict", "why"), (44, 30, 0), list(rows))


def _reason(told: Told, case: CaseVerdict, raised: Sequence[str]) -> str:
    """The reason; where a deviation tells it, which."""
    if raised:
        return told.say("reasons.deviation", ids=", ".join(raised))
    return told.language.tell(case.why) or told.say("not_stated")


def _left_out(told: Told) -> Part:
    """What the protocol leaves out, approved with it."""
    rows = [(case_name(one.test, one.row), told.word("because", one.because), one.reason, one.reference, one.risk,
             one.approver) for one in told.sittings.deselected if one.because]
    if not rows:
        return Paragraph(text=told.say("none"))
    return grid(told.heads("left_out", "case", "because", "reason", "reference", "risk", "approver"),
                (34, 26, 0, 28, 22, 24), list(rows))


def _deselected(told: Told) -> Part:
    """What whoever started the run left out, by reason, and how many of each test case."""
    reasons: dict[str, Counter[str]] = {}
    for one in told.sittings.deselected:
        if not one.because:
            reasons.setdefault(one.reason, Counter())[one.test] += 1
    if not reasons:
        return Paragraph(text=told.say("none"))
    rows = [(told.language.tell(reason), cell(str(tests.total()), "number"),
             ", ".join(f"{test} ({count})" for test, count in tests.items())) for reason, tests in reasons.items()]
    return grid(told.heads("results", "why", "count", "case"), (44, 17, 0), list(rows))
