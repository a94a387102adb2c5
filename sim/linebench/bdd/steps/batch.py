"""Running a batch: start, wait for packs to pass, stop, start again, end."""

from linebench.bdd.actual import TRUTH, NotApplicable, expect
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import SETTLE, ask, batch_of, demand, granted, let_pass, patience, standing, start_batch
from linebench.bdd.flow import running as running_order
from linebench.bdd.phrase import given, then, when
from linebench.bdd.planning import heard
from linebench.bdd.seen import each, exited
from linebench.records.claim import BatchClaimed
from linebench.records.truth import BeltMoved
from linebench.units import Duration

_LONG = Duration.parse("1 h")
_TRIES = 3
"""How often a person asks for the start before they call for help."""


@given('a batch of "{name:name}" is running at {rate:speed} speed')
def running(attempt: Attempt, name: str, rate: str) -> None:
    """Clear the line, start the scenario's order for the product and wait until the first pack has passed.

    The speeds are those the line is specified for. Blocked when the stack does not start.
    """
    attempt.change("rate", rate)
    start_batch(attempt, name)


@given('a batch of {packs:count} packs of "{name:name}" is running at {rate:speed} speed')
def running_of_size(attempt: Attempt, packs: int, name: str, rate: str) -> None:
    """Do the same with an order of that many packs."""
    attempt.change("rate", rate)
    attempt.change(f"batch.{batch_of(attempt, name).order}.quantity", str(packs))
    start_batch(attempt, name)


@given('a batch of {packs:count} packs of "{name:name}" is running {percent:count} % above nominal speed')
def running_above(attempt: Attempt, packs: int, name: str, percent: int) -> None:
    """Do the same so far above the speed that the line is rated for, rounded down to a whole pack a minute."""
    rate = int(attempt.scenario.line.nominal) * (100 + percent) // 100 // 60
    attempt.change("line.maximum", f"{rate}/min")
    running_of_size(attempt, packs, name, "maximum")


@given('the line stands empty before a batch of "{name:name}"')
def before_batch(attempt: Attempt, name: str) -> None:
    """Switch everything on and start nothing; later steps ask for what this one left undone."""
    attempt.batch = batch_of(attempt, name)
    attempt.stimulus("switched on", order=attempt.batch.order)
    heard(attempt)


@when("{count:count} more packs have passed the exit")
def more_packs(attempt: Attempt, count: int) -> None:
    """Run until that many packs have passed the light barrier behind the reject zone, counted from here.

    Fails when they do not come in twice the time the line needs.
    """
    attempt.stimulus("run", packs=count)
    passed = let_pass(attempt, count)
    expect(attempt, TRUTH, f"{count} packs pass the exit", f"{passed} passed", met=passed >= count,
           at=exited(attempt.records, attempt.cursor).values())


@when("{span:duration} pass")
def time_passes(attempt: Attempt, span: Duration) -> None:
    """Let simulated time pass and do nothing. More than an hour is n/a where wires are polled."""
    if span > _LONG and attempt.scenario.stack.elsewhere:
        raise NotApplicable(f"{span} over wires take hours: a level in a process of its own is polled meanwhile")
    attempt.stimulus("wait", span_us=int(span))
    attempt.bench.advance(None, int(span))


@when("the order is complete")
def order_complete(attempt: Attempt) -> None:
    """Run until the line has stopped feeding and stands: the order's packs are through. Nothing is asked."""
    attempt.stimulus("run to the end of the order")
    quantity = running_order(attempt).quantity
    attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, patience(attempt, quantity))
    expect(attempt, TRUTH, "the line stands when the order is complete",
           "the line stands" if standing(attempt) else "the line still runs", met=standing(attempt),
           at=[at for at, _ in each(attempt.records, BeltMoved, attempt.cursor)])


@given("the line is started again")
@when("the line is started again")
def start_again(attempt: Attempt) -> None:
    """Acknowledge all alarms and start the line, as a person does: when it is refused, up to three times.

    Blocked when the stack refuses for the third time.
    """
    begin = attempt.stimulus("start again")
    for _ in range(_TRIES - 1):
        demand(attempt, "acknowledge")
        if granted(attempt, ask(attempt, "start_line")):
            break
        attempt.bench.advance(None, int(SETTLE))
    else:
        demand(attempt, "acknowledge")
        demand(attempt, "start_line")
    attempt.cursor = begin  # an alarm goes with the acknowledgement, before the start


@when("the line is started again where it has stopped")
def start_if_stopped(attempt: Attempt) -> None:
    """See after some seconds whether the line stands, and only then do as "the line is started again"."""
    attempt.stimulus("look at the line")
    attempt.bench.advance(None, int(SETTLE))
    if standing(attempt):
        start_again(attempt)


@when("the operator ends the batch")
def end_batch(attempt: Attempt) -> None:
    """Ask L2 to end the batch and wait for its answer and its report."""
    attempt.notes["ended"] = len(attempt.records)
    ask(attempt, "end_batch")
    attempt.wait(lambda record: isinstance(record, BatchClaimed), patience(attempt))


@then("the line keeps running")
def keeps_running(attempt: Attempt) -> None:
    """Truth: the belts have not stood still since the latest stimulus, and move now."""
    stops = [at for at, moved in each(attempt.records, BeltMoved, attempt.cursor) if not moved.speed]
    found = "the belt stood still" if stops else "the belt stands" if standing(attempt) else "the belt runs"
    expect(attempt, TRUTH, "the belt runs without a stop", found, met=not stops and not standing(attempt), at=stops)


@then("the line runs again")
def runs_again(attempt: Attempt) -> None:
    """Truth: the belts move, and at least one more pack passes the exit."""
    passed = let_pass(attempt, 1)
    expect(attempt, TRUTH, "packs pass the exit again", f"{passed} passed", met=passed > 0,
           at=list(exited(attempt.records, attempt.cursor).values())[:1])
