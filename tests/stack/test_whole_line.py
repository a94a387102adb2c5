"""The three levels together on a small plant: what L3 holds at the end is what happened on the belt."""

import pytest

from linebench.ports.l3 import BatchReport, SerialReturn
from linebench.ports.packer import LabelOrder, Release
from linebench.ports.plc import Verdict
from linebench.ports.printer import PrintOrders
from linebench.product.pack_code import PackCode
from tests.stack.plant import GTIN, Plant
from tests.stack.whole_line import SMALL, finish, other, parents, rejected_packs, serial, statuses


def test_a_good_batch_is_reported_as_it_was():
    """Every pack that left the line is commissioned and packed; the rest of the serials goes back."""
    plant = Plant(SMALL)
    plant.begin()
    balance = finish(plant)
    good = len(plant.exited)
    assert balance == BatchReport("A1", 100, good, 0, 0, 4, 96 - good, 0, 5, 3, balance.sequence)
    assert {s for s, (status, _) in statuses(plant).items() if status == "commissioned"} == {
        serial(plant, pack) for pack in plant.exited}
    tree = parents(plant)
    assert sum(child.startswith("01") for child in tree) == good
    (returned,) = plant.said("l2", "l3", SerialReturn)
    assert len(returned.serials) == balance.returned
    assert set(returned.serials).isdisjoint(statuses(plant))


@pytest.mark.parametrize(("quirk", "value", "reason"), [
    ("no_read", True, "no read"),
    ("code", other(gtin="09501101530003"), "wrong GTIN"),
    ("code", other(lot="LOT2"), "wrong lot"),
    ("code", other(expiry="271200"), "wrong expiry"),
    ("symbology", "]d1", "wrong symbol"),
    ("text", "(01)04012345678901\n(21)S000004\n(10)LOT9\n(17)271231", "wrong text"),
    ("mg", 8_000, "weight"),
    ("silent", True, "no read"),
    ("late", 300, "no_verdict"),
])
def test_one_bad_pack_is_rejected_alone(quirk, value, reason):
    """The fifth pack is bad: it alone lies in the bin, and its serial alone is reported rejected."""
    plant = Plant(SMALL)
    plant.quirks[5, quirk] = value
    plant.begin()
    balance = finish(plant)
    assert rejected_packs(plant) == [5]
    assert balance.rejected == 1
    assert {s: v for s, v in statuses(plant).items() if v[0] == "rejected"} == {
        serial(plant, 5): ("rejected", reason)}


def test_a_serial_nobody_allocated_is_rejected():
    """A pack with a foreign serial is rejected; the serial it should have carried ends as rejected."""
    plant = Plant(SMALL)
    plant.quirks[5, "code"] = other(serial="FOREIGN")
    plant.begin()
    finish(plant)
    assert rejected_packs(plant) == [5]
    assert statuses(plant)[serial(plant, 5)] == ("rejected", "no read")


def test_a_duplicate_is_rejected_with_an_alarm():
    """The second pack with a serial is rejected; the first keeps it."""
    plant = Plant(SMALL)
    plant.quirks[6, "code"] = other(serial="S000004")
    plant.begin()
    finish(plant)
    assert rejected_packs(plant) == [6]
    assert plant.shown("alarm:duplicate serial") == "on"
    assert statuses(plant)["S000004"] == ("commissioned", "")
    assert statuses(plant)["S000005"] == ("rejected", "no read")


def test_two_records_for_one_pack_waste_one_serial():
    """A double trigger uses two records: no serial is used twice and the batch goes on."""
    plant = Plant(SMALL)
    plant.quirks[5, "double"] = True
    plant.begin()
    balance = finish(plant)
    assert rejected_packs(plant) == []
    assert balance.rejected == 1
    assert statuses(plant)["S000004"] == ("rejected", "no read")


def test_a_pack_taken_from_the_belt_is_missing():
    """A pack that vanishes before the gate is alarmed and its serial is not commissioned."""
    plant = Plant(SMALL)
    plant.quirks[5, "taken"] = 350
    plant.begin()
    finish(plant)
    assert plant.shown("alarm:missing pack") == "on"
    assert statuses(plant)[serial(plant, 5)] == ("rejected", "lost")


