"""Markets: what a product's profile asks of codes and serial numbers, and whose word counts."""

from collections.abc import Iterator

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import running
from linebench.bdd.phrase import then
from linebench.bdd.seen import each, exited, product
from linebench.ports.l3 import CodedSerials, Serials
from linebench.product.code_form import Pairs, pairs_of
from linebench.product.elements import ElementError, read_elements
from linebench.product.market import Market
from linebench.records.claim import SerialsClaimed
from linebench.records.truth import PackPrinted
from linebench.records.wire import Delivered
from linebench.scenario.model import Product

_CONTAINER = "00"


@then('the codes on the packs that passed consist of "{elements:name}"')
def consist_of(attempt: Attempt, elements: str) -> None:
    """Truth: these application identifiers, in this order, stand in every code that passed the exit."""
    found = {" ".join(ai for ai, _ in _read(content)) for _, content in _passed(attempt)}
    expect_equal(attempt, TRUTH, "elements of the codes", elements, " and ".join(sorted(found)))


@then("every pack that passed carries what its market asks for")
def as_market_asks(attempt: Attempt) -> None:
    """Truth: each code that passed the exit has the elements, numbers and serial number that the profile of the
    product's market asks for, and beside the serial number what the site server gave out with it.
    """
    made = product(attempt.scenario, running(attempt).product)
    market, beside, codes = _market(attempt, made), _beside(attempt), list(_passed(attempt))
    wrong = [at for at, content in codes if _fault(content, made, market, beside)]
    expect(attempt, TRUTH, f"{len(codes)} codes as market {market.id} asks",
           f"{len(codes) - len(wrong)} codes as market {market.id} asks", met=not wrong, at=wrong)


@then("no serial number is given out for two products")
def none_shared(attempt: Attempt) -> None:
    """Claim: over the whole test case no serial number that the site server gave L2 was for two GTINs; at least two
    must have got some.
    """
    owners: dict[str, str] = {}
    gtins, shared = set(), []
    for at, said in each(attempt.records, Delivered):
        if isinstance(said.message, Serials):
            gtins.add(said.message.gtin)
            shared += [at for serial in said.message.serials
                       if owners.setdefault(serial, said.message.gtin) != said.message.gtin]
    if len(gtins) < 2:  # noqa: PLR2004  # two products
        raise BenchError("fewer than two products got serial numbers, so this step would compare nothing")
    expect_none(attempt, CLAIM, "no serial number given out for two products", sorted(set(shared)))


@then("nobody gives a serial number a state of which others decide")
def by_authority(attempt: Attempt) -> None:
    """Claim: over the whole test case each state of a serial number was said first by a level that decides on it in
    the market of the running product.
    """
    market = _market(attempt, product(attempt.scenario, running(attempt).product))
    said: set[tuple[str, str]] = set()
    wrong, heard = [], 0
    for at, claim in each(attempt.records, SerialsClaimed):
        deciding = market.decides(claim.status)
        of_packs = {(claim.status, epc) for epc in claim.epcs if deciding and not epc.startswith(_CONTAINER)}
        heard += len(of_packs)
        if claim.source in deciding:
            said |= of_packs
        elif not of_packs <= said:
            wrong.append(at)
    if not heard:
        raise BenchError("nobody has given a serial number a state, so this step would compare nothing")
    expect_none(attempt, CLAIM, "no state of a serial number said first by whom it does not concern", wrong)


def _passed(attempt: Attempt) -> Iterator[tuple[int, str]]:
    """Position and content of each code on a pack that passed the exit."""
    passed = exited(attempt.records)
    if not passed:
        raise BenchError("no pack has passed, so this step would compare nothing")
    return ((at, done.content) for at, done in each(attempt.records, PackPrinted) if done.pack in passed)


def _market(attempt: Attempt, made: Product) -> Market:
    market = attempt.scenario.market_of(made)
    if market is None:
        raise BenchError(f"product {made.name!r} names no market; set market in its file")
    return market


def _beside(attempt: Attempt) -> dict[str, Pairs]:
    """What the site server gave out with each serial number."""
    found: dict[str, Pairs] = {}
    for _, said in each(attempt.records, Delivered):
        if isinstance(said.message, CodedSerials):
            given = said.message
            found.update(zip(given.serials, pairs_of(given.extra, len(given.serials)), strict=True))
    return found


def _read(content: str) -> tuple[tuple[str, str], ...]:
    try:
        return read_elements(content)
    except ElementError:
        return ()


def _fault(content: str, made: Product, market: Market, beside: dict[str, Pairs]) -> bool:
    elements = _read(content)
    serial = dict(elements).get("21", "")
    form = market.form(made.code)
    return (bool(form.fault(elements)) or not market.serial.fits(serial)
            or tuple((ai, dict(elements)[ai]) for ai in form.with_serial) != beside.get(serial, ()))
