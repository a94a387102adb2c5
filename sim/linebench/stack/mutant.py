"""Mutants: planted defects, each of which replaces one named decision of a level.

A mutant proves that the bench finds what it claims to find: it declares the rules that must catch it and
the test cases that must fail under it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

__all__ = ["Mutant", "UnknownMutantError", "mutated"]

Decisions = TypeVar("Decisions")


class UnknownMutantError(ValueError):
    """A mutant that does not exist, or two that replace the same decision. The message names what there is."""


class Mutant(msgspec.Struct, frozen=True, kw_only=True):
    """One planted defect.

    ``name``: as given on the command line. ``level``: l1 to l4 or pool. ``summary``: the defect in one sentence.
    ``decision``: the method of the level's Decisions that ``replacement`` takes the place of; it gets the
    same arguments. ``rules``: ids of the oracle rules that catch it; ``cases``: test cases that fail.
    """

    name: str
    level: str
    summary: str
    decision: str
    replacement: Callable[..., Any]  # the signature is that of the decision it replaces
    rules: tuple[str, ...]
    cases: tuple[str, ...]


def mutated(base: type[Decisions], known: Sequence[Mutant], names: Iterable[str]) -> Decisions:
    """Decisions of the kind ``base`` in which every named mutant has replaced its own.

    Raises:
        UnknownMutantError: a name is not among ``known``, or two mutants replace the same decision.

    """
    by_name = {mutant.name: mutant for mutant in known}
    chosen: dict[str, Mutant] = {}
    for name in names:
        mutant = by_name.get(name)
        if mutant is None:
            raise UnknownMutantError(f"{name!r} is no mutant; known are: {', '.join(sorted(by_name))}")
        other = chosen.setdefault(mutant.decision, mutant)
        if other is not mutant:
            raise UnknownMutantError(f"{other.name} and {name} both replace the decision {mutant.decision}; "
                                     "switch on one of them")
    replaced = {decision: mutant.replacement for decision, mutant in chosen.items()}
    changed: type[Decisions] = type(f"Mutated{base.__name__}", (base,), replaced)
    return changed()
