"""What a deviation's closing and a conclusion ask for. Each rule is a function that says why not, ``""`` if it may.

Annex 15, 2.7 to 2.10; Annex 11, 4.2; EC-48 to EC-51, EC-59.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from linebench.evidence.closing import Assessed, Closing, Condition
from linebench.evidence.deviations import Deviation
from linebench.evidence.dossier.merging import Merged
from linebench.evidence.model import case_name

__all__ = ["ACCEPTED", "CLASSES", "CLOSED", "CONCLUSIONS", "KINDS", "OPEN", "STATES", "why_not_concluded",
           "why_not_settled", "wrong_condition", "wrong_words"]

OPEN, CLOSED, ACCEPTED = "open", "closed", "accepted"
STATES = (OPEN, CLOSED, ACCEPTED)
"""Of a deviation; accepted means: under a condition."""
KINDS = ("protocol error", "set-up error", "executor error", "system defect", "bench error")
CLASSES = ("critical", "major", "minor")
CONCLUSIONS = ("accepted", "conditions", "rejected")

_RETEST = re.compile(r"(?P<case>.+?),? attempt (?P<n>\d+)")
_NEEDED = ("kind", "classed", "cause", "impact", "resolution", "retest")


def wrong_words(one: Assessed) -> str:
    """Say which word of an assessment is none of those that are used."""
    known: Mapping[str, tuple[str, ...]] = {"state": STATES, "kind": KINDS, "classed": CLASSES}
    for name, words in known.items():
        found = getattr(one, name)
        if found not in words and not (name == "kind" and one.state == OPEN):
            return f"{name}: found {found!r}; expected one of {', '.join(words)}"
    return ""


def why_not_settled(one: Assessed, raised: Deviation, merged: Merged) -> str:
    """Say why a deviation cannot be closed or accepted as it is assessed; ``""`` for one that stays open."""
    if one.state == OPEN:
        return ""
    missing = [name for name in _NEEDED if not getattr(one, name).strip()]
    if missing:
        return f"found no {', no '.join(missing)}; expected all of {', '.join(_NEEDED)} before it is {one.state}"
    return _retest(one, raised, merged) if one.state == CLOSED else ""


def _retest(one: Assessed, raised: Deviation, merged: Merged) -> str:
    """A retest is a later attempt of the same case, and it passed."""
    named = _RETEST.fullmatch(one.retest.strip())
    attempts = {(case_name(*key), tried.n): tried for key, each in merged.attempts.items() for tried in each}
    found = attempts.get((named["case"], int(named["n"]))) if named else None
    if named is None or found is None:
        return (f'retest: found {one.retest!r}; expected the attempt that showed the correction, such as '
                f'"{raised.case}, attempt {raised.attempt + 1}"')
    if named["case"] != raised.case or found.n <= raised.attempt:
        return f"retest: found {one.retest!r}; expected a later attempt of {raised.case} than {raised.attempt}"
    if found.verdict != "pass":
        return f"retest: found {one.retest!r}, which ended as {found.verdict}; expected one that passed"
    return ""


def wrong_condition(one: Condition, settled: Mapping[str, Assessed], known: Iterable[str]) -> str:
    """Say what is wrong with a condition: its date, its owner or its deviation."""
    people = tuple(known)
    try:
        date.fromisoformat(one.due)
    except ValueError:
        return f"due: found {one.due!r}; expected a date such as 2027-03-31"
    if one.owner not in people:
        return f"owner: found {one.owner!r}; expected a person of the users file: {', '.join(people)}"
    if one.deviation and one.deviation not in settled:
        return f"deviation: found {one.deviation!r}; expected one of {', '.join(settled) or 'none'}"
    return "" if one.text.strip() else "found no text; expected what has to be done"


def why_not_concluded(word: str, merged: Merged, closing: Closing) -> tuple[str, ...]:
    """Say everything that speaks against a conclusion; a rejection is always possible."""
    if word not in CONCLUSIONS:
        return (f"conclusion: found {word!r}; expected one of {', '.join(CONCLUSIONS)}",)
    if word == "rejected":
        return ()
    rules: tuple[Callable[[], str], ...] = (
        lambda: _still_open(merged, closing), lambda: _conditions(word, closing),
        lambda: "; ".join(merged.rehearsals), lambda: _draft(merged), lambda: _planted(merged),
        lambda: _not_all_passed(word, merged))
    return tuple(reason for rule in rules if (reason := rule()))


def _still_open(merged: Merged, closing: Closing) -> str:
    states = {one.deviation: one.state for one in closing.assessed}
    left = [one.id for one in merged.deviations if states.get(one.id, OPEN) == OPEN]
    return f"deviations are open: {', '.join(left)}" if left else ""


def _conditions(word: str, closing: Closing) -> str:
    lenient = [one.deviation for one in closing.assessed if one.state == ACCEPTED]
    covered = {one.deviation for one in closing.conditions}
    missing = [name for name in lenient if name not in covered]
    if word == "accepted" and lenient:
        return f"deviations are accepted under conditions: {', '.join(lenient)}; conclude with: conditions"
    if word == "conditions" and missing:
        return f"deviations are accepted without a condition that has owner and date: {', '.join(missing)}"
    if word == "conditions" and not closing.conditions:
        return "there is no condition; conclude with: accepted"
    return ""


def _draft(merged: Merged) -> str:
    drafts = [part.run.id for part in merged.parts if part.run.approval and part.run.approval.state == "draft"]
    return f"run as a draft of the protocol: {', '.join(drafts)}" if drafts else ""


def _planted(merged: Merged) -> str:
    """A case that was last tried with a planted defect shows something of the bench and nothing of the system."""
    planted = {part.run.id for part in merged.parts if part.run.mutants}
    last = {case_name(case.test, case.row): case.attempts[-1].partition("/")[0]
            for case in merged.cases if case.attempts}
    found = [name for name, run in last.items() if run in planted]
    return f"defects were planted when these were last executed: {', '.join(found)}" if found else ""


def _not_all_passed(word: str, merged: Merged) -> str:
    bad = [f"{case_name(case.test, case.row)} {case.verdict}" for case in merged.cases
           if case.verdict not in ("pass", "na")]
    return f"not every planned case passed: {', '.join(bad)}" if word == "accepted" and bad else ""
