"""How late things happened that had their time: the measure of what a bench in real time is worth."""

import math
import time
from array import array
from collections import Counter

import msgspec

from linebench.records.run import ScanMeasured, Uncertainty
from linebench.wire.mapped.scans import Scan

__all__ = ["Lateness", "Measured", "Quantiles", "clock_us"]

_HALF, _MOST = 50, 99
_FINE = 5
"""Bins of a distribution: 2 ** _FINE to each doubling, so that none is wider than 3 % of where it begins."""


class Quantiles(msgspec.Struct, frozen=True):
    """Lateness of ``count`` events in microseconds of simulated time: median, 99th percentile, worst."""

    count: int
    p50: int
    p99: int
    worst: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What an attempt in real time measured of itself, all in microseconds of simulated time.

    ``bins``: the distribution of the lateness of events, as (first value, events) of each bin that has some.
    ``stall``: the longest time for which nobody could have noticed that something arrived. ``polling``: the longest
    time between two looks at a wire; ``clock``: its resolution; ``processor``: the longest that levels on this
    computer together waited for a processor, within the time that a decision may take; ``scan``: how often a
    foreign PLC looked at its inputs, where one did.
    """

    lateness: Quantiles
    bins: tuple[tuple[int, int], ...]
    stall: int
    polling: int
    clock: int
    processor: int = 0
    scan: Scan | None = None

    def records(self, t: int) -> tuple[Uncertainty | ScanMeasured, ...]:
        """What the journal keeps of it."""
        scan = self.scan
        if scan is None:
            return (self.uncertainty(t),)
        return (self.uncertainty(t), ScanMeasured(t, "l1", scan.signal, scan.looks, scan.mean, scan.jitter,
                                                  scan.p99, scan.worst, scan.limit))

    def uncertainty(self, t: int) -> Uncertainty:
        """Sum up how far any time may be off.

        The worst lateness counts, not a quantile: a rule looks at the worst of thousands of times, and one event
        beyond a quantile would be held against the system under test. Both ends of a span are late by nothing to
        all of it, so a span is off by no more than that in either direction. What a level waited for a processor
        is no doing of its own: on a computer of its own it would not have waited.
        """
        parts = (("lateness", max(self.lateness.worst, self.stall)), ("polling", self.polling),
                 ("clock", self.clock), *((("processor", self.processor),) if self.processor else ()))
        return Uncertainty(t, sum(us for _, us in parts), parts)


def clock_us(factor: int) -> int:
    """The resolution of the wall's clock in microseconds of a time that runs ``factor`` times as fast."""
    return max(1, math.ceil(time.get_clock_info("monotonic").resolution * 1_000_000 * factor))


class Lateness:
    """Lateness of every event, in microseconds of simulated time."""

    def __init__(self) -> None:
        self._late = array("Q")
        self.add = self._late.append

    def bins(self) -> tuple[tuple[int, int], ...]:
        """The distribution: first value of each bin that has events, and how many; exact below 64 us."""
        return tuple(sorted(Counter(map(_bin, self._late)).items()))

    def quantiles(self) -> Quantiles:
        """Sum up what was noted so far; all zero when nothing was."""
        late = sorted(self._late)
        if not late:
            return Quantiles(0, 0, 0, 0)
        last = len(late) - 1
        return Quantiles(len(late), late[last * _HALF // 100], late[last * _MOST // 100], late[-1])


def _bin(us: int) -> int:
    """The first value of the bin that holds ``us``."""
    below = max(0, us.bit_length() - _FINE - 1)
    return us >> below << below
