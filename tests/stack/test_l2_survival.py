"""What L2 outlives: an ordered shutdown, a store that takes nothing, and a backup that is older than the line."""

import msgspec
import pytest

from linebench.ports.l3 import AggregationEvent, ObjectEvent, Report, Serials, Standing
from linebench.ports.operator import Answer, Request
from linebench.ports.printer import ClearQueue, PrintOrders
from linebench.stack.l2.restoring import BACKUP, ask_of, bring_up_to_date
from linebench.stack.machine import Send, Store, StoreState
from tests.stack.plant import GTIN, ORDER, Plant
from tests.stack.whole_line import finish, statuses

FORTY = msgspec.structs.replace(ORDER, quantity=40)
COUNTERS = ("good", "rejected", "cases", "pallets", "serials left")


def shown(plant):
    return {item: plant.shown(item) for item in COUNTERS}


def test_after_an_ordered_shutdown_nothing_is_void():
    """A power supply may ask for it; the restart shows the same counters, orders again what the printer had not
    done under the same numbers, and loses no serial.
    """
    plant = Plant(FORTY)
    plant.quirks[4, "no_read"] = True
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 11)
    assert plant.ask("shut_down", "on battery", by="power supply") == ""
    assert not plant.motor
    assert plant.ask("start_line") == "the line controller is shut down"
    before, ordered = shown(plant), plant.said("l2", "printer", PrintOrders)
    plant.power_off("l2")
    plant.run(500)
    plant.log.clear()
    plant.power_on("l2")
    plant.run(2_000)
    assert shown(plant) == before
    again = plant.said("l2", "printer", ClearQueue, PrintOrders)
    serials = {order.first + at: serial for order in ordered for at, serial in enumerate(order.serials)}
    assert isinstance(again[0], ClearQueue)
    assert [serials[again[1].first + at] for at in range(len(again[1].serials))] == list(again[1].serials)
    assert plant.ask("start_line") == ""
    balance = finish(plant)
    assert balance.commissioned == len(plant.exited)
    assert {reason for status, reason in statuses(plant).values() if status == "destroyed"} <= {"not printed"}


def test_what_a_shutdown_kept_serves_one_start():
    """What a shutdown kept serves one start only: a later loss of power makes prints that nobody saw void."""
    plant = Plant(FORTY)
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 6)
    assert plant.ask("shut_down", by="supervisor") == ""
    plant.power_off("l2")
    plant.power_on("l2")
    plant.run(500)
    assert plant.ask("start_line") == ""
    assert plant.until(lambda: len(plant.exited) == 12)
    plant.power_off("l2")
    plant.power_on("l2")
    plant.run(2_000)
    assert plant.shown("alarm:power restored") == "latched"
    assert ("destroyed", "power loss") in statuses(plant).values()


def test_an_operator_cannot_shut_down():
    """Only a supervisor and the power supply may."""
    plant = Plant(FORTY)
    assert plant.ask("shut_down") == "role operator may not shut down"


def test_without_a_store_the_line_stops_and_only_safe_requests_are_taken():
    """The alarm is latched until the store works again; a request that would have to be kept is refused at once."""
    plant = Plant(FORTY)
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 3)
    plant.perform("l2", plant.seats["l2"].level.receive("", StoreState("disk full"), plant.t))
    assert plant.until(lambda: not plant.motor)
    assert plant.shown("alarm:store fault") == "latched"
    effects = plant.seats["l2"].level.receive("hmi", Request("take_sample", "anything", "operator 1"), plant.t)
    assert effects[0] == Send("hmi", Answer("take_sample", False, "store fault"))
    assert isinstance(effects[1], Store)  # what has to be kept waits behind the answer
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == "store fault"
    plant.perform("l2", plant.seats["l2"].level.receive("", StoreState(""), plant.t))
    plant.run(500)
    assert plant.ask("start_line") == ""
    plant.run(10)
    assert plant.shown("alarm:store fault") == "off"


