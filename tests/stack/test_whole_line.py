"""The three levels together on a small plant: what L3 holds at the end is what happened on the belt."""

import msgspec
import pytest

from linebench.ports.l3 import AggregationEvent, BatchReport, ObjectEvent, Report, SerialReturn
from linebench.ports.operator import Shown
from linebench.ports.packer import LabelOrder, Release
from linebench.ports.plc import Command, TrackResults, Verdict
from linebench.ports.printer import PrintOrders
from linebench.product.pack_code import PackCode
from tests.stack.plant import GTIN, ORDER, Plant

SMALL = msgspec.structs.replace(ORDER, quantity=20)
STEPS = {"commissioning": "commissioned", "decommissioning": "rejected", "sampling": "sampled",
         "destroying": "destroyed"}


def reports(plant):
    """Reports as L4 got them, checked to be without gaps and repeats."""
    got = plant.said("l3", "l4", Report, BatchReport)
    numbers = [report.sequence for report in got]
    assert numbers == sorted(set(numbers))
    return [report for report in got if isinstance(report, Report)]


def statuses(plant):
    """Last status of every pack's serial as reported, with its reason."""
    last = {}
    for report in reports(plant):
        for event in report.events:
            if isinstance(event, ObjectEvent):
                last.update((epc[18:], (STEPS[event.step], event.reason))
                            for epc in event.epcs if epc.startswith("01"))
    return last


def parents(plant):
    """Parent of every child, as the replayed packing and unpacking leaves it; children commissioned before."""
    known, tree = set(), {}
    for report in reports(plant):
        for event in report.events:
            if isinstance(event, ObjectEvent):
                known.update(event.epcs)
            elif event.action == "ADD":
                assert {event.parent, *event.children} <= known
                tree.update(dict.fromkeys(event.children, event.parent))
            else:
                for child in event.children:
                    assert tree.pop(child) == event.parent
    return tree


def finish(plant):
    """Let the batch complete, close what is open and end it; returns the balance."""
    assert plant.until(lambda: plant.shown("state") == "Complete", 20_000)
    plant.run(4_000)
    for container in ("case", "pallet"):
        plant.ask(f"close_{container}", "last one", by="supervisor")
        plant.run(500)
    assert plant.ask("end_batch") == ""
    plant.run(100)
    (balance,) = plant.said("l3", "l4", BatchReport)
    assert balance.allocated == (balance.commissioned + balance.rejected + balance.sampled + balance.destroyed
                                 + balance.returned)
    assert balance.open == 0
    return balance


def rejected_packs(plant):
    return [pack for pack, _ in plant.bin]


def serial(plant, pack):
    """Serial printed on a pack when packs are printed in order from the first."""
    return f"S{pack - 1:06d}"


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


def other(**fields):
    return lambda code: msgspec.structs.replace(code, **fields)


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


def test_a_sample_leaves_its_case():
    """A packed pack that is taken as sample is unpacked first and counts as sampled."""
    plant = Plant(SMALL)
    plant.begin()
    assert plant.until(lambda: len(plant.said("l2", "packer", Release)) == 1)
    content = PackCode(GTIN, "271231", "LOT1", "S000001").content()
    assert plant.ask("take_sample", content) == ""
    assert plant.ask("take_sample", content) == "the pack is not commissioned"
    balance = finish(plant)
    assert balance.sampled == 1
    assert statuses(plant)["S000001"] == ("sampled", "sample")
    assert f"01{GTIN}21S000001" not in parents(plant)


def test_rework_readmits_only_packs_without_blame():
    """A pack rejected because it could not be read is re-admitted; one with a wrong weight is not."""
    plant = Plant(SMALL)
    plant.quirks[5, "no_read"] = True
    plant.quirks[6, "mg"] = 8_000
    plant.begin()
    assert plant.until(lambda: len(plant.bin) == 2)
    assert plant.ask("rework", plant.bin[0][1]) == ""
    assert plant.ask("rework", plant.bin[1][1]) == "the pack was rejected for: weight"
    assert plant.ask("rework", "nonsense").startswith("'nonsense' is no pack code")
    finish(plant)
    assert statuses(plant)[serial(plant, 5)] == ("commissioned", "rework")


