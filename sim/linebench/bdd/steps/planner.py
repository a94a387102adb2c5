"""The planner of the site's work: what it tells the site, and what the site makes of it."""

from collections.abc import Mapping

import msgspec

from linebench.bdd.actual import CLAIM, expect, expect_equal, expect_found
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import ANSWER, batch_of, note
from linebench.bdd.phrase import then, when
from linebench.bdd.planning import answers
from linebench.bdd.seen import each, product
from linebench.line.folder_faults import FOLDER
from linebench.ports.erp import JobAnswer, JobOrder, JobResponse, JobWish, ProductAnswer, ProductData, ToSite
from linebench.ports.l3 import BatchReport
from linebench.records import AnyRecord
from linebench.records.wire import Delivered
from linebench.scenario.model import FaultPlan

_FOREIGN = "09501101530997"
"""A GTIN that no scenario has, with its check digit."""
_NEW = "PO-NEW"


@when("the next file of the planner comes {how:mishap}")
def mishap(attempt: Attempt, how: tuple[str, dict[str, str]]) -> None:
    """Let something go wrong with one file on its way into the site's folder."""
    if attempt.scenario.stack.folders.form == "none":
        raise BenchError(f"stack {attempt.scenario.stack.id} has no folders; set folders.form there")
    kind, params = how
    attempt.stimulus("fault", target=FOLDER.name, kind=kind, packs=1, **params)
    attempt.bench.inject(FaultPlan(target=FOLDER.name, kind=kind, params=params, packs=1))


@when('the planner sends the order for "{name:name}" again')
def order_again(attempt: Attempt, name: str) -> None:
    """Tell the site the scenario's order for a product once more, as it was told at first."""
    _tell(attempt, _order(attempt, name))


@when('the planner gives the number of the order for "{name:name}" to an order of {packs:count} packs')
def number_again(attempt: Attempt, name: str, packs: int) -> None:
    """Tell the site another order under a number that is taken."""
    _tell(attempt, msgspec.structs.replace(_order(attempt, name), quantity=packs))


@when('the planner sends an order for "{name:name}" whose {field:order_field} is wrong')
def order_wrong(attempt: Attempt, name: str, field: Mapping[str, str | int]) -> None:
    """Tell the site an order of its own number in which one thing cannot be."""
    order = msgspec.structs.replace(_order(attempt, name), job=f"PO-WRONG-{next(iter(field))}")
    _tell(attempt, msgspec.structs.replace(order, **field))


@when("the planner sends an order for a new product")
def order_unknown(attempt: Attempt) -> None:
    """Tell the site an order of a GTIN that it has never heard of."""
    first = attempt.scenario.batches[0]
    _tell(attempt, JobOrder(_NEW, _FOREIGN, first.lot, first.expiry, first.quantity))


@when('the planner withdraws the release of "{name:name}"')
def release_withdrawn(attempt: Attempt, name: str) -> None:
    """Tell the site the master data of a product as not released."""
    _tell(attempt, _master_data(attempt, name, released=False))


@when('the planner releases "{name:name}"')
def released(attempt: Attempt, name: str) -> None:
    """Tell the site the master data of a product as released."""
    _tell(attempt, _master_data(attempt, name, released=True))


@when("the planner sends the master data of the new product")
def product_unknown(attempt: Attempt) -> None:
    """Tell the site the master data of the GTIN that it has never heard of; nobody waits for the answer."""
    _tell(attempt, ProductData(f"product-{attempt.n}", _FOREIGN, "new product", 10, 3))


@when("the planner asks what became of the order")
def asked(attempt: Attempt) -> None:
    """Ask the site about the order that the protocol runs."""
    if attempt.batch is None:
        raise BenchError("no order is run; start a batch before")
    _tell(attempt, JobWish(f"wish-{attempt.n}", attempt.batch.order))


@when("the planner asks what became of all orders")
def asked_for_all(attempt: Attempt) -> None:
    """Ask the site about every order that it has."""
    _tell(attempt, JobWish(f"wish-{attempt.n}"))


@then("the site has the order for the new product")
def has_new(attempt: Attempt) -> None:
    """Claim: among what the site told of its orders since the latest stimulus is that one."""
    attempt.wait(lambda record: isinstance(record, Delivered) and isinstance(record.message, JobResponse)
                 and record.message.job == _NEW, int(ANSWER))
    told = {said.message.job: at for at, said in each(attempt.records, Delivered, attempt.cursor)
            if isinstance(said.message, JobResponse)}
    expect_found(attempt, CLAIM, f"order {_NEW} is among them", told.get(_NEW), ", ".join(told) or "no orders")


