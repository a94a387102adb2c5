"""The schedule's faults on bytes, given to what sits in the way of them."""

from collections.abc import Callable

from linebench.line.faults import ActiveFault, FaultBook
from linebench.wire.stream.faults import FAULTS
from linebench.wire.stream.interposer import Interposer
from linebench.wire.stream.passage import Direction

__all__ = ["WireFaults"]


class WireFaults:
    """The faults of one pair of seats: those of both of its links act on one wire."""

    def __init__(self, pair: str, book: FaultBook, interposer: Interposer, *,
                 post: Callable[[Callable[[], None]], None], touch: Callable[[], None]) -> None:
        """``post`` calls in the thread of the wires; ``touch`` is called after a change."""
        self._book, self._interposer, self._post, self._touch = book, interposer, post, touch
        self._active: dict[int, ActiveFault] = {}
        level, _, peer = pair.partition("-")
        interposer.strikes = self._strikes
        self._directions: dict[str, Direction] = {f"{peer}>{level}": "to_host", f"{level}>{peer}": "to_device"}
        for link in self._directions:
            if book.knows(link):
                book.listen(link, self._began, self._ended)

    def _began(self, t: int, fault: ActiveFault) -> None:  # noqa: ARG002  # as every switch of a fault
        if fault.kind not in FAULTS:
            return
        self._active[fault.number] = fault
        direction = self._directions[fault.target]
        self._post(lambda: self._interposer.begin(fault.number, fault.kind, fault.values, direction))
        self._touch()

    def _ended(self, t: int, fault: ActiveFault) -> None:  # noqa: ARG002  # as above
        if self._active.pop(fault.number, None) is not None:
            self._post(lambda: self._interposer.end(fault.number))
            self._touch()

    def _strikes(self, number: int) -> bool:
        fault = self._active.get(number)
        return fault is not None and self._book.strikes(fault, self._interposer.clock.now(), 0)
