"""Rules. One that was revised touches the test cases in which it had something to judge."""

from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    if read.revisions is None:
        return None
    return {one.name: f"revision {one.revision}, SHA-256 {one.sha256[:16]}"
            for one in read.revisions.rules}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name == WHOLE:
        return f"rules are {NOT_RECORDED} on one side"
    if not change.before:
        return "" if case.rules.get(change.name) == 0 else "a new rule: what it has to judge here was not asked"
    found = case.rules.get(change.name, 0)
    return f"the rule had {found} {'opportunities' if found > 1 else 'opportunity'} here" if found else ""


def _harmless(_: Change) -> str:
    return "it had nothing to judge in any test case"


KIND = Kind("rule", _facts, _why, _harmless, bench=True)
