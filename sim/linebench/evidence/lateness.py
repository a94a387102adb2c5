"""How late events of attempts in real time were, as the files beside their journals have it."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from linebench.evidence.files import PackageError, Source
from linebench.evidence.model import Stored

__all__ = ["LATENESS", "Late", "read_lateness", "sum_up"]

LATENESS = "lateness.json"
_HALF, _MOST = 50, 99


class Late(Stored, frozen=True, kw_only=True):
    """Lateness of ``events`` in microseconds of simulated time: median, 99th percentile, worst."""

    events: int
    p50: int
    p99: int
    worst: int


class _File(msgspec.Struct, frozen=True):
    events: int
    p50: int
    p99: int
    worst: int
    bins: tuple[tuple[int, int], ...]


def read_lateness(source: Source, folder: str) -> tuple[Late, tuple[tuple[int, int], ...]] | None:
    """Return what an attempt's file says, with its distribution; ``None`` where time did not go by the wall.

    Raises:
        PackageError: the file is damaged.

    """
    name = f"{folder}/{LATENESS}"
    if not source.has(name):
        return None
    try:
        file = msgspec.json.decode(source.read(name), type=_File)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{name}: is damaged: {error}") from error
    return Late(events=file.events, p50=file.p50, p99=file.p99, worst=file.worst), file.bins


def sum_up(found: Iterable[tuple[Late, tuple[tuple[int, int], ...]]]) -> Late | None:
    """Sum up several attempts: the worst is exact, quantiles are the beginning of their bin, at most 3 % less."""
    bins: Counter[int] = Counter()
    worst = 0
    for late, some in found:
        bins.update(dict(some))
        worst = max(worst, late.worst)
    if not bins:
        return None
    last = bins.total() - 1
    return Late(events=bins.total(), p50=_at(bins, last * _HALF // 100), p99=_at(bins, last * _MOST // 100),
                worst=worst)


def _at(bins: Counter[int], index: int) -> int:
    """The value of the event at ``index`` when all are sorted."""
    for value in sorted(bins):
        index -= bins[value]
        if index < 0:
            return value
    return 0
