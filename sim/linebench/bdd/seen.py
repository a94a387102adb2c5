"""What a journal shows about packs, cases and claims: look-ups the steps share. Nothing here decides anything."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from linebench.oracle.plan import forms_of
from linebench.ports.camera import Reading
from linebench.ports.io import Output
from linebench.ports.printer import PrintOrders
from linebench.product.code_form import USUAL, CodeForm
from linebench.product.pack_code import PackCodeError, read_known
from linebench.records import AnyRecord, Record
from linebench.records.claim import SerialsClaimed, TracksClaimed
from linebench.records.run import Opened
from linebench.records.truth import (
    BatchBegan,
    BeltMoved,
    PackDiverted,
    PackExited,
    PackPrinted,
    PackRemoved,
    PackViewed,
)
from linebench.records.wire import Delivered
from linebench.scenario.model import Product, Scenario, StationPlan

__all__ = ["belt_stands", "claimed", "closes", "code_on", "codes_on", "diverted", "each", "epc_of", "exited",
           "fate", "first_claims", "forms", "neighbours", "pack_at", "product", "pusher_order", "reading",
           "station", "track", "trigger", "viewed"]

R = TypeVar("R", bound=Record)
Records = Sequence[AnyRecord]


def each(records: Records, kind: type[R], since: int = 0) -> Iterator[tuple[int, R]]:
    """Yield every record of a type with its position, from ``since`` on."""
    for at in range(max(since, 0), len(records)):
        record = records[at]
        if isinstance(record, kind):
            yield at, record


def station(scenario: Scenario, kind: str) -> StationPlan:
    """Return the line's first station of a kind.

    Raises:
        LookupError: the line has none, so the step cannot be used on it.

    """
    for plan in scenario.line.stations:
        if plan.kind == kind:
            return plan
    raise LookupError(f"the line {scenario.line.id!r} has no {kind}")


def product(scenario: Scenario, name: str) -> Product:
    """Return a product by its name; capitals, and spaces for hyphens, do not matter.

    Raises:
        LookupError: the scenario has no such product.

    """
    wanted = name.casefold().replace(" ", "-")
    for each_product in scenario.products:
        if each_product.name.casefold() == wanted:
            return each_product
    known = ", ".join(each_product.name for each_product in scenario.products)
    raise LookupError(f"no product {name!r} in scenario {scenario.id!r}; it has {known}")


def viewed(records: Records, pack: int) -> PackViewed | None:
    """Return how the camera last saw a pack."""
    return next((view for _, view in reversed(list(each(records, PackViewed))) if view.pack == pack), None)


def trigger(records: Records, pack: int) -> int:
    """Return the camera trigger that counted a pack.

    Raises:
        LookupError: it never came before the camera, or the camera's barrier did not see it.

    """
    view = viewed(records, pack)
    if view is None or not view.trigger:
        raise LookupError(f"pack {pack} has no camera trigger")
    return view.trigger


def pack_at(records: Records, number: int) -> int | None:
    """Return the pack that a camera trigger counted in the running batch."""
    packs = [view.pack for _, view in each(records, PackViewed, _batch(records)) if view.trigger == number]
    return packs[-1] if packs else None


def neighbours(records: Records, pack: int) -> tuple[int | None, int | None]:
    """Return the packs before and behind a pack in the order in which the camera saw them."""
    number = trigger(records, pack)
    return pack_at(records, number - 1), pack_at(records, number + 1)


def fate(records: Records, pack: int, since: int = 0) -> int | None:
    """Return the position where a pack left the reject zone, one way or another; ``None``: not yet."""
    return next((at for at in range(since, len(records)) if closes(records[at], pack)), None)


def closes(record: AnyRecord, pack: int) -> bool:
    """Whether a record says that a pack left the reject zone."""
    if isinstance(record, PackRemoved):
        return record.pack == pack and record.place not in {"bin", "case"}
    return isinstance(record, (PackExited, PackDiverted)) and record.pack == pack


def exited(records: Records, since: int = 0) -> dict[int, int]:
    """Return every pack that passed the exit, with the position."""
    return {record.pack: at for at, record in each(records, PackExited, since)}


def diverted(records: Records, since: int = 0) -> dict[int, int]:
    """Return every pack that fell into the reject bin, with the position."""
    return {record.pack: at for at, record in each(records, PackDiverted, since)}


def epc_of(records: Records, pack: int) -> str:
    """Return ``01<gtin>21<serial>`` of the serial number that was ordered for a pack, ``""`` when none was.

    What is printed may differ: that is what some protocols are about.
    """
    record = next((done.record for _, done in each(records, PackPrinted) if done.pack == pack), 0)
    batch = next((began for _, began in reversed(list(each(records, BatchBegan)))), None)
    for _, said in reversed(list(each(records, Delivered))):
        if not record or not batch or not isinstance(said.message, PrintOrders):
            continue
        for number, serial in enumerate(said.message.serials, said.message.first):
            if number == record:
                return f"01{batch.gtin}21{serial}"
    return ""


def code_on(records: Records, pack: int) -> str:
    """Return ``01<gtin>21<serial>`` of what is printed on a pack, ``""`` when that is no pack code."""
    content = next((done.content for _, done in each(records, PackPrinted) if done.pack == pack), "")
    return _epc(content, forms(records))


def codes_on(records: Records) -> dict[int, str]:
    """Return what ``code_on`` returns, of every pack that was printed; one look for many packs."""
    contents: dict[int, str] = {}
    for _, done in each(records, PackPrinted):
        contents.setdefault(done.pack, done.content)
    known = forms(records)
    return {pack: _epc(content, known) for pack, content in contents.items()}


def forms(records: Records) -> tuple[CodeForm, ...]:
    """Return what the codes of the products of this world consist of."""
    first = records[0] if records else None
    return forms_of(first.scenario) if isinstance(first, Opened) else (USUAL,)


def _epc(content: str, known: tuple[CodeForm, ...]) -> str:
    try:
        code = read_known(content, known)
    except PackCodeError:
        return ""
    return f"01{code.gtin}21{code.serial}"


def claimed(records: Records, source: str, status: str, epc: str, since: int = 0) -> list[int]:
    """Return where a level claims a status for a serial number."""
    return [at for at, claim in each(records, SerialsClaimed, since)
            if claim.source == source and claim.status == status and epc in claim.epcs]


def first_claims(records: Records, source: str, status: str) -> dict[str, int]:
    """Return where a level first claims a status, by serial number; one look for many."""
    found: dict[str, int] = {}
    for at, claim in each(records, SerialsClaimed):
        if claim.source == source and claim.status == status:
            for epc in claim.epcs:
                found.setdefault(epc, at)
    return found


def track(records: Records, number: int, since: int = 0) -> tuple[int, str, str] | None:
    """Return (position, fate, cause) of what L1 reports for a camera trigger of the running batch."""
    for at, claim in each(records, TracksClaimed, max(since, _batch(records))):
        for result in claim.results:
            if result[0] == number:
                return at, result[1], result[2]
    return None


def belt_stands(records: Records, since: int) -> int | None:
    """Return where a belt came to a stand."""
    return next((at for at, moved in each(records, BeltMoved, since) if not moved.speed), None)


def pusher_order(records: Records, since: int) -> int | None:
    """Return where the order to strike reached the pusher."""
    return next((at for at, said in each(records, Delivered, since)
                 if said.message == Output("pusher", True)), None)


def reading(records: Records, number: int, since: int = 0) -> int | None:
    """Return where the camera's answer to a trigger of the running batch reached L2."""
    return next((at for at, said in each(records, Delivered, max(since, _batch(records)))
                 if isinstance(said.message, Reading) and said.message.trigger == number), None)


def _batch(records: Records) -> int:
    return max((at for at, _ in each(records, BatchBegan)), default=0)
