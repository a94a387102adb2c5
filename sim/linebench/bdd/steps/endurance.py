"""Endurance: whether what takes time takes longer in the end than at the beginning, and what it costs the bench."""

from statistics import median_low

import psutil

from linebench.bdd.actual import CLAIM, TRUTH, expect_equal, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import report_time
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import codes_on, each, exited, first_claims
from linebench.records.truth import PackRemoved

_QUARTERS = 4
_PACKS = 1_000
_FEWEST = 40
"""Packs below which quarters say nothing."""
_MIB = 1 << 20
_KIB = 1 << 10
_NOTED = "memory"
_STEPS = 4
"""Growth is stated in so many steps of its limit: the same in every run, which the last byte is not."""


@when("the memory of the bench is noted")
def memory(attempt: Attempt) -> None:
    """Measure the memory of the bench's process and note it, with the packs so far, in the audit trail of the run.

    No journal holds it: it is another number in every run.
    """
    used, packs = psutil.Process().memory_info().rss, len(exited(attempt.records))
    attempt.notes.setdefault(_NOTED, []).append((used, packs))
    attempt.noted.append(f"memory of the process {used // _MIB} MiB after {packs} packs and "
                         f"{len(attempt.records)} records")


@then("the memory of the bench grows by no more than the limit of {limit:requirement} for each 1,000 packs")
def no_leak(attempt: Attempt, limit: str) -> None:
    """Truth: KiB from the first time that the memory was noted to the last, for each 1,000 packs between them.

    It is stated in steps of a quarter of the limit, rounded up; the figures are in the audit trail of the run.
    """
    (before, first), (after, last) = _noted(attempt)
    high = attempt.requirement(limit).limit
    step = max(1, (high.high or 0) // _STEPS) if high else 1
    grown = -(-max(0, after - before) * _PACKS // _KIB // (last - first) // step) * step
    expect_within(attempt, TRUTH, "KiB for each 1,000 packs, at most", grown, limit)


@then("the time from a pack's exit to its report does not grow by more than the limit of {limit:requirement}")
def no_drift(attempt: Attempt, limit: str) -> None:
    """Claim against truth: the median of the packs that passed last is no longer than that of those that passed
    first by more than this; both are taken of a quarter of all packs.
    """
    delays = _delays(attempt)
    if len(delays) < _FEWEST:
        raise BenchError(f"{len(delays)} packs were reported, so a quarter of them says nothing; make at least "
                         f"{_FEWEST}")
    size = len(delays) // _QUARTERS
    first, last = median_low(delays[:size]), median_low(delays[-size:])
    expect_within(attempt, CLAIM, f"median of the last quarter less that of the first, {first} us, grows by",
                  last - first, limit)


@then("no report is left behind")
def no_backlog(attempt: Attempt) -> None:
    """Claim against truth: every good pack that passed has been reported as commissioned; it gets time to."""
    attempt.bench.advance(None, report_time(attempt))
    reported = first_claims(attempt.records, "l2", "commissioned")
    codes = codes_on(attempt.records)
    taken = {gone.pack for _, gone in each(attempt.records, PackRemoved) if gone.why == "sample"}
    open_ones = [pack for pack in exited(attempt.records) if pack not in taken and codes[pack] not in reported]
    expect_equal(attempt, CLAIM, "packs that passed and are not reported", 0, len(open_ones))


def _noted(attempt: Attempt) -> tuple[tuple[int, int], tuple[int, int]]:
    """Memory and packs when the memory was noted first, and last."""
    noted: list[tuple[int, int]] = attempt.notes.get(_NOTED, [])
    if len(noted) < 2 or noted[-1][1] - noted[0][1] < _PACKS:  # noqa: PLR2004  # before and after
        raise BenchError(f"note the memory of the bench twice, with {_PACKS} packs or more between")
    return noted[0], noted[-1]


def _delays(attempt: Attempt) -> list[int]:
    """From each pack's exit to its report by L2, in microseconds, in the order of the exits."""
    records, codes = attempt.records, codes_on(attempt.records)
    reported = first_claims(records, "l2", "commissioned")
    places = [(at, reported.get(codes.get(pack, ""))) for pack, at in exited(records).items()]
    return [records[told].t - records[at].t for at, told in places if told is not None]
