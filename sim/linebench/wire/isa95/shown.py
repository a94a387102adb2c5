"""What a site shows of its job orders: the list of orders with their states, and of responses."""

from collections.abc import Iterator
from typing import Any

from linebench.ports.erp import JobOrder, JobResponse
from linebench.wire.isa95.words import MOVES, ORDERS

__all__ = ["Shown", "ShownOrder"]

_PREPARED = tuple(state for state in ORDERS.values() if state)
_DONE = ("ended", "aborted")


class ShownOrder:
    """One job order.

    Attributes:
        job: its number.
        given: the structure as it was given; ``None`` where it is known from before a new start.
        order: what it says; ``None`` as above.
        response: what became of it so far.

    """

    def __init__(self, job: str, state: str) -> None:
        self.job = job
        self.given: Any = None
        self.order: JobOrder | None = None
        self.response = JobResponse(job, state)

    @property
    def begun(self) -> bool:
        """Whether it has a response in the standard's sense: its execution has begun, or it was aborted."""
        return self.response.state not in _PREPARED


class Shown:
    """All job orders that are not cleared, in the order in which they came.

    Changes say whether an event is to be raised: for another state, and for another response to a job order that is
    done, as its counts may come behind the answer to the command that ended it.
    """

    def __init__(self) -> None:
        self._orders: dict[str, ShownOrder] = {}

    def __len__(self) -> int:
        return len(self._orders)

    def __iter__(self) -> Iterator[ShownOrder]:
        return iter(tuple(self._orders.values()))

    def __contains__(self, job: str) -> bool:
        return job in self._orders

    def __getitem__(self, job: str) -> ShownOrder:
        return self._orders[job]

    def ordered(self, order: JobOrder, given: Any, state: str) -> bool:  # noqa: ANN401 - a structure made from the table
        """The owner has taken an order, which is in ``state`` unless the owner has told another meanwhile."""
        known = self._orders.get(order.job)
        if known is None:
            known = self._orders[order.job] = ShownOrder(order.job, state or _PREPARED[0])
        elif known.order is not None and not order.update:
            return False  # the same order once more
        else:
            known.given, known.order = given, order
            return order.update
        known.given, known.order = given, order
        return True

    def moved(self, job: str, method: str) -> bool:
        """The owner has carried out a command."""
        move = MOVES[method]
        if not move.target:
            self._orders.pop(job, None)
            return False
        known = self._orders.get(job)
        if known is None or known.response.state not in move.sources:
            return False  # the owner has told the state itself, and maybe a later one
        told = known.response
        known.response = JobResponse(job, move.target, told.counts, told.begun_us, told.ended_us, told.reason)
        return True

    def told(self, response: JobResponse) -> bool:
        """The owner says what became of a job order."""
        known = self._orders.get(response.job)
        if known is None:
            known = self._orders[response.job] = ShownOrder(response.job, "")
        before, known.response = known.response, response
        return before.state != response.state or (response.state in _DONE and before != response)
