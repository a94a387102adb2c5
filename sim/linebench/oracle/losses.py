"""The ledger's part on peers that were lost: a wire that was cut for longer than the line may run without it, and
what an end of a wire kept to itself.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from linebench.oracle.book import Book
from linebench.oracle.facts import Condition
from linebench.oracle.stops import Cause
from linebench.records import truth, wire

__all__ = ["LOST", "Losses"]

_CUT = "refused"
"""The fault that resets connections and lets nobody in: certain to be noticed, whatever is spoken."""
_CITES = "URS-COM-003"
LOST = {
    "printer": Cause("the wire to the printer was cut", "printer not ready", _CITES),
    "camera": Cause("the wire to the camera was cut", "camera down", _CITES),
    "l1": Cause("the wire between line controller and PLC was cut", "line controller lost", _CITES),
}
"""Peers of L2 without which the line may not run, by their seat."""


class _Cut(NamedTuple):
    cause: Cause
    t: int
    at: int
    moving: bool


class Losses:
    """Follows cuts of wires. Where the record has no limit for them, or no wire, there is nothing to judge."""

    def __init__(self, book: Book) -> None:
        limit = book.world.limit(_CITES)
        self._within = limit.high if limit is not None else None
        self._book = book
        self._planned: dict[int, _Cut] = {}
        self._open: dict[int, _Cut] = {}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.FaultBegan: self._began, wire.WireNoted: self._noted, truth.FaultEnded: self._ended}

    def _began(self, began: truth.FaultBegan, at: int) -> None:
        peer = next((seat for seat in began.target.split(">") if seat != "l2"), "")
        if began.kind == _CUT and "l2" in began.target.split(">") and peer in LOST:
            self._planned[began.fault] = _Cut(LOST[peer], began.t, at, self._book.speed > 0)

    def _noted(self, note: wire.WireNoted, _: int) -> None:
        """A cut acts where a wire's end says so; a direct link has none. The end of a camera that is offline makes
        no reading, whatever the camera behind has seen.
        """
        if (note.link, note.end, note.what) == ("l2-camera", "device", "offline"):
            self._book.faulty_links.withheld("camera>l2", note.t)
        number = note.what.removeprefix("fault ")
        if note.end == "device" and number.isdecimal() and int(number) in self._planned:
            self._open[int(number)] = self._planned.pop(int(number))

    def _ended(self, ended: truth.FaultEnded, _: int) -> None:
        self._planned.pop(ended.fault, None)
        cut = self._open.pop(ended.fault, None)
        if cut is not None:
            self._judge(cut, ended.t)

    def _judge(self, cut: _Cut, until: int) -> None:
        """A cut that was over before the line had to stand is no condition."""
        if self._within is None or until - cut.t <= self._within:
            return
        cause = cut.cause
        self._book.conditions.append(Condition(cause.words, cause.alarm, cause.cites, cut.t, cut.at,
                                               moving=cut.moving))

    def finish(self) -> None:
        """Cuts that last to the end of the journal."""
        for cut in self._open.values():
            self._judge(cut, self._book.t)
