"""The controller's end of the rings that it fills: what waits, what lies in slots, what the host has read."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence

from linebench.wire.rings.ring import COUNT, ORDER, Ring, Row, later
from linebench.wire.tags.tag import Value

__all__ = ["RingWriter"]


class RingWriter:
    """Fills rings for a host that reads ever so rarely: rows that find no slot wait here.

    ``running``: names of rings that wait for nobody; their oldest rows are overwritten.

    Invariant: a slot is written again only after the host has acknowledged the row in it.
    """

    def __init__(self, rings: Sequence[Ring], running: Collection[str] = ()) -> None:
        self._rings = {ring.filled: ring for ring in rings}
        self._running = frozenset(ring.filled for ring in rings if ring.name in running)
        self._filled = dict.fromkeys(self._rings, 0)
        self._read = dict.fromkeys(self._rings, 0)
        self._waiting: dict[str, deque[Row]] = {name: deque() for name in self._rings}
        self._order = 0

    def say(self, rows: Sequence[tuple[Ring, Row]]) -> None:
        """Add one message: its rows, each with the ring that it goes through."""
        for left, (ring, row) in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
            self._order = (self._order + 1) & ORDER
            self._waiting[ring.filled].append((self._order, left > 0, *row))

    def waiting(self) -> int:
        """Rows that found no slot yet."""
        return sum(map(len, self._waiting.values()))

    def fill(self) -> Mapping[str, Value]:
        """Move what waits into free slots. Returns the tags to set in this order: rows first, then counts."""
        slots: dict[str, Value] = {}
        counts: dict[str, Value] = {}
        for name, waiting in self._waiting.items():
            ring = self._rings[name]
            while waiting and (name in self._running or self.unread(ring) < ring.size):
                slots.update(ring.put(self._filled[name], waiting.popleft()))
                counts[name] = self._filled[name] = (self._filled[name] + 1) & COUNT
        return {**slots, **counts}

    def unread(self, ring: Ring) -> int:
        """Rows in slots that the host has not acknowledged."""
        return later(self._filled[ring.filled], self._read[ring.filled])

    def read(self, ring: Ring) -> int:
        """The host's count as far as it can be right."""
        return self._read[ring.filled]

    def acknowledged(self, ring: Ring, count: int) -> bool:
        """The host says that it has read up to ``count``. False: it cannot have, and nothing changes."""
        if ring.filled in self._running:
            return True
        if later(count, self._read[ring.filled]) > self.unread(ring):
            return False
        self._read[ring.filled] = count
        return True
