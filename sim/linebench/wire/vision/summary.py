"""A feed in figures: what was shown, what came back, how long it took. A value that JSON can hold."""

from collections.abc import Iterable
from typing import Literal, Self, TypeAlias

import msgspec

from linebench.wire.vision.judging import Judged

__all__ = ["MAX_TROUBLES", "Latency", "Summary", "Trouble", "TroubleKind"]

MAX_TROUBLES = 10_000
"""How many troubles are kept in words; all are counted. A client that sends nothing else must not fill memory."""
_PERCENT = 100

TroubleKind: TypeAlias = Literal["duplicate", "late", "unexpected", "refused"]


class Trouble(msgspec.Struct, frozen=True, gc=False):
    """Something that arrived and answers no open frame.

    ``kind``: ``duplicate`` a second answer, ``late`` one after the limit, ``unexpected`` one to a trigger that
    was not shown, ``refused`` something that is no answer. ``found``: the answer as JSON, or what is wrong.
    ``trigger`` is 0 for what is no answer.
    """

    kind: TroubleKind
    trigger: int
    found: str


class Latency(msgspec.Struct, frozen=True, gc=False):
    """From showing a frame to its answer, in microseconds. Percentiles are values that occurred (nearest rank)."""

    count: int
    min_us: int
    p50_us: int
    p90_us: int
    p95_us: int
    p99_us: int
    max_us: int

    @classmethod
    def of(cls, values_us: Iterable[int]) -> Self | None:
        """Of all latencies of a feed; ``None`` without any."""
        ranked = sorted(values_us)
        if not ranked:
            return None

        def percentile(percent: int) -> int:
            return ranked[-(-percent * len(ranked) // _PERCENT) - 1]

        return cls(len(ranked), ranked[0], percentile(50), percentile(90), percentile(95), percentile(99),
                   ranked[-1])


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a feed.

    ``offered`` frames are those the feed got to; each has one of the ``outcomes``. ``by_verdict``: the same by
    expected verdict, without zeros. ``answered``: in time. ``shown_again``: to a client that came back.
    ``connections``: 0 for a folder. ``wrong``: every frame that is not right, in the order they were closed.
    ``stopped``: why the feed ended early, empty when it did not. Times are microseconds of a monotonic clock.
    """

    offered: int
    shown: int
    shown_again: int
    answered: int
    connections: int
    outcomes: dict[str, int]
    by_verdict: dict[str, dict[str, int]]
    texts_right: int
    texts_wrong: int
    late: int
    duplicate: int
    unexpected: int
    refused: int
    troubles: tuple[Trouble, ...]
    wrong: tuple[Judged, ...]
    latency: Latency | None
    elapsed_us: int
    stopped: str

    @property
    def right(self) -> bool:
        """Every frame was shown and answered as expected, and nothing else arrived."""
        return not (self.wrong or self.stopped or self.late or self.duplicate or self.unexpected or self.refused)
