"""Every mutant of every level, and the decisions of a level with mutants switched on."""

from collections.abc import Sequence

from linebench.stack.l1 import L1Decisions
from linebench.stack.l1.mutants import MUTANTS as L1_MUTANTS
from linebench.stack.l2 import L2Decisions
from linebench.stack.l2.mutants import MUTANTS as L2_MUTANTS
from linebench.stack.l3 import L3Decisions
from linebench.stack.l3.mutants import MUTANTS as L3_MUTANTS
from linebench.stack.mutant import Mutant, UnknownMutantError, mutated

__all__ = ["Mutant", "UnknownMutantError", "all_mutants", "make_decisions"]


def all_mutants() -> tuple[Mutant, ...]:
    """Every mutant of every level."""
    return L1_MUTANTS + L2_MUTANTS + L3_MUTANTS


def make_decisions(level: str, names: Sequence[str]) -> L1Decisions | L2Decisions | L3Decisions:
    """The decisions of one level with those of the named mutants that are of this level.

    ``level``: l1, l2 or l3. ``names`` may name mutants of any level, as a command line does.

    Raises:
        UnknownMutantError: a name is no mutant of any level, or two replace the same decision.

    """
    known = all_mutants()
    levels = {mutant.name: mutant.level for mutant in known}
    unknown = [name for name in names if name not in levels]
    if unknown:
        raise UnknownMutantError(f"no such mutant: {', '.join(unknown)}; known are: {', '.join(sorted(levels))}")
    mine = [name for name in names if levels[name] == level]
    if level == "l1":
        return mutated(L1Decisions, L1_MUTANTS, mine)
    return mutated(L2Decisions, L2_MUTANTS, mine) if level == "l2" else mutated(L3Decisions, L3_MUTANTS, mine)
