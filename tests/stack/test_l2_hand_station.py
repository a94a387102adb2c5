"""L2's hand station: packs leave closed cases, verified ones come in, and cases are broken up."""

import pytest

from linebench.ports.l3 import ObjectEvent
from linebench.ports.packer import Release
from linebench.product.pack_code import PackCode
from tests.stack.plant import GTIN, Plant
from tests.stack.whole_line import SMALL, finish, parents, reports, statuses


def code(number, lot="LOT1"):
    return PackCode(GTIN, "271231", lot, f"S{number:06d}").content()


def epc(number):
    return f"01{GTIN}21S{number:06d}"


@pytest.fixture
def plant():
    """A plant in which a case of five was closed, a pack was rejected unread, and the line stands."""
    one = Plant(SMALL)
    one.quirks[7, "no_read"] = True
    one.begin()
    assert one.until(lambda: len(one.said("l2", "packer", Release)) == 1 and one.bin)
    one.run(1_500)
    return one


def test_a_pack_that_is_taken_out_is_loose_and_good(plant):
    """It is in no case any more, stays commissioned, and cannot be taken out a second time."""
    assert plant.ask("take_out", code(1)) == ""
    assert plant.ask("take_out", code(1)) == "the pack is in no case"
    assert plant.ask("take_out", "nonsense") == "the code is not of this batch"
    finish(plant)
    assert epc(1) not in parents(plant)
    assert statuses(plant)["S000001"][0] == "commissioned"


def test_only_a_verified_pack_is_put_into_an_opened_case(plant):
    """Without an opened case, unreadable, of another lot, rejected or packed: refused. A reworked one is taken."""
    rejected = plant.bin[0][1]
    assert plant.ask("put_in", rejected) == "no case is open at the hand station"
    assert plant.ask("take_out", code(1)) == ""
    assert plant.ask("put_in", "nonsense").startswith("'nonsense' is no pack code")
    assert plant.ask("put_in", code(2, lot="OTHER")) == "wrong lot"
    assert plant.ask("put_in", rejected) == "the pack is not commissioned"
    assert plant.ask("put_in", code(2)) == "the pack is packed already"
    assert plant.ask("rework", rejected) == ""
    assert plant.ask("put_in", rejected) == ""
    assert plant.ask("put_in", rejected) == "no case is open at the hand station"
    finish(plant)
    tree = parents(plant)
    assert tree[f"01{GTIN}21{rejected[-7:]}"] == tree[epc(0)]


def test_a_case_that_is_broken_up_is_over(plant):
    """Its packs lie loose, its number is decommissioned, and nothing can be done with it any more."""
    assert plant.ask("take_out", code(1)) == ""
    plant.run(1_500)
    case = parents(plant)[epc(0)]
    assert plant.ask("break_case", case) == ""
    assert plant.ask("break_case", case) == "the label is of no closed case of this batch"
    assert plant.ask("put_in", code(1)) == "no case is open at the hand station"
    finish(plant)
    assert not parents(plant).keys() & {epc(number) for number in range(5)}
    assert [(event.action, event.step) for report in reports(plant) for event in report.events
            if isinstance(event, ObjectEvent) and event.epcs == (case,)] == [
        ("ADD", "commissioning"), ("DELETE", "decommissioning")]


def test_the_opened_case_is_known_after_a_power_loss(plant):
    """What people have begun at the hand station goes on."""
    assert plant.ask("take_out", code(1)) == ""
    plant.power_off("l2")
    plant.power_on("l2")
    plant.run(100)
    assert plant.ask("put_in", code(1)) == ""
