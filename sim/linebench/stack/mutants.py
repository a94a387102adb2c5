"""Every mutant of every level, and the decisions of a level with mutants switched on."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from linebench.stack.access_mutants import ENTERPRISE_ACCESS_MUTANTS, SITE_ACCESS_MUTANTS
from linebench.stack.l1 import L1Decisions
from linebench.stack.l1.mutants import MUTANTS as L1_MUTANTS
from linebench.stack.l2 import L2Decisions
from linebench.stack.l2.mutants import MUTANTS as L2_MUTANTS
from linebench.stack.l2.people.mutants import MUTANTS as PEOPLE_MUTANTS
from linebench.stack.l3 import L3Decisions
from linebench.stack.l3.condition_mutants import MUTANTS as CONDITION_MUTANTS
from linebench.stack.l3.mutants import MUTANTS as L3_MUTANTS
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.mutants import MUTANTS as L4_MUTANTS
from linebench.stack.l4.verification_mutants import MUTANTS as VERIFICATION_MUTANTS
from linebench.stack.mutant import Mutant, UnknownMutantError, mutated
from linebench.stack.pool.decisions import PoolDecisions
from linebench.stack.pool.mutants import MUTANTS as POOL_MUTANTS

__all__ = ["Decisions", "Mutant", "UnknownMutantError", "all_mutants", "make_decisions"]

Decisions: TypeAlias = L1Decisions | L2Decisions | L3Decisions | L4Decisions | PoolDecisions
_LEVELS: Mapping[str, tuple[type[Decisions], tuple[Mutant, ...]]] = MappingProxyType({
    "l1": (L1Decisions, L1_MUTANTS), "l2": (L2Decisions, (*L2_MUTANTS, *PEOPLE_MUTANTS)),
    "l3": (L3Decisions, (*L3_MUTANTS, *CONDITION_MUTANTS, *SITE_ACCESS_MUTANTS)),
    "l4": (L4Decisions, (*L4_MUTANTS, *VERIFICATION_MUTANTS, *ENTERPRISE_ACCESS_MUTANTS)),
    "pool": (PoolDecisions, POOL_MUTANTS)})
"""Each level: what it decides, and what can be planted there."""


def all_mutants() -> tuple[Mutant, ...]:
    """Every mutant of every level that a protocol provokes; one that none does would prove nothing."""
    return tuple(mutant for _, mutants in _LEVELS.values() for mutant in mutants if mutant.cases)


def make_decisions(level: str, names: Sequence[str]) -> Decisions:
    """The decisions of one level with those of the named mutants that are of this level.

    ``level``: l1, l2, l3, l4 or pool. ``names`` may name mutants of any level, as a command line does.

    Raises:
        UnknownMutantError: a name is no mutant of any level, or two replace the same decision.

    """
    known = all_mutants()
    levels = {mutant.name: mutant.level for mutant in known}
    unknown = [name for name in names if name not in levels]
    if unknown:
        raise UnknownMutantError(f"no such mutant: {', '.join(unknown)}; known are: {', '.join(sorted(levels))}")
    base, mutants = _LEVELS[level]
    return mutated(base, mutants, [name for name in names if levels[name] == level])
