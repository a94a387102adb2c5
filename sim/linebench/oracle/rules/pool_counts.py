"""The numbers that the owner of serials tells are those of what it gave out and heard."""

from collections.abc import Mapping

from linebench.oracle.rule import Rule
from linebench.ports.serials import Count, Counted

__all__ = ["RULE"]

_FRESH = ("unassigned", "unallocated")
"""States in which an owner may have serials beside those that it gave out."""


class RULE(Rule):
    """Opportunities: states whose number was told. How many serials an owner has left is its own matter."""

    id = "pool-counts"
    title = "The owner of serials tells as many in each state as it gave out and was told of."
    classes = ("serial", "balance")

    def on_pool_counted(self, asked: Count, counted: Counted, states: Mapping[str, int],
                        at: tuple[int, int]) -> None:
        """Compare state by state."""
        if self.book.pool.changed:
            return
        told = dict(counted.states)
        for state in [each for each in {**told, **states} if each not in _FRESH]:
            self.opportunities += 1
            if told.get(state, 0) != states.get(state, 0):
                pool = " ".join((asked.form, *(f"{key}={value}" for key, value in asked.criteria)))
                self.find(f"the owner of {pool} tells {told.get(state, 0)} {state}, and it must be "
                          f"{states.get(state, 0)}", at[0], at=at[1:])