@then("the site takes it")
def taken(attempt: Attempt) -> None:
    """Claim: the site answers what the planner told last with ok."""
    at, answer = _answer(attempt)
    expect_equal(attempt, CLAIM, "the site's answer", "ok", answer.status if answer else "none", at=at)


@then('the site refuses it as "{status:name}" and says why')
def refused(attempt: Attempt, status: str) -> None:
    """Claim: the site answers what the planner told last with this status and a reason."""
    at, answer = _answer(attempt)
    found = "no answer" if answer is None else f"{answer.status}: {answer.reason}"
    expect(attempt, CLAIM, f"{status} with a reason", found, at=at,
           met=answer is not None and answer.status == status and bool(answer.reason))


@then("the site has taken every order and all master data of the planner")
def all_taken(attempt: Attempt) -> None:
    """Claim: each product and each order of the scenario was answered with ok."""
    wanted = {*(f"product-{each_one.name}" for each_one in attempt.scenario.products),
              *(batch.order for batch in attempt.scenario.batches)}
    found = {answer.request: at for at, answer in answers(attempt) if answer.status == "ok"}
    expect_equal(attempt, CLAIM, "not taken", [], sorted(wanted - found.keys()), at=sorted(found.values()))


@then("the planner has heard that the order has ended, with the counts of the batch report")
def heard_of_the_end(attempt: Attempt) -> None:
    """Claim: the newest response says ended, and counts what L2 reported."""
    attempt.wait(_is_end, int(ANSWER), since=0)
    responses = [(at, said.message) for at, said in each(attempt.records, Delivered)
                 if isinstance(said.message, JobResponse)]
    reports = [said.message for _, said in each(attempt.records, Delivered)
               if isinstance(said.message, BatchReport) and said.link == "l2>l3"]
    if not reports:
        raise BenchError("no batch report; end the batch before")
    at, newest = responses[-1] if responses else (0, JobResponse("", "none"))
    counts = {name: getattr(reports[-1], name) for name, _ in newest.counts}
    expect(attempt, CLAIM, f"ended: {_told(counts)}", f"{newest.state}: {_told(dict(newest.counts))}",
           met=newest.state == "ended" and bool(counts) and counts == dict(newest.counts), at=(at,))


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "no counts"


def _is_end(record: AnyRecord) -> bool:
    return isinstance(record, Delivered) and isinstance(record.message, JobResponse) \
        and record.message.state == "ended"


def _order(attempt: Attempt, name: str) -> JobOrder:
    batch, what = batch_of(attempt, name), product(attempt.scenario, name)
    return JobOrder(batch.order, what.gtin, batch.lot, batch.expiry, batch.quantity)


def _master_data(attempt: Attempt, name: str, *, released: bool) -> ProductData:
    what = product(attempt.scenario, name)
    return ProductData(f"product-{attempt.n}", what.gtin, what.name, what.case_size, what.pallet_size, released)


def _planned(attempt: Attempt) -> None:
    if attempt.scenario.stack.planner == "none":
        raise BenchError(f'stack {attempt.scenario.stack.id} has no planner; set planner = "emulated" there')


def _tell(attempt: Attempt, message: ToSite) -> None:
    _planned(attempt)
    request = message.job if isinstance(message, JobOrder) else message.request
    attempt.stimulus("tell the site", request=request)
    note(attempt, attempt.packs, attempt.moment_us)
    attempt.notes["planned"] = request
    attempt.bench.plan(message)


def _answer(attempt: Attempt) -> tuple[tuple[int, ...], JobAnswer | ProductAnswer | None]:
    """The answer to what was told last, and where it is."""
    request = attempt.notes.get("planned", "")
    at = attempt.wait(lambda record: isinstance(record, Delivered)
                      and isinstance(record.message, JobAnswer | ProductAnswer)
                      and record.message.request == request, int(ANSWER))
    record = None if at is None else attempt.records[at]
    message = record.message if isinstance(record, Delivered) else None
    return (() if at is None else (at,)), message if isinstance(message, JobAnswer | ProductAnswer) else None
