"""Verification of one reading against the order: what is wrong with the pack, in words."""

from linebench.ports.camera import Reading
from linebench.product.pack_code import PackCode, PackCodeError, read_pack_code
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import ALLOCATED
from linebench.stack.l2.decisions import L2Decisions

__all__ = ["DATAMATRIX", "DUPLICATE", "EARLIER", "PASSED_OVER", "UNKNOWN", "VOID", "judge", "wrong_field"]

DATAMATRIX = "]d2"
"""AIM identifier of a GS1 DataMatrix; a symbol without FNC1 has another (ISO/IEC 15424)."""
DUPLICATE = "duplicate"
EARLIER = "serial of an earlier batch"
UNKNOWN = "unknown serial"
"""Nobody gave it to this order: another line may have it, or nobody at all."""
PASSED_OVER = "put back"
"""The pack's place among the others went by without it: only the rework station may re-admit it."""
VOID = "power loss"
"""Reason under which serials are void that may have been printed while nobody looked."""


def judge(batch: Batch, reading: Reading, decisions: L2Decisions) -> tuple[str, str]:
    """The serial of this batch on the pack and what is wrong with the pack, each ``""`` when there is none."""
    if reading.outcome != "read":
        return "", "no read"
    try:
        code = read_pack_code(reading.content, batch.form)
    except PackCodeError:
        return "", "no pack code"
    serial = code.serial if code.serial in batch.book.status else ""
    if not decisions.symbol_agrees(reading.symbology, DATAMATRIX):
        return serial, "wrong symbol"
    return serial, (wrong_field(batch, code, decisions) or _wrong_serial(batch, serial or code.serial, decisions)
                    or _wrong_text(code, reading.text, decisions))


def wrong_field(batch: Batch, code: PackCode, decisions: L2Decisions) -> str:
    """Which field of the code is not as ordered, ``""`` when all are."""
    order = batch.order
    if code.gtin != order.gtin:
        return "wrong GTIN"
    if "10" in code.form.elements and not decisions.lot_agrees(code.lot, order.lot):
        return "wrong lot"
    if "17" in code.form.elements and code.expiry != order.expiry:
        return "wrong expiry"
    beside = batch.book.beside.get(code.serial, code.more) if code.form.with_serial else code.more
    return "" if code.more == beside else "wrong code beside the serial"


def _wrong_serial(batch: Batch, serial: str, decisions: L2Decisions) -> str:
    status = batch.book.status.get(serial)
    if status is None or status == ALLOCATED:
        return EARLIER if serial in batch.earlier else UNKNOWN
    if status > 0:
        return ""
    if batch.book.reasons.get(serial) == VOID:
        return "void serial"
    return DUPLICATE if decisions.is_duplicate(serial) else ""


def _wrong_text(code: PackCode, text: str, decisions: L2Decisions) -> str:
    expected = code.text()
    return "" if text == expected or decisions.text_agrees(text, expected) else "wrong text"
