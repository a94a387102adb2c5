"""What steps about the office of the site share: what it asks, and what it is answered."""

from collections.abc import Iterable
from typing import TypeVar

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import running
from linebench.bdd.seen import code_on, each, exited
from linebench.ports.office import BatchDocument, By, OfficeRefused, ToSite
from linebench.records import Record
from linebench.records.claim import RecallClaimed
from linebench.records.wire import Delivered
from linebench.site.unit import Unit

__all__ = ["ask", "chains", "document", "newest", "order", "subject"]

R = TypeVar("R", bound=Record)
_PATIENCE_US = 60_000_000
"""How long somebody in an office waits for an answer."""
_AWAY = ("sample", "destroyed", "lost")


def order(attempt: Attempt) -> str:
    """The number of the order that the test case runs."""
    return running(attempt).order


def ask(attempt: Attempt, message: ToSite, what: str, answers: tuple[type, ...]) -> int | None:
    """Ask the site server something in the office's place; returns the position of the answer.

    Raises:
        NotApplicable: the site server has no enterprise to which its events go, and knows nothing of packs.

    """
    if attempt.scenario.stack.enterprise == "none":
        raise NotApplicable(f"the site server of the stack {attempt.scenario.stack.id!r} keeps no events")
    attempt.stimulus("office", asks=what)
    attempt.bench.say("desk>l3", message)
    return attempt.wait(lambda record: isinstance(record, Delivered)
                        and isinstance(record.message, (*answers, OfficeRefused)), _PATIENCE_US)


def newest(attempt: Attempt, kind: type[R]) -> tuple[int, R]:
    """The newest record of a kind, with its position.

    Raises:
        BenchError: there is none since the latest stimulus.

    """
    found = list(each(attempt.records, kind, attempt.cursor))
    if not found:
        raise BenchError(f"no {kind.__name__} came since the latest stimulus; let the office ask first")
    return found[-1]


def document(attempt: Attempt) -> tuple[int, BatchDocument]:
    """The newest document of a batch that the office was given, with its position.

    Raises:
        BenchError: none was since the latest stimulus.

    """
    found = [(at, said.message) for at, said in each(attempt.records, Delivered, attempt.cursor)
             if isinstance(said.message, BatchDocument)]
    if not found:
        raise BenchError("the office was given no document; let it ask first")
    return found[-1]


def subject(attempt: Attempt, what: str) -> tuple[By, str]:
    """By what a recall goes and which: the batch's lot; the second case, its first pack, or the first pallet.

    Raises:
        BenchError: it can go by nothing of that name.

    """
    if what not in ("lot", "pack", "case", "pallet"):
        raise BenchError(f"a recall goes by lot, pack, case or pallet, not by {what!r}")
    if what == "lot":
        return "lot", running(attempt).lot
    if what == "pallet":
        return "parent", attempt.bench.store.pallets[0].epc
    case = [case for case in attempt.bench.store.cases if case.inside][1]
    return ("serial", case.inside[0].epc) if what == "pack" else ("parent", case.epc)


def chains(attempt: Attempt, said: RecallClaimed) -> dict[str, tuple[str, ...]]:
    """Truth: each pack that a recall concerns, with what it is in, innermost first."""
    store = attempt.bench.store
    units = {unit.epc: unit for unit in store.packs}
    loose = {code_on(attempt.records, pack) for pack in exited(attempt.records)} - units.keys()
    found = {epc: tuple(_above(unit)) for epc, unit in units.items() if unit.away not in _AWAY}
    found |= {epc: (epc,) for epc in loose}
    gtin = next(each.gtin for each in attempt.scenario.products if each.name == running(attempt).product)
    if said.by == "lot":
        return {epc: chain for epc, chain in found.items() if epc.startswith(f"01{gtin}")}
    return {epc: chain for epc, chain in found.items() if said.value in (chain if said.by == "parent" else [epc])}


def _above(unit: Unit | None) -> Iterable[str]:
    while unit is not None:
        yield unit.epc
        unit = unit.box
