"""Packs that people take in hand: samples, rework and scrap, each begun by a scan.

The rule for rework: a rejected pack is re-admitted when its code is right in every field and it was rejected
for a reason that says nothing against the pack itself. It is commissioned again and held: it goes into a
case by hand, never back onto the belt, where it is a duplicate.
"""

from collections.abc import Callable

from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import COMMISSIONED, DESTROYED, REJECTED, SAMPLED
from linebench.stack.l2.production import Production
from linebench.stack.l2.verify import PASSED_OVER, wrong_field
from linebench.stack.machine import Effect

__all__ = ["rework", "scrap", "take_sample"]

_BLAMELESS = frozenset({"no read", "no_verdict", "no_weight", "zone", "gap", "untracked", "tracking lost",
                        PASSED_OVER})
"""Reasons that lie in camera, scale or tracking, not in the pack."""


def take_sample(production: Production, content: str, out: list[Effect], t: int) -> str:
    """Take a good pack as sample; it leaves its case. Returns why not, ``""`` when done."""
    batch = production.batch
    serial = batch.serial_of(_meant(production, batch, content, _is_good)) if batch else ""
    if batch is None or not serial:
        return "the code is not of this batch"
    if batch.book.status[serial] != COMMISSIONED:
        return "the pack is not commissioned"
    _unpack(production, batch, serial, out, t)
    production.finish((serial,), "sampled", "sample", out, t)
    return ""


def rework(production: Production, content: str, out: list[Effect], t: int) -> str:
    """Verify a rejected pack and re-admit it. Returns why not, ``""`` when done."""
    batch = production.batch
    if batch is None:
        return "no batch is open"
    content = _meant(production, batch, content, _is_rejected)
    fault = _fault_in(production, batch, content)
    if fault:
        return fault
    serial = batch.serial_of(content)
    reason = batch.book.reasons.get(serial, "no read")
    if reason not in _BLAMELESS:
        return f"the pack was rejected for: {reason}"
    production.finish((serial,), "commissioned", "rework", out, t)
    production.learn(("held", t, "", (batch.epc(serial),), "rework"), out, t)
    return ""


def scrap(production: Production, content: str, out: list[Effect], t: int) -> str:
    """Destroy a pack; it leaves its case. Returns why not, ``""`` when done."""
    batch = production.batch
    serial = batch.serial_of(_meant(production, batch, content, _is_rejected)) if batch else ""
    if batch is None or not serial:
        return "the code is not of this batch"
    if batch.book.status[serial] in (SAMPLED, DESTROYED):
        return "the pack is sampled or destroyed already"
    if batch.book.status[serial] == 0:
        return "the serial number was never printed"
    _unpack(production, batch, serial, out, t)
    production.finish((serial,), "destroyed", "scrap", out, t)
    return ""


def _meant(production: Production, batch: Batch, content: str, likely: Callable[[int], bool]) -> str:
    """The code that is acted on: as it was scanned. ``likely``: the status of packs that are brought for this."""
    if batch.serial_of(content):
        return content
    book = batch.book
    first = next((serial for serial in book.serials if likely(book.status[serial])), "")
    return production.decisions.meant(content, batch.code_of(first).content() if first else "")


def _is_good(status: int) -> bool:
    return status == COMMISSIONED


def _is_rejected(status: int) -> bool:
    # a positive status is a printed code that no camera has read
    return status == REJECTED or status > 0


def _fault_in(production: Production, batch: Batch, content: str) -> str:
    try:
        code = read_pack_code(content, batch.form)
    except PackCodeError as fault:
        return str(fault)
    status = batch.book.status.get(code.serial, 0)
    wrong = wrong_field(batch, code, production.decisions)
    if wrong:
        return wrong
    return "" if _is_rejected(status) else "the pack is not a rejected one of this batch"


def _unpack(production: Production, batch: Batch, serial: str, out: list[Effect], t: int) -> None:
    child = batch.epc(serial)
    parent = batch.parents.get(child)
    if parent is not None:
        production.learn(("unpacked", t, parent, (child,), "case"), out, t)
