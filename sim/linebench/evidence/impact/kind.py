"""What a kind of change is, and the sides and tools that its file works with."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from linebench.evidence.environment import Item
from linebench.evidence.files import Source
from linebench.evidence.impact import kinds
from linebench.evidence.impact.model import CaseFacts, Change, Facts, Known
from linebench.evidence.model import Run
from linebench.evidence.revisions import Revisions
from linebench.evidence.verdicts import Verdicts
from linebench.records.requirement import Requirement

__all__ = ["NOT_RECORDED", "WHOLE", "Both", "Kind", "Read", "all_kinds"]

WHOLE = "as a whole"
"""Name of the one change where only one side has recorded a kind."""
NOT_RECORDED = "not recorded"


class Read(NamedTuple):
    """A package as its files have it. ``revisions``: ``None`` in those of older benches.

    ``content``: SHA-256 by name of every file of the content folder that the run's inventory or run.json has.
    ``items``: of its inventory, where it has one.
    """

    source: Source
    run: Run
    requirements: tuple[Requirement, ...]
    verdicts: Verdicts
    revisions: Revisions | None
    content: Mapping[str, str]
    items: tuple[Item, ...] = ()


class Both(NamedTuple):
    """The two sides."""

    old: Known
    new: Known


class Kind(NamedTuple):
    """A kind of change.

    ``name``: in the singular. ``facts``: what a package shows; ``None``: nothing of this kind is recorded.
    ``why``: says why a change touches a test case, ``""`` where it does not. ``harmless``: says why a change that
    touches none is harmless. ``packages``: it is compared only where both sides are packages, for an inventory
    knows it by its files. ``bench``: it cannot differ between two benches with the same package hash.
    """

    name: str
    facts: Callable[[Read], Facts | None]
    why: Callable[[Change, CaseFacts, Both], str]
    harmless: Callable[[Change], str]
    packages: bool = False
    bench: bool = False


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind of change, in the order of their files."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    return tuple(importlib.import_module(f"{kinds.__name__}.{name}").KIND for name in names)
