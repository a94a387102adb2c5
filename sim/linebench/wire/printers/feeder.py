"""A host's records on their way to a printer that takes few at a time and announces prints without a number."""

from collections import deque

from linebench.ports.printer import PrintOrders

__all__ = ["Feeder"]


class Feeder:
    """Which record is where, and which one an announced print means.

    Prints come in the order of the records, so an announcement means the oldest record given. Behind a clearing of
    the queue, a print made before it may still be announced; until ``settled`` it means a record given before.
    A record once given is never given again, except when the printer said that it did not take it.

    Attributes:
        pending: records with serials that were not given to the printer yet, oldest first.
        given: records given to the printer and not announced as printed, oldest first.
        cleared: records given before the queue was cleared, which may still be announced.
        lost: how many records were given when the connection was lost; nobody knows whether they were printed.

    """

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self.pending: deque[tuple[int, str]] = deque()
        self.given: deque[int] = deque()
        self.cleared: deque[int] = deque()
        self.settling = False
        self.lost = 0
        self._last: tuple[int, str] = (0, "")

    @property
    def queued(self) -> int:
        """Records that are still to be printed, as far as the host knows."""
        return len(self.pending) + len(self.given)

    def order(self, orders: PrintOrders) -> None:
        """Take records from the level that prints."""
        self.pending.extend(enumerate(orders.serials, orders.first))

    def give(self) -> tuple[int, str] | None:
        """The next record and its serial when the printer has a place for it; it counts as given now."""
        if not self.pending or len(self.given) >= self._depth:
            return None
        self._last = self.pending.popleft()
        self.given.append(self._last[0])
        return self._last

    def refused(self, record: int) -> bool:
        """The printer did not take the record given last: it is pending again. Not so when it was cleared since."""
        if not self.given or self.given[-1] != record:
            return False
        self.given.pop()
        self.pending.appendleft(self._last)
        return True

    def printed(self) -> int:
        """A print is announced: the record it means, 0 when there is none."""
        if self.settling or self.cleared:
            return self.cleared.popleft() if self.cleared else 0
        return self.given.popleft() if self.given else 0

    def clear(self) -> bool:
        """Forget all records; whether prints of them may still be announced."""
        self.pending.clear()
        self.cleared.extend(self.given)
        self.given.clear()
        self.lost = 0
        return bool(self.cleared)

    def cut(self, *, drop: bool) -> None:
        """The connection is lost. ``drop``: records that were not given are forgotten as well."""
        self.lost += len(self.given) + (len(self.pending) if drop else 0)
        self.given.clear()
        self.cleared.clear()
        if drop:
            self.pending.clear()

    def settled(self) -> None:
        """No print made before the clearing is announced any more."""
        self.settling = False
        self.cleared.clear()
