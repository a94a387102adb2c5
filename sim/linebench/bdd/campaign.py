"""Batches one after the other: each made from clearance to its end by the people at the line, and its numbers."""

from collections.abc import Iterator

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import SETTLE, ask, demand, granted, patience, report_time
from linebench.bdd.planning import heard
from linebench.bdd.seen import closes, each
from linebench.product.elements import ElementError, read_elements
from linebench.records.claim import BatchClaimed, ValueClaimed
from linebench.records.truth import (
    BatchBegan,
    CaseFilled,
    PackDiverted,
    PackExited,
    PackFed,
    PackPrinted,
    PackRemoved,
)
from linebench.scenario.model import Batch

__all__ = ["balance_rows", "began_at", "counts_rows", "left_behind", "lot_rows", "make", "order_of"]

SUPERVISOR = "supervisor"
_TRIES = 12
_STATE = "state"
_COMPLETE = "Complete"
_ENDS = ("commissioned", "rejected", "sampled", "destroyed", "returned", "open")
_LOT = "10"


def order_of(attempt: Attempt, name: str) -> Batch:
    """Return an order of the scenario by its number.

    Raises:
        LookupError: the scenario has no such order.

    """
    for batch in attempt.scenario.batches:
        if batch.order == name:
            return batch
    known = ", ".join(batch.order for batch in attempt.scenario.batches)
    raise LookupError(f"no order {name!r} in scenario {attempt.scenario.id!r}; it has {known}")


def make(attempt: Attempt, batch: Batch) -> None:
    """Make an order: clearance, start, the last pack, what is open closed, the end, and the report.

    Raises:
        Blocked: L2 refuses something on the way, or the order is not complete in four times the time it needs.

    """
    attempt.batch = batch
    demand(attempt, "confirm_clearance")
    heard(attempt)
    demand(attempt, "start_batch", batch.order)
    demand(attempt, "start_line")
    if not _complete(attempt, 4 * patience(attempt, batch.quantity)):
        raise Blocked(f"the order {batch.order} was not complete in the time it needs")
    _end(attempt)


def _complete(attempt: Attempt, limit: int) -> bool:
    since = max((at for at, _ in each(attempt.records, BatchBegan)), default=0)
    return attempt.wait(lambda record: isinstance(record, ValueClaimed) and record.item == _STATE
                        and record.value == _COMPLETE, limit, since=since) is not None


def _end(attempt: Attempt) -> None:
    """End the batch; what is open is closed by the supervisor, as on a real last case."""
    for _ in range(_TRIES):
        attempt.bench.advance(None, int(SETTLE))
        attempt.notes["ended"] = len(attempt.records)
        if granted(attempt, ask(attempt, "end_batch")):
            attempt.wait(lambda record: isinstance(record, BatchClaimed), report_time(attempt),
                         since=attempt.notes["ended"])
            return
        for container in ("case", "pallet"):
            ask(attempt, f"close_{container}", "end of order", SUPERVISOR)
    raise Blocked("the batch could not be ended")


def began_at(attempt: Attempt, order: str) -> tuple[int, int]:
    """Positions between which an order was on the line: its beginning, and that of the next one or the end."""
    starts = [(at, began.order) for at, began in each(attempt.records, BatchBegan)]
    ends = [at for at, _ in starts[1:]] + [len(attempt.records)]
    return next(((at, end) for (at, name), end in zip(starts, ends, strict=True) if name == order), (0, 0))


def balance_rows(attempt: Attempt, order: str) -> Iterator[tuple[str, str, str]]:
    """Claim: serial numbers of a batch, as its report has them: all accounted for, none open."""
    counts = _report(attempt, order)
    total = sum(counts.get(name, 0) for name in _ENDS)
    yield f"{order}, serial numbers accounted for", str(counts.get("allocated", "no report")), str(total)
    yield f"{order}, serial numbers open", "0", str(counts.get("open", "no report"))


def counts_rows(attempt: Attempt, order: str) -> Iterator[tuple[str, str, str]]:
    """Claim against truth: what a batch made, and what its report says."""
    counts = _report(attempt, order)
    for name, made in _made(attempt, order).items():
        yield f"{order}, {name}", str(made), str(counts.get(name, "no report"))


def left_behind(attempt: Attempt, order: str) -> int:
    """How many packs of a batch were still on the line when the next one began, or are there now."""
    first, end = began_at(attempt, order)
    fed = {record.pack for record in attempt.records[first:end] if isinstance(record, PackFed)}
    gone = {getattr(record, "pack", 0) for record in attempt.records[first:end]
            if isinstance(record, (PackExited, PackDiverted, PackRemoved)) and closes(record, record.pack)}
    return len(fed - gone)


def lot_rows(attempt: Attempt, order: str) -> Iterator[tuple[str, str, str]]:
    """Truth: every pack that passed while a batch was on the line carries its lot."""
    first, end = began_at(attempt, order)
    passed = {record.pack for record in attempt.records[first:end] if isinstance(record, PackExited)}
    lots = {_lot(done.content) for _, done in each(attempt.records, PackPrinted) if done.pack in passed}
    yield f"{order}, lots on {len(passed)} packs", order_of(attempt, order).lot, ", ".join(sorted(lots)) or "none"


def _report(attempt: Attempt, order: str) -> dict[str, int]:
    found = [claim for _, claim in each(attempt.records, BatchClaimed) if claim.order == order]
    return dict(found[-1].counts) if found else {}


def _made(attempt: Attempt, order: str) -> dict[str, int]:
    first, end = began_at(attempt, order)
    records = attempt.records[first:end]
    sampled = {gone.pack for gone in records if isinstance(gone, PackRemoved) and gone.why == "sample"}
    passed = {gone.pack for gone in records if isinstance(gone, PackExited)}
    fell = {gone.pack for gone in records if isinstance(gone, PackDiverted)}
    cases = sum(isinstance(record, CaseFilled) for record in records)
    return {"commissioned": len(passed - sampled), "sampled": len(sampled), "rejected": len(fell), "cases": cases}


def _lot(content: str) -> str:
    try:
        return dict(read_elements(content)).get(_LOT, "no lot")
    except ElementError:
        return "no code"