def test_a_rejected_pack_put_back_on_the_belt_is_rejected_again():
    """Only the rework station re-admits a pack: on the belt its serial is a duplicate."""
    plant = Plant(SMALL)
    plant.quirks[5, "mg"] = 8_000
    plant.begin()
    assert plant.until(lambda: plant.bin)
    content = plant.bin[0][1]
    plant.put(160, content, PackCode(GTIN, "271231", "LOT1", serial(plant, 5)).text())
    back = plant.number
    finish(plant)
    assert back in rejected_packs(plant)
    assert statuses(plant)[serial(plant, 5)][0] == "rejected"


def test_an_unread_pack_put_back_on_the_belt_is_rejected_again():
    """A pack that was rejected unread shows a serial whose turn is over: it does not pass at the second try."""
    plant = Plant(SMALL)
    plant.quirks[5, "no_read"] = True
    plant.begin()
    assert plant.until(lambda: plant.bin)
    back = plant.put(160, plant.bin[0][1], PackCode(GTIN, "271231", "LOT1", serial(plant, 5)).text())
    finish(plant)
    assert back in rejected_packs(plant)
    assert statuses(plant)[serial(plant, 5)] == ("rejected", "put back")


def test_a_late_answer_in_time_is_good():
    """An answer that comes behind that of the next pack, but before the gate, lets its pack pass."""
    plant = Plant(SMALL)
    plant.quirks[5, "late"] = 170
    plant.begin()
    finish(plant)
    assert rejected_packs(plant) == []


def test_verdicts_go_out_with_the_reading():
    """L2 decides in the same instant in which the reading arrives."""
    plant = Plant(SMALL)
    plant.begin()
    assert plant.until(lambda: plant.said("l2", "l1", Verdict))
    assert plant.said("l2", "l1", Verdict)[0] == Verdict(1, True)
    assert [m.first for m in plant.said("l2", "printer", PrintOrders)] == [1, 5]


def test_a_camera_that_is_silent_stops_the_line():
    """Packs without a verdict in a row: camera down, and nothing unverified passes."""
    plant = Plant(SMALL)
    for pack in range(5, 50):
        plant.quirks[pack, "silent"] = True
    plant.begin()
    assert plant.until(lambda: plant.shown("alarm:camera down") == "latched")
    assert plant.until(lambda: not plant.motor)
    assert set(plant.exited) <= {1, 2, 3, 4}


def test_a_wrong_child_ejects_the_case_and_holds_its_packs():
    """A code in the case that cannot be read: the case is refused and nothing of it is reported packed."""
    plant = Plant(SMALL)
    plant.begin()
    code = PackCode(GTIN, "271231", "LOT1", "S000002").content()
    plant.quirks["case", 1, code] = ""
    finish(plant)
    assert plant.said("l2", "packer", Release)[0] == Release("case", 1, False)
    assert plant.shown("alarm:case refused") == "on"
    held = {f"01{GTIN}21S{n:06d}" for n in range(5)}
    assert held.isdisjoint(parents(plant))


def test_a_case_with_too_few_packs_is_refused():
    """A child that fell out is noticed by the count."""
    plant = Plant(SMALL)
    plant.quirks["case", 2, "seen"] = 4
    plant.begin()
    finish(plant)
    assert plant.said("l2", "packer", Release)[1] == Release("case", 2, False)


@pytest.mark.parametrize("read", [("no_read", ""), ("read", "00340123450000009999")])
def test_an_unverified_label_is_printed_again_under_a_new_number(read):
    """A label that cannot be verified is void; the reprint carries the next SSCC."""
    plant = Plant(SMALL)
    plant.quirks["case", 1, "label"] = read
    plant.begin()
    finish(plant)
    first, second, *_ = plant.said("l2", "packer", LabelOrder)
    assert (first.trigger, second.trigger) == (1, 1)
    assert first.sscc != second.sscc
    assert "00" + first.sscc not in parents(plant).values()
    assert "00" + second.sscc in parents(plant).values()
