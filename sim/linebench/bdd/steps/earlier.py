"""Packs with a serial number that is known: of the order before on this line, or of another line of the site."""

from linebench.bdd.actual import CLAIM, Blocked, NotApplicable, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import act, batch_of, demand, note, patience, report_time, running
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import claimed, each, exited, product
from linebench.bdd.steps.truth import that_pack
from linebench.ports.l3 import ObjectEvent
from linebench.ports.lines import LineAccepted, LineReport
from linebench.product.pack_code import PackCode, read_known
from linebench.records import AnyRecord
from linebench.records.truth import BatchBegan, PackExited, PackPrinted, PackReturned
from linebench.records.wire import Delivered
from linebench.scenario.model import Batch, Product
from linebench.site.line_ends import LineWork

_SOON_US = 1_000_000
"""Another line reports as soon: the order of this one must not come to its end meanwhile."""


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
    _put(attempt, content)


@when("somebody puts a good pack of another line onto the belt before the camera")
def puts_another_lines(attempt: Attempt) -> None:
    """Let another line report to the site that it has made packs of this order, and put one of them onto this
    line; it is "that pack".
    """
    order, made = running(attempt), product(attempt.scenario, running(attempt).product)
    form = attempt.scenario.form_of(made)
    serial = _made_elsewhere(attempt, order, made).rpartition("21")[2]
    more = tuple((ai, "0") for ai in form.with_serial)
    _put(attempt, PackCode(made.gtin, order.expiry, order.lot, serial, form, more).content())


@then("the serial number on that pack stays commissioned once", revision=2)
def once(attempt: Attempt) -> None:
    """Claim: the site has been told once that this serial number is on a good pack, by whoever made that first."""
    that_pack(attempt)
    scenario = attempt.scenario
    code = read_known(attempt.notes["known content"], tuple(map(scenario.form_of, scenario.products)))
    known = f"01{code.gtin}21{code.serial}"
    found = [*claimed(attempt.records, "l2", "commissioned", known), *_told_by_lines(attempt, known)]
    expect_equal(attempt, CLAIM, "reports that commission it", 1, len(found), at=found)


def _put(attempt: Attempt, content: str) -> None:
    """Put a pack with this code onto the belt; it is "that pack"."""
    act(attempt, "put_pack", place="camera", content=content)
    at = attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt))
    record = None if at is None else attempt.records[at]
    if at is None or not isinstance(record, PackReturned):
        raise BenchError("the pack did not come onto the belt")
    attempt.notes["known content"] = content
    note(attempt, (record.pack,), record.t, since=at)


def _made_elsewhere(attempt: Attempt, order: Batch, made: Product) -> str:
    """Let the end of another line report its first packs; returns one that the site has taken note of."""
    stack = attempt.scenario.stack
    if "l3" in stack.foreign:
        raise NotApplicable(f"another line has no way to the site of the stack {stack.id!r}")
    attempt.stimulus("another line", order=order.order)
    rate = int(attempt.scenario.line.nominal)
    attempt.bench.begin_lines(1, LineWork(order.order, made.gtin, made.case_size, rate, _SOON_US,
                                          attempt.now + _SOON_US))
    if attempt.wait(_accepted, report_time(attempt)) is None:
        raise BenchError("the site did not take the report of another line")
    reports = [said.message for _, said in each(attempt.records, Delivered) if isinstance(said.message, LineReport)]
    first = reports[-1].events[0]
    assert isinstance(first, ObjectEvent)
    return first.epcs[0]


def _accepted(record: AnyRecord) -> bool:
    return isinstance(record, Delivered) and isinstance(record.message, LineAccepted)


def _told_by_lines(attempt: Attempt, epc: str) -> list[int]:
    """Where the ends of further lines commission it."""
    return [at for at, said in each(attempt.records, Delivered) if isinstance(said.message, LineReport)
            and any(isinstance(event, ObjectEvent) and event.step == "commissioning" and epc in event.epcs
                    for event in said.message.events)]


def _next(attempt: Attempt, batch: Batch) -> Batch:
    orders = attempt.scenario.batches
    behind = orders[[each_order.order for each_order in orders].index(batch.order) + 1:]
    if not behind:
        raise BenchError(f"the scenario has no order behind {batch.order}")
    return behind[0]
