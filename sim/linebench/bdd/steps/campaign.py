"""Batches one after the other: each from clearance to its end, as people make them, and what came of it."""

from linebench.bdd.actual import CLAIM, TRUTH, Blocked, expect, expect_rows
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.campaign import balance_rows, counts_rows, left_behind, lot_rows, make, order_of
from linebench.bdd.flow import ask, granted
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.records.truth import BatchBegan

_MADE = "made"


@given("the line runs at {rate:speed} speed")
def at_speed(attempt: Attempt, rate: str) -> None:
    """Choose one of the speeds that the line is specified for; nothing is started."""
    attempt.change("rate", rate)


@given('the order "{order:name}" is {packs:count} packs')
def order_size(attempt: Attempt, order: str, packs: int) -> None:
    """Set how many packs an order of the scenario asks for."""
    attempt.change(f"batch.{order_of(attempt, order).order}.quantity", str(packs))


@given('the order "{order:name}" is for "{product:name}"')
def order_product(attempt: Attempt, order: str, product: str) -> None:
    """Let an order of the scenario be for another of its products."""
    attempt.change(f"batch.{order_of(attempt, order).order}.product", product.casefold().replace(" ", "-"))


@when('the order "{order:name}" is made from clearance to its end')
def made(attempt: Attempt, order: str) -> None:
    """Confirm the clearance, start, make every pack, close what is open, end the batch and wait for its report.

    Blocked where L2 refuses one of these.
    """
    batch = order_of(attempt, order)
    attempt.stimulus("make", order=order)
    make(attempt, batch)
    attempt.notes.setdefault(_MADE, []).append(batch.order)


@when('"{who:name}" takes over and starts the line again')
def takes_over(attempt: Attempt, who: str) -> None:
    """Let another person acknowledge what there is and start the line. Blocked where L2 refuses the start."""
    ask(attempt, "acknowledge", by=who)
    if not granted(attempt, ask(attempt, "start_line", by=who)):
        raise Blocked(f"{who} was not allowed to start the line")


@then("every batch that was made reconciles to zero")
def reconciles(attempt: Attempt) -> None:
    """Claim against truth: in the report of each batch no serial number is open, and good, sampled and rejected
    packs and cases are those that were truly made.
    """
    rows = [row for order in _orders(attempt) for row in (*balance_rows(attempt, order),
                                                          *counts_rows(attempt, order))]
    expect_rows(attempt, CLAIM, rows)


@then("every batch that was made began on an empty line")
def cleared(attempt: Attempt) -> None:
    """Truth: no pack of a batch was left on the line when the next began, and each pack carries its batch's lot."""
    orders = _orders(attempt)
    rows = [row for order in orders for row in (
        (f"{order}, packs left on the line", "0", str(left_behind(attempt, order))), *lot_rows(attempt, order))]
    expect_rows(attempt, TRUTH, rows)


@then("{count:count} batches have been made")
def how_many(attempt: Attempt, count: int) -> None:
    """Truth: so many batches began, each of its own order."""
    began = [one.order for _, one in each(attempt.records, BatchBegan)]
    expect(attempt, TRUTH, f"{count} batches", ", ".join(began) or "none",
           met=len(began) == len(set(began)) == count)


def _orders(attempt: Attempt) -> list[str]:
    made_orders: list[str] = attempt.notes.get(_MADE, [])
    if not made_orders:
        raise BenchError("no batch was made in an earlier step, so this step would compare nothing")
    return made_orders