def test_scrap_destroys_and_needs_a_supervisor():
    """Scrapping is refused to an operator; done by a supervisor it unpacks and destroys."""
    plant = Plant(SMALL)
    plant.begin()
    assert plant.until(lambda: len(plant.said("l2", "packer", Release)) == 1)
    content = PackCode(GTIN, "271231", "LOT1", "S000003").content()
    assert plant.ask("scrap", content) == "role operator may not scrap"
    assert plant.ask("scrap", content, by="supervisor") == ""
    finish(plant)
    assert statuses(plant)["S000003"] == ("destroyed", "scrap")


def test_the_line_stops_before_serials_run_out():
    """With the pool dry the line warns and stops; no pack gets past without a serial of its own."""
    plant = Plant(ORDER, pool=30)
    plant.begin()
    assert plant.until(lambda: plant.shown("alarm:serials empty") == "latched")
    assert plant.shown("alarm:serials low") == "on"
    assert plant.until(lambda: not plant.motor)
    plant.run(500)
    assert plant.ask("start_line") == "not acknowledged: serials empty"
    assert all(pack <= 30 for pack in plant.exited)


def test_more_serials_are_fetched_in_time():
    """A batch larger than a block never waits for serials."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=120), serial_block=40)
    plant.begin()
    balance = finish(plant)
    assert balance.commissioned == len(plant.exited)
    assert balance.allocated % 40 == 0
    assert plant.shown("alarm:serials low") is None


def test_a_short_link_loss_loses_and_doubles_nothing():
    """Reports made while the link is down arrive once and in order when it is back."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=60))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 8)
    plant.cut |= {("l2", "l3"), ("l3", "l2")}
    assert plant.until(lambda: len(plant.exited) == 40)
    assert plant.shown("alarm:site link lost") == "on"
    plant.cut.clear()
    balance = finish(plant)
    assert plant.shown("alarm:site link lost") == "off"
    assert balance.commissioned == len(plant.exited)
    assert len([s for s, v in statuses(plant).items() if v[0] == "commissioned"]) == len(plant.exited)


def test_a_long_link_loss_stops_the_line_at_the_buffer_limit():
    """With the buffer full the line stops in a controlled way; when the link is back nothing is missing."""
    plant = Plant(ORDER, buffer_limit=20)
    plant.begin()
    plant.cut |= {("l2", "l3"), ("l3", "l2")}
    assert plant.until(lambda: plant.shown("alarm:report buffer full") == "latched")
    assert plant.until(lambda: plant.shown("state") == "Stopped")
    plant.cut.clear()
    plant.run(5_000)
    assert plant.ask("acknowledge") == ""
    assert plant.shown("alarm:report buffer full") == "off"
    assert len(statuses(plant)) == len(plant.exited)


def test_a_power_loss_of_l2_loses_and_reuses_no_serial():
    """After the restart the line stands, unseen prints are void, and every pack on the good side is reported."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=40))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 11)
    plant.power_off("l2")
    plant.run(30)
    plant.power_on("l2")
    plant.run(2_000)
    assert not plant.motor
    assert plant.ask("start_line").startswith("not acknowledged: power restored")
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == ""
    balance = finish(plant)
    orders = [serial for m in plant.said("l2", "printer", PrintOrders) for serial in m.serials]
    assert len(orders) == len(set(orders))
    assert balance.commissioned == len(plant.exited)
    assert {v for s, v in statuses(plant).items() if v[0] == "destroyed" and v[1] != "not printed"} == {
        ("destroyed", "power loss")}


def test_a_power_loss_of_l1_resynchronises():
    """After the restart L1 knows no pack: those before the gate are rejected, counters start again together."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=40))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 11)
    plant.power_off("l1")
    plant.run(500)
    plant.power_on("l1")
    plant.run(200)
    assert plant.ask("start_line") == "not acknowledged: tracking lost"
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == ""
    balance = finish(plant)
    uncertain = [pack for pack in plant.exited if statuses(plant).get(serial(plant, pack), ("",))[0] == "rejected"]
    assert all(statuses(plant)[serial(plant, pack)][1] in ("tracking lost", "lost") for pack in uncertain)
    assert balance.commissioned == len(plant.exited) - len(uncertain)
    assert len(uncertain) <= 2


