"""What stands beside the steps in their files. It touches the test cases that use a step of the file."""

from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    return None if read.revisions is None else {one.name: one.sha256 for one in read.revisions.helpers}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name == WHOLE:
        return f"what stands beside the steps is {NOT_RECORDED} on one side"
    return f"it uses steps of {change.name}" if change.name in case.step_files else ""


def _harmless(_: Change) -> str:
    return "no test case uses a step of this file"


KIND = Kind("step file", _facts, _why, _harmless, bench=True)
