"""What a unit announces of its own: what changed since it looked last, and who wants to know."""

import msgspec

from linebench.wire.printers.core import PrinterCore
from linebench.wire.videojet.profile import VideojetProfile
from linebench.wire.videojet.status import error_number, state_number

__all__ = ["Notices"]


class _Picture(msgspec.Struct, frozen=True):
    state: int
    error: int
    job: str
    waiting: int


class Notices:
    """Compares the printer with what it was. ``wanted``: the words that each connection asked for."""

    def __init__(self, profile: VideojetProfile, core: PrinterCore) -> None:
        self._profile, self._core = profile, core
        self._before = self._picture()
        self.wanted: dict[int, set[str]] = {}

    def prints(self, count: int) -> list[tuple[str, ...]]:
        """Prints that are announced; the start comes with the end, for the port knows no start."""
        return [("PRS",), ("PRC",)] * count

    def changes(self) -> list[tuple[str, ...]]:
        """What changed since the last call, each a line of word and values."""
        before, now = self._before, self._picture()
        self._before = now
        found: list[tuple[str, ...]] = []
        if now.job != before.job:
            found.append(("JOB", now.job))
        if now.state != before.state:
            found.append(("STS", str(now.state)))
        if now.error != before.error:
            found.append(("ERS", str(now.error)))
        return found + [(word,) for word in self._queue(before.waiting, now.waiting)]

    def _queue(self, before: int, now: int) -> list[str]:
        marks = (("QEM", now == 0 < before), ("QLO", now <= self._profile.queue_low < before),
                 ("QHI", now >= self._profile.queue_high > before),
                 ("QFU", now >= self._profile.depth > before))
        return [word for word, reached in marks if reached]

    def _picture(self) -> _Picture:
        core = self._core
        return _Picture(state_number(core), error_number(core), core.job, len(core.waiting))
