"""The line controller knows the serials of the batches that it made before."""

import pytest

from linebench.ports.camera import Reading
from linebench.ports.l3 import Order
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.config import Recipe
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.earlier import Earlier
from linebench.stack.l2.verify import EARLIER, judge
from linebench.stack.machine import Store
from tests.stack.plant import GTIN

OTHER = "09501101530010"


def batch(number, gtin=GTIN, serials=("A1", "A2", "A3"), handed=2):
    made = Batch(Order(number, gtin, "LOT1", "271231", 10, 5, 2, "0950110", 1), Recipe(1, 2))
    made.book.allocate(serials)
    made.book.handed = handed
    return made


def kept():
    """What the store holds after a batch of two printed serials."""
    out = []
    Earlier({}).keep(batch("PO-1"), out)
    return {effect.key: effect.value for effect in out if type(effect) is Store}


def test_only_what_went_to_the_printer_is_kept():
    """A serial that was given back may come again, for another batch."""
    assert kept() == {"before:PO-1": (GTIN, ("A1", "A2"))}


def test_they_are_known_after_a_loss_of_power_and_by_product():
    """A new start reads them from the store; another product has none of them."""
    earlier = Earlier({"powered": True, **kept()})
    assert earlier.of(GTIN) == {"A1", "A2"}
    assert earlier.of(OTHER) == set()


@pytest.mark.parametrize(("serial", "reason"), [("A1", EARLIER), ("A3", "unknown serial"), ("B1", "")])
def test_a_serial_is_told_by_where_it_is_known_from(serial, reason):
    """Of the batch before, of none, and of this one."""
    running = batch("PO-2", serials=("B1", "B2"))
    running.book.status["B1"] = 1
    running.earlier = Earlier(kept()).of(GTIN)
    code = running.code_of(serial)
    _, why = judge(running, Reading(1, "read", code.content(), code.text(), "]d2"), L2Decisions())
    assert why == reason
