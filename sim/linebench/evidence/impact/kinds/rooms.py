"""Rooms of the bench: its folders. What each one touches is declared."""

from linebench.evidence.impact.declared import declared_why, harmless_why
from linebench.evidence.impact.kind import NOT_RECORDED, WHOLE, Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts | None:
    if read.revisions is None:
        return None
    return {one.name: one.sha256
            for one in read.revisions.rooms}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if change.name == WHOLE:
        return f"rooms are {NOT_RECORDED} on one side"
    return declared_why("room", change.name, case)


def _harmless(change: Change) -> str:
    return harmless_why("room", change.name)


KIND = Kind("room", _facts, _why, _harmless, bench=True)
