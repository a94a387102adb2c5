"""Two orders of one product, one after the other: what was made for the first is nothing for the second."""

from linebench.bdd.actual import CLAIM, Blocked, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import act, batch_of, demand, note, patience, running
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import claimed, code_on, each, exited
from linebench.bdd.steps.truth import that_pack
from linebench.records.truth import BatchBegan, PackExited, PackPrinted, PackReturned
from linebench.scenario.model import Batch


@given('another order of "{name:name}" follows the first, with the same lot')
def second_order(attempt: Attempt, name: str) -> None:
    """Let the scenario's next order be of this product too, with the lot and expiry date of the first."""
    first, following = batch_of(attempt, name), _next(attempt, batch_of(attempt, name))
    for key, value in (("product", first.product), ("lot", first.lot), ("expiry", first.expiry)):
        attempt.change(f"batch.{following.order}.{key}", value)


@when("the next order of the same product is running")
def next_running(attempt: Attempt) -> None:
    """Clear the line, start the order behind the one that was made, and wait until its first pack has passed."""
    attempt.batch = _next(attempt, running(attempt))
    act(attempt, "clear_line")
    demand(attempt, "confirm_clearance")
    demand(attempt, "start_batch", attempt.batch.order)
    demand(attempt, "start_line")
    since = len(attempt.records)
    if attempt.wait(lambda record: isinstance(record, PackExited), patience(attempt), since=since) is None:
        raise Blocked("the line was started and no pack passed the exit")
    attempt.stimulus("running", order=attempt.batch.order)


@when("somebody puts a good pack of the batch before onto the belt before the camera")
def puts_earlier(attempt: Attempt) -> None:
    """Put a pack with the code of one that left the line as good in the batch before; it is "that pack"."""
    began = [at for at, _ in each(attempt.records, BatchBegan)]
    good = exited(attempt.records[:began[-1]])
    content = next((done.content for _, done in each(attempt.records, PackPrinted) if done.pack in good), "")
    if not content:
        raise BenchError("no pack of a batch before has left the line as good")
    act(attempt, "put_pack", place="camera", content=content)
    at = attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt))
    record = None if at is None else attempt.records[at]
    if at is None or not isinstance(record, PackReturned):
        raise BenchError("the pack did not come onto the belt")
    attempt.notes["earlier content"] = content
    note(attempt, (record.pack,), record.t, since=at)


@then("the serial number on that pack stays commissioned once")
def once(attempt: Attempt) -> None:
    """Claim: L2 has told the site once that this serial number is on a good pack, in the batch before."""
    that_pack(attempt)
    twins = [done.pack for _, done in each(attempt.records, PackPrinted)
             if done.content == attempt.notes["earlier content"]]
    found = claimed(attempt.records, "l2", "commissioned", code_on(attempt.records, twins[0]))
    expect_equal(attempt, CLAIM, "reports that commission it", 1, len(found), at=found)


def _next(attempt: Attempt, batch: Batch) -> Batch:
    orders = attempt.scenario.batches
    behind = orders[[each_order.order for each_order in orders].index(batch.order) + 1:]
    if not behind:
        raise BenchError(f"the scenario has no order behind {batch.order}")
    return behind[0]
