"""Test cases: their text, tags and revision."""

import hashlib

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts
from linebench.evidence.model import Planned, case_name, encode
from linebench.evidence.verdicts import attempts_in

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    """Of each case with an attempt: revision and hash over title, tags and steps as they were executed."""
    plans = {(plan.test, plan.row): plan for plan in read.run.planned}
    return {case_name(one.test, one.row): _text(plans[one.test, one.row], [
                (step.keyword, step.text, step.table, step.docstring) for step in one.steps])
            for one in attempts_in(read.source).values() if (one.test, one.row) in plans and one.steps}


def _text(plan: Planned, steps: object) -> str:
    told = encode((plan.title, plan.objective, sorted(plan.tags), steps))
    return f"revision {plan.revision or '1'}, SHA-256 {hashlib.sha256(told).hexdigest()[:16]}"


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name != case_name(case.test, case.row) or not change.after:
        return ""
    return "its text or its tags changed" if change.before else "it is new"


def _harmless(_: Change) -> str:
    return "it is not among the test cases of the new side: it was not run there, or is gone"


KIND = Kind("case", _facts, _why, _harmless, packages=True)
