"""What is only counted: packs, verdicts and reports that are as they should be, which is nearly all of them."""

from array import array
from collections import Counter

__all__ = ["MINUTE_US", "Tally"]

MINUTE_US = 60_000_000


class Tally:
    """Counts for a journal. A *plain* pack was good, verified in time and accepted, and reported no fate before.

    Attributes:
        plain: plain packs that left the line.
        must_accept: other packs that were good and had to be accepted.
        out_t: when the last pack fell or left the line, microseconds.
        decisions: from each reading to its verdict, microseconds.
        lags: from each good pack leaving the line to its first report, microseconds.
        commissioned: serials reported as commissioned, each as often as it was.
        commissioned_at: source to serial to the time it states, until the serial is packed.
        tracks: fates that L1 reported.
        newest_track: the highest trigger among those of this batch.
        minutes: plain packs by minute, but for the minute that runs.
        minute_end: when that minute ends.

    """

    def __init__(self) -> None:
        self.plain = self.must_accept = self.out_t = 0
        self.decisions, self.lags = array("q"), array("q")
        self.commissioned = self.tracks = self.newest_track = 0
        self.commissioned_at: dict[str, dict[str, int]] = {}
        self.minutes: Counter[int] = Counter()
        self.minute_end = self._before = 0

    def turn_minute(self, t: int) -> None:
        """Count the plain packs of the minute that is over; the next ends after ``t``."""
        if self.plain > self._before:
            self.minutes[self.minute_end // MINUTE_US - 1] += self.plain - self._before
            self._before = self.plain
        self.minute_end = (t // MINUTE_US + 1) * MINUTE_US
