"""Samples, rework, scrap, serial stock, links and power: nothing is lost, doubled or used twice."""

import msgspec

from linebench.ports.l3 import AggregationEvent, BatchReport
from linebench.ports.operator import Shown
from linebench.ports.packer import Release
from linebench.ports.plc import Command, TrackResults
from linebench.ports.printer import PrintOrders
from linebench.product.pack_code import PackCode
from tests.stack.plant import GTIN, ORDER, Plant
from tests.stack.whole_line import SMALL, finish, parents, rejected_packs, reports, serial, statuses


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
