"""Facts: what became certain about serials and containers, kept one by one so that power loss loses none.

The state of a batch is what its facts make of it: the same ``apply`` serves the running line and the restart.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import FINAL
from linebench.stack.machine import Effect, Store

__all__ = ["BROKEN", "OPENED", "PUT_IN", "Fact", "Facts", "apply"]

BROKEN, PUT_IN = "broken", "put in"
OPENED = "opened"
"""Reason of what is unpacked from a case that another pack may be put into."""

Fact: TypeAlias = tuple[str, int, str, tuple[str, ...], str]
"""(kind, time, subject, members, reason): for an end state (its word, t, "", serials, reason); for containers
(``packed`` or ``unpacked``, t, parent, children, ``case`` or ``pallet``), as element strings; ``held`` likewise.
By hand: packs put into a case (``put in``, t, case, packs, reason), one broken up (``broken``, t, case, (), …).
"""


def apply(batch: Batch, fact: Fact) -> None:
    """Change the batch as the fact says."""
    kind, _, subject, members, reason = fact
    if kind in FINAL:
        batch.book.set(members, FINAL[kind], reason)
    elif kind == "packed":
        _packed(batch, subject, members, reason)
    elif kind == "unpacked":
        batch.closed[subject] = tuple(child for child in batch.closed[subject] if child not in members)
        for child in members:
            del batch.parents[child]
        batch.opened = subject if reason == OPENED else batch.opened
    elif kind == PUT_IN:
        batch.closed[subject] += members
        batch.parents.update(dict.fromkeys(members, subject))
        for child in members:
            batch.held.pop(child, None)
        batch.opened = ""
    elif kind == BROKEN:
        del batch.closed[subject]
        batch.opened = "" if batch.opened == subject else batch.opened
    elif kind == "held":
        batch.held.update(dict.fromkeys(members, reason))


def _packed(batch: Batch, parent: str, children: tuple[str, ...], container: str) -> None:
    batch.closed[parent] = children
    batch.parents.update(dict.fromkeys(children, parent))
    if container == "case":
        batch.cases += 1
    else:
        batch.pallets += 1


class Facts:
    """The facts of the running batch. ``fresh``: those that are in no report yet; ``count``: all so far;
    ``weight``: how many events the fresh ones make.
    """

    __slots__ = ("count", "fresh", "weight")

    def __init__(self) -> None:
        self.count = 0
        self.fresh: list[Fact] = []
        self.weight = 0

    def add(self, batch: Batch, fact: Fact, out: list[Effect]) -> None:
        """A fact became certain now."""
        out.append(Store(f"fact:{self.count}", fact))
        self.count += 1
        self.fresh.append(fact)
        self.weight += len(fact[3])
        apply(batch, fact)

    def take(self) -> list[Fact]:
        """The facts for the next report."""
        fresh, self.fresh, self.weight = self.fresh, [], 0
        return fresh

    def restore(self, batch: Batch, restored: Mapping[str, Any], reported: int) -> None:
        """Apply what was kept; facts from number ``reported`` on are in no report yet."""
        while (fact := restored.get(f"fact:{self.count}")) is not None:
            apply(batch, fact)
            if self.count >= reported:
                self.fresh.append(fact)
                self.weight += len(fact[3])
            self.count += 1

    def clear(self, out: list[Effect]) -> None:
        """The batch is over and everything is reported or waits as a report."""
        out.extend(Store(f"fact:{number}", None) for number in range(self.count))
        self.count = self.weight = 0
        self.fresh = []
