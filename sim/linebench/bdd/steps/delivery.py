"""The site's deliveries of serial numbers to L2, and what is wrong with them on their way."""

from linebench.bdd.actual import CLAIM, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, inject, patience, running
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each, product
from linebench.ports.l3 import Serials
from linebench.ports.printer import PrintOrders
from linebench.records.claim import ValueClaimed
from linebench.records.truth import FaultEnded, FaultStruck
from linebench.records.wire import Delivered

_LINK = "l3>l2"


@when("the next delivery of serial numbers is for another GTIN")
def other_gtin(attempt: Attempt) -> None:
    """Let the next delivery name the GTIN of another product of the scenario, and wait for it."""
    mine = product(attempt.scenario, running(attempt).product).gtin
    other = next((each_one.gtin for each_one in attempt.scenario.products if each_one.gtin != mine), "")
    if not other:
        raise BenchError("the scenario has one product only, so there is no other GTIN")
    _spoil(attempt, "altered", field="gtin", value=other)


@when("the next delivery of serial numbers holds those of the one before")
def block_before(attempt: Attempt) -> None:
    """Let the next delivery hold the serial numbers of the latest one, and wait for it."""
    before = [serials for _, serials in _deliveries(attempt)]
    if not before:
        raise BenchError("no serial numbers were delivered before, so none can be repeated")
    _spoil(attempt, "altered", field="serials", value=" ".join(before[-1].serials))


@when("the next delivery of serial numbers is damaged")
def damaged(attempt: Attempt) -> None:
    """Let the next delivery end in the middle of a serial number, with a sign that nobody wrote; wait for it."""
    _spoil(attempt, "damaged", field="serials")


@when("the next delivery of serial numbers comes twice")
def twice(attempt: Attempt) -> None:
    """Let the next delivery come a second time, and wait for it."""
    _spoil(attempt, "repeated")


@then("L2 has taken the right deliveries of serial numbers alone, each once")
def stock_unchanged(attempt: Attempt) -> None:
    """Claim: the serial numbers that L2 shows as left are those of all deliveries that came as the site sent them,
    without those that went to the printer.
    """
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    struck = {hit.t for _, hit in each(attempt.records, FaultStruck)} - attempt.notes.get("came as sent", set())
    right = {serial for at, said in _deliveries(attempt) if _sent(attempt, at) not in struck
             for serial in said.serials}
    handed = max((said.message.first + len(said.message.serials) - 1 for _, said in each(attempt.records, Delivered)
                  if isinstance(said.message, PrintOrders)), default=0)
    shown = [(at, value.value) for at, value in each(attempt.records, ValueClaimed) if value.item == "serials left"]
    expect_equal(attempt, CLAIM, "serial numbers left on the HMI", str(len(right) - handed),
                 shown[-1][1] if shown else "nothing", at=[shown[-1][0]] if shown else [])


def _spoil(attempt: Attempt, kind: str, **params: str) -> None:
    number = inject(attempt, _LINK, kind, 1, message="serials", **params)
    if attempt.wait(lambda record: isinstance(record, FaultEnded) and record.fault == number,
                    patience(attempt, 100)) is None:
        raise BenchError("no serial numbers were delivered; let L2 fetch fewer at a time")
    if kind == "repeated":
        attempt.notes.setdefault("came as sent", set()).add(attempt.bench.now)


def _deliveries(attempt: Attempt) -> list[tuple[int, Serials]]:
    return [(at, said.message) for at, said in each(attempt.records, Delivered)
            if said.link == _LINK and isinstance(said.message, Serials)]


def _sent(attempt: Attempt, at: int) -> int:
    record = attempt.records[at]
    assert isinstance(record, Delivered)
    return record.sent
