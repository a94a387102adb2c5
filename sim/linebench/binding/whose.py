"""Whose statements are: a system that goes on still speaks of the test case before."""

from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

__all__ = ["OTHERS", "Stated", "Whose"]

OTHERS = "not of this test case"
"""What is noted on the wire of statements about something else."""
_SHOWN = 3


class Stated(msgspec.Struct, frozen=True):
    """What a statement says of where it belongs. ``order``: empty, where it names none; ``t``: microseconds of the
    test case, ``None`` where it states no time or nobody knows the clock it is by.
    """

    order: str = ""
    t: int | None = None


class Whose:
    """Tells the statements on a test case's own orders from all others, and counts these.

    ``orders``: its own; ``tolerance``: how far stated times may be off, in microseconds.
    """

    def __init__(self, orders: Collection[str], tolerance: int) -> None:
        self._orders, self._tolerance = frozenset(orders), tolerance
        self._others: dict[str, Counter[str]] = {}

    def is_ours(self, claim: str, stated: Stated) -> bool:
        """Whether a statement of a claim is of this test case; another is counted."""
        if stated.order:
            ours, of = stated.order in self._orders, f"order {stated.order}"
        else:
            ours, of = stated.t is None or stated.t >= -self._tolerance, "a time before it"
        if not ours:
            self._others.setdefault(claim, Counter())[of] += 1
        return ours

    def told(self, claims: Collection[str]) -> Iterator[str]:
        """For each of these claims that stated something else how often, and of what."""
        for claim, found in ((claim, found) for claim, found in self._others.items() if claim in claims):
            more = len(found) - _SHOWN
            shown = ", ".join([*found][:_SHOWN]) + (f" and {more} more" if more > 0 else "")
            number = found.total()
            yield f"{claim}: {number} {'statement' if number == 1 else 'statements'}, of {shown}"
