"""Records about the attempt itself: what it was started with and that it ended."""

from linebench.records.base import Record

__all__ = ["ClockMeasured", "Closed", "Opened", "ScanMeasured", "Uncertainty"]


class Opened(Record, frozen=True, tag="run.opened.1"):
    """Record 0: everything the attempt depends on. All later records and verdicts follow from it.

    Attributes:
        bench: version of linebench.
        test: test id, or ``""`` for a simulation without protocol.
        row: Examples row as ``name=value`` pairs joined by ``, ``, or ``""``.
        seed: seed of the run; streams derive from (seed, test, row).
        epoch: UTC of t = 0, RFC 3339 with ``Z``.
        scenario: the resolved scenario as JSON text.
        origins: where each value came from, key path to origin, as JSON text.
        limits: the requirements with their limits, as JSON text (see ``oracle.limits``).
        mutants: names of the planted defects that are switched on.
        files: (path relative to its content folder, SHA-256) of every file read.

    """

    bench: str
    test: str
    row: str
    seed: int
    epoch: str
    scenario: str
    origins: str
    limits: str
    mutants: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


class ClockMeasured(Record, frozen=True, tag="run.clock.1"):
    """How far the clock of a foreign level is ahead of this journal's time; it was asked what time it is.

    Attributes:
        source: the level.
        when: ``start`` or ``end`` of the attempt.
        ahead_us: its time less ours in the middle of the question, both since the epoch of record 0.
        off_us: by how much that may be wrong: half the round trip, and what the level's text leaves out.
        samples: how often it was asked; the question with the shortest way counts.

    """

    source: str
    when: str
    ahead_us: int
    off_us: int
    samples: int


class Uncertainty(Record, frozen=True, tag="run.uncertainty.1"):
    """How far any time in this journal may be off, measured while the attempt ran by the wall; only then written.

    ``us``: microseconds, the sum of ``parts``, which are named ``lateness`` (the worst of any event), ``polling``
    (the longest time between two looks at a wire), ``clock`` (its resolution) and, where it is known, ``processor``
    (the longest that levels on the bench's computer waited for a processor). A time that is the difference of two
    others is off by no more: either end is late by none to all of it.
    """

    us: int
    parts: tuple[tuple[str, int], ...]


class ScanMeasured(Record, frozen=True, tag="run.scan.1"):
    """How often a foreign PLC looked at its inputs while the belt ran, as the bench saw it; only where one did.

    Attributes:
        source: the level.
        signal: the fast input that it looked at least often.
        looks: times between two looks that were measured.
        mean_us: their mean.
        jitter_us: their standard deviation.
        p99_us: their 99th percentile.
        worst_us: the longest.
        limit_us: the longest with which nothing that passes is lost, at the speed of the line.

    """

    source: str
    signal: str
    looks: int
    mean_us: int
    jitter_us: int
    p99_us: int
    worst_us: int
    limit_us: int


class Closed(Record, frozen=True, tag="run.closed.1"):
    """The last record: the attempt ended in an orderly way. ``records``: how many came before it."""

    records: int
