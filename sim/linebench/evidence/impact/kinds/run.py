"""How a run was asked for: seed, pace and planted defects. It touches every test case."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    run = read.run
    return {"seed": str(run.seed), "pace": run.pace, "planted defects": ", ".join(run.mutants) or "none"}


def _why(change: Change, _: CaseFacts, __: Both) -> str:
    return f"every test case follows from the {change.name}"


def _harmless(_: Change) -> str:
    return "there is no test case"


KIND = Kind("run", _facts, _why, _harmless, packages=True)
