"""Times in a recording: how long the device takes to answer, and how packs follow each other."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from linebench.twin.matching import Pair

__all__ = ["Latency", "Rhythm", "answer_times", "latencies", "rhythm", "suggested_latency"]

_LEAST = 3
"""Packs from which on a rhythm is told."""
_STOP = 4.5
"""Periods without a pack after which the line stood."""
_KINDS = 24
_HOUR_US = 3_600_000_000


class Latency(msgspec.Struct, frozen=True):
    """Answer times of one kind of question, microseconds. ``emulated``: the emulator's own median; its device sides
    answer at once, so it is what their dialect waits.
    """

    question: str
    count: int
    p50_us: int
    p99_us: int
    longest_us: int
    emulated_us: int


class Rhythm(msgspec.Struct, frozen=True):
    """Packs that follow each other, as frames of one kind tell it. ``period_us``: between two packs; ``per_hour``:
    what that is as a rate; ``jitter_us`` and ``worst_us``: the residuals of the fit, standard deviation and
    longest; ``runs``: stretches without a stop; ``gaps``: packs that are missing within them.
    """

    kind: str
    count: int
    period_us: float
    per_hour: float
    jitter_us: float
    worst_us: float
    runs: int
    gaps: int


def answer_times(pairs: Iterable[Pair]) -> Mapping[str, list[tuple[int, int]]]:
    """Of each kind of question: how long the device took, and the emulator."""
    found: dict[str, list[tuple[int, int]]] = {}
    for pair in pairs:
        if pair.recorded is None or pair.emulated is None or pair.recorded.piece.pushed:
            continue
        if pair.emulated.question is None:
            continue
        asked, kind = pair.emulated.asked, pair.emulated.question.kind
        found.setdefault(kind, []).append((pair.recorded.t - asked, pair.emulated.t - asked))
    if len(found) <= _KINDS:
        return found
    gathered: dict[str, list[tuple[int, int]]] = {}
    for kind, times in found.items():
        gathered.setdefault(kind.partition(" ")[0], []).extend(times)
    return gathered


def latencies(times: Mapping[str, Sequence[tuple[int, int]]]) -> list[Latency]:
    """One row for each kind of question, the most frequent first."""
    rows = [_latency(kind, found) for kind, found in times.items()]
    return sorted(rows, key=lambda row: (-row.count, row.question))


def suggested_latency(rows: Sequence[Latency]) -> int:
    """One way, for a link that delays both ways alike: half of the median over all answers."""
    every = sorted(time for row in rows for time in [row.p50_us] * row.count)
    return every[len(every) // 2] // 2 if every else 0


def _latency(kind: str, times: Sequence[tuple[int, int]]) -> Latency:
    recorded = sorted(time for time, _ in times)
    ours = sorted(time for _, time in times)
    return Latency(kind, len(recorded), _quantile(recorded, 50), _quantile(recorded, 99), recorded[-1],
                   _quantile(ours, 50))


def _quantile(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that so many percent do not exceed."""
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def rhythm(kind: str, times: Sequence[int]) -> Rhythm | None:
    """Fit equal distances to times; ``None`` when there are too few. Within a run, packs are counted by the period,
    so that a missing one does not bend it; between two runs the line stood.
    """
    steps = [later - time for time, later in pairwise(times) if later > time]
    if len(steps) < _LEAST - 1:
        return None
    guess = median(steps)
    runs = _runs(times, guess)
    places = [[round((time - run[0]) / guess) for time in run] for run in runs]
    period = _slope(runs, places)
    if period <= 0:
        return None
    left = [rest for run, place in zip(runs, places, strict=True) for rest in _residuals(run, place, period)]
    gaps = sum(place[-1] + 1 - len(place) for place in places)
    jitter = (sum(rest * rest for rest in left) / len(left)) ** 0.5
    return Rhythm(kind, len(times), period, _HOUR_US / period, jitter, max(map(abs, left)), len(runs), max(gaps, 0))


def _runs(times: Sequence[int], guess: float) -> list[list[int]]:
    runs = [[times[0]]]
    for time in times[1:]:
        if time - runs[-1][-1] > _STOP * guess:
            runs.append([])
        runs[-1].append(time)
    return runs


def _slope(runs: Sequence[Sequence[int]], places: Sequence[Sequence[int]]) -> float:
    """Least squares with one slope for all runs, each with a beginning of its own."""
    above = below = 0.0
    for run, place in zip(runs, places, strict=True):
        middle_t, middle = sum(run) / len(run), sum(place) / len(place)
        above += sum((k - middle) * (t - middle_t) for t, k in zip(run, place, strict=True))
        below += sum((k - middle) ** 2 for k in place)
    return above / below if below else 0.0


def _residuals(run: Sequence[int], place: Sequence[int], period: float) -> list[float]:
    middle = sum(t - k * period for t, k in zip(run, place, strict=True)) / len(run)
    return [t - k * period - middle for t, k in zip(run, place, strict=True)]