def test_a_power_loss_of_l3_is_an_outage():
    """The site server comes back with what it had stored; nothing is stored twice."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=40))
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 11)
    plant.power_off("l3")
    plant.run(3_000)
    plant.power_on("l3")
    balance = finish(plant)
    assert balance.commissioned == len(plant.exited)
    assert len([s for s, v in statuses(plant).items() if v[0] == "commissioned"]) == len(plant.exited)


def test_batch_start_conditions():
    """No clearance, no order, a refused order and a wrong camera job each refuse the start with the reason."""
    plant = Plant(SMALL)
    assert plant.ask("start_batch", "A1") == "line clearance is not confirmed"
    plant.ask("confirm_clearance")
    assert plant.ask("start_batch", "B1") == "not released"
    assert plant.ask("start_batch", "C1") == "no order 'C1'"
    assert plant.ask("start_line") == "no batch is ready"
    plant.quirks["job"] = "other"
    assert plant.ask("start_batch", "A1") == f"camera job wrong: 'other' instead of '{GTIN}'"
    del plant.quirks["job"]
    assert plant.ask("start_batch", "A1") == ""
    assert plant.ask("start_batch", "A1") == "a batch is open already"
    assert plant.ask("start_line") == "not acknowledged: camera job wrong"
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == ""
    assert plant.ask("start_batch", "A1", by="visitor") == "unknown user 'visitor'"
    assert plant.ask("end_batch") == "the line runs"


def test_the_end_of_a_batch_is_refused_while_something_is_open():
    """Packs on the line refuse the end; a supervisor ends with a reason, and the balance closes."""
    plant = Plant(SMALL)
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 8)
    assert plant.ask("stop_line") == ""
    plant.run(1_500)
    assert "packs are on the line" in plant.ask("end_batch")
    assert plant.ask("force_end_batch", "broken belt") == "role operator may not force end batch"
    assert plant.ask("force_end_batch", " ", by="supervisor") == "a reason is needed"
    assert plant.ask("force_end_batch", "broken belt", by="supervisor") == ""
    plant.run(100)
    (balance,) = plant.said("l3", "l4", BatchReport)
    assert balance.allocated == 100 == sum((balance.commissioned, balance.rejected, balance.destroyed,
                                            balance.returned))
    assert any("broken belt" in m.value for m in plant.said("l2", "hmi", Shown) if m.item == "audit")


def test_twenty_stops_shift_nothing():
    """Stops while bad packs are on the belt: exactly the bad packs are rejected."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=60))
    bad = [7, 12, 13, 20, 31, 40]
    for pack in bad:
        plant.quirks[pack, "no_read"] = True
    plant.begin()
    for stop in range(20):
        plant.run(173 + 7 * stop)
        plant.ask("stop_line")
        plant.run(100)
        plant.ask("start_line")
    balance = finish(plant)
    assert rejected_packs(plant) == bad
    assert (balance.rejected, balance.commissioned) == (len(bad), len(plant.exited))


def test_every_track_has_one_fate():
    """L1 reports each camera trigger of a batch exactly once."""
    plant = Plant(SMALL)
    plant.quirks[5, "no_read"] = True
    plant.begin()
    finish(plant)
    triggers = [result[0] for m in plant.said("l1", "l2", TrackResults) for result in m.results]
    assert sorted(triggers) == list(range(1, plant.trigger + 1))


def test_a_full_packer_holds_the_line_without_an_alarm():
    """Packer full and ready again: the line waits and goes on, and no pack changes its fate."""
    plant = Plant(SMALL)
    plant.begin()
    plant.run(800)
    plant.condition("packer_full", True)
    plant.run(300)
    assert plant.shown("state") == "Suspended"
    plant.condition("packer_full", False)
    plant.run(300)
    assert plant.shown("state") == "Execute"
    finish(plant)
    assert rejected_packs(plant) == []
    assert [m for m in plant.said("l2", "l1", Command) if m.name == "stop"] == []


def test_packs_reach_the_packer_before_their_results():
    """Contents that hold packs of unknown fate wait for L1's results; the case is accepted all the same."""
    plant = Plant(msgspec.structs.replace(SMALL, case_size=3))
    plant.begin()
    finish(plant)
    assert all(m.accept for m in plant.said("l2", "packer", Release))
    assert len([e for r in reports(plant) for e in r.events if isinstance(e, AggregationEvent)]) > 0
