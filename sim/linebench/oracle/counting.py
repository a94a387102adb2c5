"""The ledger's part on the camera's counters: what there was to count, beside what is said of it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from linebench.oracle.book import Book
from linebench.oracle.flow import Flow
from linebench.ports import camera
from linebench.records import claim, truth
from linebench.records.wire import Delivered

__all__ = ["Counted", "Counting"]

_QUIET_US = 1_000_000
"""A belt that stands so long brings no pack before the camera between counting and telling."""
_LINKS = frozenset({"camera>l2", "l2>hmi"})


class Counted(NamedTuple):
    """What there was to count. ``misread``: of the ``rejects``, those at which a code was read all the same."""

    total: int
    rejects: int
    series: int
    longest: int
    misread: int


class Counting:
    """Counts the pictures that the camera took, from when its counters began anew.

    Only what was not readable is counted one by one; the camera's trigger tells how many pictures there were.
    """

    def __init__(self, book: Book, flow: Flow) -> None:
        self._book = book
        self._since = self._last = self._rejects = self._series = self._longest = 0
        self._began_t = -_QUIET_US
        self._ended = self._counted()
        flow.unread = self._unread

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.CountingBegan: self._began, truth.BeltViewed: self._bare,
                claim.CountersClaimed: self._claimed}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {camera.CameraCounters: self._said}

    def _began(self, began: truth.CountingBegan, _: int) -> None:
        self._ended = self._counted()
        self._began_t = began.t
        self._since = began.trigger
        self._last = self._rejects = self._series = self._longest = 0
        self._book.counted_to, self._book.misread = began.trigger, 0

    def _bare(self, viewed: truth.BeltViewed, _: int) -> None:
        self._book.counted_to = viewed.trigger
        self._reject(viewed.trigger)

    def _unread(self, viewed: truth.PackViewed) -> None:
        if viewed.shot:
            self._reject(viewed.trigger)
        else:
            self._since += 1  # for the camera there was nothing

    def _reject(self, trigger: int) -> None:
        number = trigger - self._since
        self._series = self._series + 1 if number == self._last + 1 else 1
        self._last = number
        self._rejects += 1
        self._longest = max(self._longest, self._series)

    def _counted(self) -> Counted:
        book = self._book
        total = book.counted_to - self._since
        series = self._series if self._last == total else 0
        return Counted(total, self._rejects, series, self._longest, book.misread)

    def _said(self, said: camera.CameraCounters, heard: Delivered, at: int) -> None:
        self._compare("the camera", said, heard.sent, at)

    def _claimed(self, said: claim.CountersClaimed, at: int) -> None:
        self._compare(said.source, said, said.t, at)

    def _compare(self, source: str, said: camera.CameraCounters | claim.CountersClaimed, t: int, at: int) -> None:
        book = self._book
        if book.speed or t - book.moved_t < _QUIET_US or book.faulty_links & _LINKS:
            return
        counts = [self._counted()]
        if t - self._began_t < _QUIET_US:
            counts.insert(0, self._ended)  # what had been counted is told when counting begins anew
        book.tell("counted", source, said, counts, t, at)
