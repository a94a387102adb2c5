"""The host's end of the rings that the controller fills: messages in the order in which they were said."""

from collections.abc import Mapping, Sequence

from linebench.wire.rings.ring import COUNT, ORDER, Ring, Row, later
from linebench.wire.tags.tag import Value

__all__ = ["RingReader", "Rows"]

Rows = tuple[tuple[Ring, Row], ...]
"""One message: its rows, each with the ring that it came through and without order number."""
_FIRST = 2
"""Fields of a slot that belong to the ring, not to the message."""


class RingReader:
    """Reads rings from pictures of all tags.

    ``acknowledged``: name of the tag that keeps the order number of the last row read, for a host that starts
    again. A picture whose counts are of an earlier moment than its slots is read right: what it counts lies in the
    slots, and stays there until it is acknowledged.
    """

    def __init__(self, rings: Sequence[Ring], acknowledged: str) -> None:
        self._rings = tuple(rings)
        self._acknowledged = acknowledged
        self._read = {ring.read: 0 for ring in rings}
        self._order = 0

    def adopt(self, values: Mapping[str, Value]) -> None:
        """Go on where the host before this one stopped reading."""
        self._read = {name: int(values[name]) for name in self._read}
        self._order = int(values[self._acknowledged])
        for ring in self._rings:
            # its last acknowledgement may have arrived by half: the order number, not yet the count of each ring
            while self._rows(ring, values) and self._was_read(ring.order(values, self._read[ring.read])[0]):
                self._read[ring.read] = (self._read[ring.read] + 1) & COUNT

    def broken(self, values: Mapping[str, Value]) -> str:
        """What is wrong with the counts of this picture; empty: they can be."""
        for ring in self._rings:
            if later(int(values[ring.filled]), self._read[ring.read]) > ring.size:
                return (f"{ring.filled} is {values[ring.filled]}; expected {self._read[ring.read]} as read, and "
                        f"up to {ring.size} more")
        return ""

    def unread(self, ring: Ring, values: Mapping[str, Value]) -> list[Row]:
        """The rows of ``ring`` in this picture that were not read yet."""
        return [ring.at(values, self._read[ring.read] + n)[_FIRST:] for n in range(self._rows(ring, values))]

    def slots(self, values: Mapping[str, Value]) -> list[str]:
        """The tags of rows that these counts say were not read yet."""
        return [name for ring in self._rings for n in range(self._rows(ring, values))
                for name in ring.names(self._read[ring.read] + n)]

    def take(self, values: Mapping[str, Value]) -> list[Rows]:
        """The messages that are complete in this picture and were not read yet, in order."""
        left = {ring: self._rows(ring, values) for ring in self._rings}
        found: list[Rows] = []
        message: list[tuple[Ring, Row]] = []
        at, order = dict(self._read), self._order
        while (step := self._next(values, left, at, order)) is not None:
            ring, more = step
            message.append((ring, ring.at(values, at[ring.read])[_FIRST:]))
            left[ring] -= 1
            at[ring.read] = (at[ring.read] + 1) & COUNT
            order = (order + 1) & ORDER
            if not more:
                found.append(tuple(message))
                message.clear()
                self._read, self._order = dict(at), order
        return found

    def acknowledge(self) -> tuple[tuple[str, Value], ...]:
        """The tags that tell the controller what is read; the order number first, for it frees nothing."""
        return ((self._acknowledged, self._order), *self._read.items())

    def _rows(self, ring: Ring, values: Mapping[str, Value]) -> int:
        return min(ring.size, later(int(values[ring.filled]), self._read[ring.read]))

    def _was_read(self, order: int) -> bool:
        return later(self._order, order, ORDER) <= ORDER // 2

    def _next(self, values: Mapping[str, Value], left: Mapping[Ring, int], at: Mapping[str, int],
              order: int) -> tuple[Ring, bool] | None:
        expected = (order + 1) & ORDER
        for ring, rows in left.items():
            if rows:
                number, more = ring.order(values, at[ring.read])
                if number == expected:
                    return ring, more
        return None
