"""The controller's end of the rings that the host fills."""

from collections.abc import Mapping, Sequence

from linebench.wire.rings.ring import Ring, Row, later
from linebench.wire.tags.tag import Value

__all__ = ["Inbox"]


class Inbox:
    """Takes rows out as soon as the host's count says that they are there."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        self._taken = {ring.filled: 0 for ring in rings}

    def taken(self, ring: Ring) -> int:
        """Rows taken, as the controller's count shows it."""
        return self._taken[ring.filled]

    def take(self, ring: Ring, values: Mapping[str, Value]) -> list[Row] | None:
        """The new rows, oldest first; ``None``: the host counts more than there are slots, and nothing is taken.

        A mailbox is new when its number is another one, whatever the number.
        """
        filled, taken = int(values[ring.filled]), self._taken[ring.filled]
        new = later(filled, taken)
        if ring.size == 1:
            new = min(new, 1)
        elif new > ring.size:
            return None
        self._taken[ring.filled] = filled
        return [ring.at(values, taken + n) for n in range(new)]
