"""With what a run was made: seed, pace, planted defects, Python, operating system. It touches every test case."""

from linebench.evidence.impact.kind import Both, Kind, Read
from linebench.evidence.impact.model import CaseFacts, Change, Facts

__all__ = ["KIND"]


def _facts(read: Read) -> Facts:
    run = read.run
    return {"seed": str(run.seed), "pace": run.pace, "planted defects": ", ".join(run.mutants) or "none",
            "Python": run.python, "operating system": run.os}


def _why(_: Change, __: CaseFacts, ___: Both) -> str:
    return "every test case runs with it"


def _harmless(_: Change) -> str:
    return "there is no test case"


KIND = Kind("run", _facts, _why, _harmless, packages=True)
