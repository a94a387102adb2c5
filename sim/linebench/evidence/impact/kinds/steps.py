"""Steps. One that was revised touches the test cases that use it."""

from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    if read.revisions is None:
        return None
    return {f"{one.keyword} {one.phrase}": f"revision {one.revision}, SHA-256 {one.sha256[:16]}"
            for one in read.revisions.steps}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name == WHOLE:
        return f"steps are {NOT_RECORDED} on one side"
    return "it uses the step" if change.name in case.steps else ""


def _harmless(_: Change) -> str:
    return "no test case uses it"


KIND = Kind("step", _facts, _why, _harmless, bench=True)
