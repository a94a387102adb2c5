"""How often a PLC looks at its inputs, and whether that is often enough for what it has to see."""

import statistics
from array import array
from collections.abc import Callable

import msgspec

__all__ = ["FieldSight", "Scan", "Scans"]

_ENOUGH = 50
"""Looks from which their median says how often a PLC looks."""
_MOST = 99


class Scan(msgspec.Struct, frozen=True):
    """Times between two looks at a signal while the belt ran, in microseconds. ``jitter``: standard deviation;
    ``limit``: the longest that loses nothing.
    """

    signal: str
    looks: int
    mean: int
    jitter: int
    p99: int
    worst: int
    limit: int


class Scans:
    """Times between looks, by signal. ``trouble``: why they say that nothing can be tested; empty: they do not."""

    def __init__(self) -> None:
        self._gaps: dict[str, array[int]] = {}
        self._limits: dict[str, int] = {}
        self._told = False
        self.trouble = ""

    def add(self, signal: str, gap_us: int, limit_us: int, what: str) -> None:
        """Add a time between two looks. ``limit_us``: longest that loses nothing; ``what`` is that long."""
        gaps = self._gaps.setdefault(signal, array("q"))
        gaps.append(gap_us)
        self._limits[signal] = limit_us
        if len(gaps) == _ENOUGH and (median := statistics.median_low(gaps)) > limit_us:
            self._tell(signal, what, f"looks every {_ms(median)}")

    def lost(self, signal: str, what: str, gap_us: int) -> None:
        """Something was over between two looks, the last of which is so long ago."""
        self._tell(signal, what, f"did not look for {_ms(gap_us)}")

    def _tell(self, signal: str, what: str, looks: str) -> None:
        self.trouble = self.trouble or (
            f"{signal}: {what}; the PLC {looks}: what is over between two looks it cannot know. Let it look more "
            "often, run the line slower, or map counts of edges")

    def complaint(self) -> str:
        """The trouble, the first time that it is asked for after it came; else empty."""
        told, self._told = self._told, bool(self.trouble)
        return "" if told else self.trouble

    def summary(self) -> Scan | None:
        """Of the signal that was looked at least often; ``None``: none was."""
        found = [_scan(signal, gaps, self._limits[signal]) for signal, gaps in self._gaps.items() if gaps]
        return max(found, key=lambda each: (each.mean, each.signal), default=None)


class FieldSight(msgspec.Struct, frozen=True):
    """What a remote I/O knows by itself. ``encoder``: the count now; ``dwell``: how long a pack covers a light
    barrier; ``apart``: how long from one pack's front to the next's; in microseconds at the speed of the line.
    """

    encoder: Callable[[], int]
    dwell: int
    apart: int
    scans: Scans


def _scan(signal: str, gaps: "array[int]", limit: int) -> Scan:
    ranked = sorted(gaps)
    return Scan(signal, len(ranked), round(statistics.fmean(ranked)), round(statistics.pstdev(ranked)),
                ranked[(len(ranked) - 1) * _MOST // 100], ranked[-1], limit)


def _ms(us: int) -> str:
    return f"{us / 1000:.0f} ms"
