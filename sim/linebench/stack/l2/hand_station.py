"""Closed cases that people open by hand: a pack is taken out, another one is put in, or the case is broken up.

A pack that is put in is verified first: its code is right in every field, it is commissioned, and it is in no case.
The case it goes into is the one that a pack was taken out of last.
"""

from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import COMMISSIONED
from linebench.stack.l2.facts import BROKEN, OPENED, PUT_IN, Fact
from linebench.stack.l2.production import Production
from linebench.stack.l2.verify import wrong_field
from linebench.stack.machine import Effect

__all__ = ["break_case", "put_in", "take_out"]

_HAND = "hand"
_NOT_OURS = "the code is not of this batch"


def take_out(production: Production, content: str, out: list[Effect], t: int) -> str:
    """Take a pack out of its closed case; it stays good and lies loose. Returns why not, ``""`` when done."""
    batch = production.batch
    serial = batch.serial_of(content) if batch else ""
    if batch is None or not serial:
        return _NOT_OURS
    child = batch.epc(serial)
    case = batch.parents.get(child)
    if case is None:
        return "the pack is in no case"
    production.learn(_unpacked(production, case, (child,), OPENED, t), out, t)
    _hold(production, (child,), out, t)
    return ""


def put_in(production: Production, content: str, out: list[Effect], t: int) -> str:
    """Put a good pack into the case that is open. Returns why not, ``""`` when done."""
    batch = production.batch
    if batch is None or not batch.opened:
        return "no case is open at the hand station"
    fault = production.decisions.replacement_fault(_unfit(production, batch, content))
    if fault:
        return fault
    production.learn((PUT_IN, t, batch.opened, (batch.epc(batch.serial_of(content)),), _HAND), out, t)
    return ""


def break_case(production: Production, label: str, out: list[Effect], t: int) -> str:
    """Break up a closed case: its packs lie loose, and its number is over. Returns why not, ``""`` when done."""
    batch = production.batch
    if batch is None or not batch.is_case(label):
        return "the label is of no closed case of this batch"
    pallet, children = batch.parents.get(label), batch.closed[label]
    if pallet is not None:
        production.learn(_unpacked(production, pallet, (label,), "pallet", t), out, t)
    if children:
        production.learn(_unpacked(production, label, children, "case", t), out, t)
        _hold(production, children, out, t)
    production.learn((BROKEN, t, label, (), _HAND), out, t)
    return ""


def _unfit(production: Production, batch: Batch, content: str) -> str:
    try:
        code = read_pack_code(content, batch.form)
    except PackCodeError as fault:
        return str(fault)
    wrong = wrong_field(batch, code, production.decisions)
    if wrong:
        return wrong
    if batch.book.status.get(code.serial) != COMMISSIONED:
        return "the pack is not commissioned"
    return "the pack is packed already" if batch.epc(code.serial) in batch.parents else ""


def _unpacked(production: Production, parent: str, children: tuple[str, ...], why: str, t: int) -> Fact:
    return "unpacked", t, parent, production.decisions.unpacked(children), why


def _hold(production: Production, children: tuple[str, ...], out: list[Effect], t: int) -> None:
    """Loose packs are packed by hand alone."""
    production.learn(("held", t, "", children, _HAND), out, t)
