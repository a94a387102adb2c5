"""Key figures of a journal. Every formula stands in ``FORMULAS``; NT ids are those of the nightly metrics."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from linebench.oracle.book import Book
from linebench.oracle.facts import Fate, Track
from linebench.oracle.policy import ACCEPT, REJECT, reasons_of
from linebench.oracle.serials import ALLOCATED, GIVEN_BACK, GOOD
from linebench.oracle.tally import MINUTE_US
from linebench.records.claim import TracksClaimed

__all__ = ["FORMULAS", "Figures", "Metrics", "Minute", "Spread", "spread"]

_MILLION = 1_000_000

FORMULAS = {
    "quality": ("NT-03", "good packs / packs that left the line, in parts per million"),
    "first_pass_yield": ("NT-05", "packs good at first inspection without rework / inspected packs, ppm"),
    "throughput_per_hour": ("NT-06", "good packs x 3600 s / time from the first batch begun to the last pack out"),
    "false_accepts": ("NT-07", "packs that had to be rejected and left the line as good"),
    "false_rejects": ("NT-08", "good, verified packs that were pushed out by order"),
    "decision": ("NT-09", "from the reading delivered to L2 to the verdict delivered to L1, nearest rank"),
    "reject_accuracy": ("NT-10", "ordered rejects that had not to be accepted / ordered rejects, ppm"),
    "serial_balance": ("NT-11", "allocated - all end states of the last reconciliation; absent without one"),
    "serial_waste": (
        "NT-12", ("serials allocated, neither on a good pack nor given back / good packs, ppm; absent before the "
                  "first reconciliation, when unused serials have not gone back yet")),
    "report_lag": ("NT-13", "from the good pack leaving the line to its first report, nearest rank"),
}
"""Figure to its id and formula. OEE (NT-01, NT-02, NT-04) needs planned times, which a journal does not hold."""


class Spread(msgspec.Struct, frozen=True):
    """Percentiles by nearest rank, in microseconds; all -1 where nothing was measured."""

    count: int = 0
    p50: int = -1
    p95: int = -1
    p99: int = -1
    most: int = -1


class Minute(msgspec.Struct, frozen=True):
    """What left the line in one simulated minute, counted from 0."""

    minute: int
    good: int
    rejected: int


class Figures(msgspec.Struct, frozen=True):
    """Key figures; shares in parts per million, ``None`` where the denominator is zero."""

    packs_fed: int
    good: int
    rejected: int
    on_line: int
    removed: int
    inspected: int
    causes: dict[str, int]
    """Why rejected packs had to be rejected, by truth; a pack can have several reasons."""
    reported_causes: dict[str, int]
    """Causes that L1 reported for rejected packs."""
    cases: int
    pallets: int
    minutes: tuple[Minute, ...]
    throughput_per_hour: int | None
    false_accepts: int
    false_rejects: int
    quality: int | None
    first_pass_yield: int | None
    reject_accuracy: int | None
    decision: Spread
    report_lag: Spread
    serials_allocated: int
    serial_balance: int | None
    serial_waste: int | None


def spread(values: Sequence[int]) -> Spread:
    """Percentiles of ``values`` by nearest rank."""
    ordered = sorted(values)
    if not ordered:
        return Spread()
    p50, p95, p99 = (ordered[-(-len(ordered) * share // 100) - 1] for share in (50, 95, 99))
    return Spread(len(ordered), p50, p95, p99, ordered[-1])


def _share(part: int, whole: int) -> int | None:
    return part * _MILLION // whole if whole else None


class Metrics:
    """Collects figures while the ledger folds."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._minutes: Counter[int] = Counter()
        self._out: Counter[int] = Counter()
        self._ends: Counter[str] = Counter()
        self._causes: Counter[str] = Counter()
        self._reported: Counter[str] = Counter()
        self._false_accepts = self._false_rejects = self._ordered = self._inspected = self._first_good = 0
        self._fed = 0
        for topic, hear in (("odd", self._left), ("tracks", self._tracks)):
            book.topics[topic].append(hear)

    def _left(self, fate: Fate) -> None:
        self._fed += 1
        self._inspected += fate.shot
        end = fate.end
        self._ends[end] += 1
        if end == "exited":
            self._minutes[fate.end_t // MINUTE_US] += 1
            self._false_accepts += fate.duty == REJECT
            self._first_good += fate.shot and fate.duty == ACCEPT
        elif end == "diverted":
            self._diverted(fate)

    def _diverted(self, fate: Fate) -> None:
        self._out[fate.end_t // MINUTE_US] += 1
        self._causes.update(reasons_of(fate.flags))
        if fate.ordered_t >= 0:
            self._ordered += 1
            self._false_rejects += fate.duty == ACCEPT

    def _tracks(self, _: TracksClaimed, __: int, odd: list[Track]) -> None:
        self._reported.update(said.cause for said in odd if said.fate == "rejected")

    def _add_plain(self) -> None:
        tally = self._book.tally
        tally.turn_minute(self._book.t)
        self._minutes.update(tally.minutes)
        self._ends["exited"] += tally.plain
        self._fed += tally.plain
        self._inspected += tally.plain
        self._first_good += tally.plain

    def figures(self) -> Figures:
        """The figures, after the ledger has finished. Call once."""
        self._add_plain()
        book, ends = self._book, self._ends
        out = ends["exited"] + ends["diverted"]
        began = book.batches[0].t if book.batches else 0
        good, minutes = ends["exited"], sorted(self._minutes.keys() | self._out.keys())
        states = book.serials.values()
        allocated = sum(1 for state in states if state & ALLOCATED)
        wasted = sum(1 for state in states if state & ALLOCATED and not state & (GOOD | GIVEN_BACK))
        balance = self._balance()
        time = book.tally.out_t - began
        return Figures(
            packs_fed=self._fed, good=good, rejected=ends["diverted"], on_line=ends[""],
            removed=ends["removed"] + ends["cleared"], inspected=self._inspected,
            causes=dict(sorted(self._causes.items())), reported_causes=dict(sorted(self._reported.items())),
            cases=sum(one.cases for one in book.batches), pallets=sum(one.pallets for one in book.batches),
            minutes=tuple(Minute(n, self._minutes[n], self._out[n]) for n in minutes),
            throughput_per_hour=good * 3600 * _MILLION // time if good and time > 0 else None,
            false_accepts=self._false_accepts, false_rejects=self._false_rejects, quality=_share(good, out),
            first_pass_yield=_share(self._first_good, self._inspected),
            reject_accuracy=_share(self._ordered - self._false_rejects, self._ordered),
            decision=spread(book.tally.decisions), report_lag=spread(book.tally.lags), serials_allocated=allocated,
            serial_balance=balance, serial_waste=None if balance is None else _share(wasted, good))

    def _balance(self) -> int | None:
        claims = [dict(said.counts) for batch in self._book.batches for said, _ in batch.claims]
        stated = [counts for counts in claims if "allocated" in counts]
        if not stated:
            return None
        last = stated[-1]
        ends = ("commissioned", "rejected", "sampled", "destroyed", "returned", "open")
        return last["allocated"] - sum(last.get(end, 0) for end in ends)
