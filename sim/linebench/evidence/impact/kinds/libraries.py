"""Libraries that the bench runs with. What each one touches is declared."""

from linebench.evidence.impact.declared import declared_why, harmless_why
from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]

_BENCH = "linebench"


def _facts(read: Read) -> Facts:
    pairs = (each.partition(" ")[::2] for each in read.run.software)
    return {name: version for name, version in pairs if name != _BENCH}


def _why(change: Change, case: CaseFacts, _: Both) -> str:
    return declared_why("library", change.name, case)


def _harmless(change: Change) -> str:
    return harmless_why("library", change.name)


KIND = Kind("library", _facts, _why, _harmless)