def test_a_restored_line_asks_its_site_and_uses_no_serial_again():
    """From a backup of before most packs L2 comes to the site's state: same good packs, no serial ordered twice."""
    plant = Plant(msgspec.structs.replace(ORDER, quantity=60), serial_block=30, serial_low=5)
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 3)
    backup = dict(plant.seats["l2"].store) | {BACKUP: True}
    assert plant.until(lambda: len(plant.exited) == 40)
    assert plant.ask("stop_line") == ""
    plant.run(5_000)
    good = plant.shown("good")
    plant.power_off("l2")
    plant.seats["l2"].store = backup
    plant.cut = {("l3", "l2")}
    plant.power_on("l2")
    plant.run(100)
    assert plant.shown("alarm:restored from backup") == "latched"
    assert plant.ask("start_line") == "the site has not told what has happened since the backup"
    plant.cut.clear()
    plant.run(4_000)
    assert plant.shown("good") == good
    plant.ask("acknowledge")
    assert plant.ask("start_line") == ""
    assert plant.until(lambda: len(plant.exited) >= 50, 60_000)
    orders = [serial for message in plant.said("l2", "printer", PrintOrders) for serial in message.serials]
    assert len(orders) == len(set(orders))


def pack(number):
    return f"01{GTIN}21S{number}"


def event(step, *numbers):
    return ObjectEvent("ADD", step, "", tuple(map(pack, numbers)), (7,) * len(numbers))


def told(*events, **changes):
    standing = Standing(ORDER.order, 5, 2, finished=False, reports=(Report(5, ORDER.order, events),),
                        blocks=(Serials(2, GTIN, ("S3", "S4")),))
    return msgspec.structs.replace(standing, **changes)


def store(**more):
    return {"order": ORDER, "sequence": 4, "request": 1, "reported": 1, "handed": 1, "labels": 1,
            "block:0": ("S1", "S2"), "fact:0": ("commissioned", 1, "", ("S1",), ""),
            "fact:1": ("rejected", 2, "", ("S2",), "no read"), "document:4": Report(4, ORDER.order, ()), **more}


def test_a_store_is_brought_up_to_date():
    """Facts in no report give way to what was reported since; blocks are added, and all counts as handed out."""
    kept = store()
    assert (ask_of(kept).sequence, ask_of(kept).request) == (4, 1)
    bring_up_to_date(kept, told(event("commissioning", 2), AggregationEvent("ADD", "00C", (pack(1), pack(2)), 8),
                                AggregationEvent("DELETE", "00C", (pack(1),), 9)))
    assert {key: value for key, value in kept.items() if key != "order"} == {
        "sequence": 5, "request": 2, "reported": 4, "handed": 4, "labels": 102,
        "block:0": ("S1", "S2"), "block:1": ("S3", "S4"), "fact:0": ("commissioned", 1, "", ("S1",), ""),
        "fact:1": ("commissioned", 7, "", ("S2",), ""), "fact:2": ("packed", 8, "00C", (pack(1), pack(2)), "case"),
        "fact:3": ("unpacked", 9, "00C", (pack(1),), "case")}


@pytest.mark.parametrize(("changes", "gone", "left"), [
    ({"sequence": 4, "reports": ()}, "nothing", "fact:1"),  # nothing was reported since: what was certain stays
    ({"finished": True}, "order", "request"),
])
def test_what_the_site_has_not_heard_stays_and_a_finished_batch_goes(changes, gone, left):
    """Facts that are still in no report are kept; of a batch that has ended since nothing is."""
    kept = store()
    bring_up_to_date(kept, told(event("commissioning", 2), **changes))
    assert gone not in kept
    assert left in kept


def test_a_store_without_a_batch_takes_the_numbers_alone():
    """Between batches there is nothing but where the sequences stand."""
    kept = {"sequence": 1}
    bring_up_to_date(kept, told(event("commissioning", 2)))
    assert kept == {"sequence": 5, "request": 2}
