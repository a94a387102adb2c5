"""Who sits where: name, version and nature. One that changed touches the test cases in which the seat spoke."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts
from linebench.evidence.model import UNKNOWN

__all__ = ["KIND"]

_OURS = "linebench"
_LINE = "line"


def _facts(read: Read) -> Facts:
    """A component of the bench itself has no version of its own: the bench's rooms tell of it."""
    return {one.seat: one.nature if one.name in (_OURS, UNKNOWN) and one.nature != "real"
            else f"{one.nature} {one.name} {one.version}" for one in read.run.components}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    if not case.whole:
        return "who spoke in it is not known"
    if change.name == _LINE:
        return "everything happens on the line"
    return "the seat spoke in it" if change.name in case.seats else ""


def _harmless(_: Change) -> str:
    return "the seat did not speak in any test case"


KIND = Kind("component", _facts, _why, _harmless, packages=True)
