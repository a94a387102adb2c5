"""Record types. One that changed touches the test cases whose journals hold it."""

from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    if read.revisions is None:
        return None
    return {one.name: f"revision {one.revision}, SHA-256 {one.sha256[:16]}"
            for one in read.revisions.records}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name == WHOLE:
        return f"record types are {NOT_RECORDED} on one side"
    if not case.whole:
        return "what its journals hold is not known"
    return "its journals hold such records" if change.name in case.records else ""


def _harmless(_: Change) -> str:
    return "no journal holds such a record"


KIND = Kind("record type", _facts, _why, _harmless, bench=True)
