"""Whether a performance qualification was one, or a rehearsal of it on a bench.

PQ shows that the process performs with its own equipment, materials and people (EU GMP Annex 15, 3.15 to 3.18).
What stands in for any of them shows nothing of it: such a run is titled a rehearsal and concludes nothing.
"""

from linebench.evidence.model import Component, Run

__all__ = ["rehearsal"]

_STAGE = "PQ-"
_REAL = "real"


def rehearsal(run: Run) -> str:
    """Say why a run with test cases of PQ is a rehearsal; empty when it is none, or has no such test case.

    Every component counts that took part in it: line, devices, people and levels.
    """
    if not any(case.test.startswith(_STAGE) for case in run.planned):
        return ""
    if not run.components:
        return "nobody knows who took part: a PQ whose components are not stated concludes nothing"
    standing_in = [_told(one) for one in run.components if one.nature != _REAL]
    if not standing_in:
        return ""
    return f"not performed with the real {', '.join(standing_in)}: this PQ is a rehearsal and concludes nothing"


def _told(one: Component) -> str:
    return f"{one.seat} ({one.nature})"
