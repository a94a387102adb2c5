"""What the line controller makes of messages that a wire doubled or lost."""

import pytest

from linebench.ports.camera import Reading
from linebench.ports.operator import Shown
from linebench.ports.plc import Alarm, Command, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.ports.printer import ClearFaults, ClearQueue, PrinterState, PrintJob, PrintOrders
from linebench.product.pack_code import PackCode
from linebench.stack.machine import Send
from tests.stack.plant import GTIN, Plant


@pytest.fixture
def plant():
    made = Plant()
    made.begin()
    return made


def read(plant, trigger, serial):
    code = PackCode(GTIN, "271231", "LOT1", serial)
    return plant.seats["l2"].level.receive(
        "camera", Reading(trigger, "read", code.content(), code.text(), "]d2"), plant.t)


def told(effects, to):
    return [effect.message for effect in effects if isinstance(effect, Send) and effect.to == to]


def test_a_reading_that_comes_again_changes_nothing(plant):
    """The verdict stands: a repeated reading is no second pack with the same serial."""
    assert read(plant, 1, "S000000") == Send("l1", Verdict(1, good=True))
    assert read(plant, 1, "S000000") == ()


def test_another_code_for_a_trigger_that_was_judged_is_ignored(plant):
    """Nothing a wire brings later makes a judged pack another one, neither good nor bad."""
    level = plant.seats["l2"].level
    assert level.receive("camera", Reading(1, "no_read", "", "", ""), 5) == [Send("l1", Verdict(1, good=False))]
    assert read(plant, 1, "S000000") == ()
    assert read(plant, 2, "S000001") == Send("l1", Verdict(2, good=True))
    assert read(plant, 2, "S000002") == ()


def test_a_reading_that_was_overtaken_is_judged(plant):
    """A wire that changes the order costs no pack its verdict."""
    assert read(plant, 2, "S000001") == Send("l1", Verdict(2, good=True))
    assert told(read(plant, 1, "S000000"), "l1") == [Verdict(1, good=True)]


def test_a_printer_at_fault_is_set_right_before_a_start(plant):
    """L1 says that the printer is at fault, and its host knows of none: the queue begins anew with new serials."""
    level = plant.seats["l2"].level
    level.receive("l1", Alarm("printer fault", on=True, latched=True), plant.t)
    before = len(plant.said("l2", "printer", PrintOrders))
    plant.ask("start_line")
    first, *others = plant.said("l2", "printer", PrintOrders)[before:]
    assert (first.first, others) == (5, [])
    assert [type(each) for each in plant.said("l2", "printer", ClearQueue, ClearFaults, PrintJob)][-3:] == [
        ClearQueue, ClearFaults, PrintJob]


def silent(level, *triggers):
    """What L2 tells L1 when that reports packs which it rejected for want of a verdict."""
    fates = tuple((trigger, "rejected", "no_verdict") for trigger in triggers)
    return told(level.receive("l1", TrackResults(fates), 9), "l1")


def test_packs_that_passed_a_lost_camera_stop_the_line_once(plant):
    """They may leave long after it is back: their fates are no sign that it is silent again."""
    level = plant.seats["l2"].level
    read(plant, 1, "S000000")
    level.receive("camera", Presence("camera", here=False, why="closed"), 5)
    level.receive("camera", Presence("camera", here=True), 6)
    read(plant, 6, "S000001")
    assert silent(level, 2, 3, 4, 5) == []
    assert Command("abort", "l2") in silent(level, 7, 8, 9)


@pytest.mark.parametrize("why", [PrinterState("printer-1", "offline", "offline", 4),
                                 Presence("printer", here=False, why="connection closed")])
def test_a_printer_that_waits_for_somebody_else_keeps_its_queue(plant, why):
    """Offline or out of reach, no serial is wasted by pressing start."""
    level = plant.seats["l2"].level
    level.receive("l1", Alarm("printer fault", on=True, latched=True), plant.t)
    level.receive("printer", why, plant.t)
    before = plant.said("l2", "printer", PrintOrders, ClearQueue)
    plant.ask("start_line")
    assert plant.said("l2", "printer", PrintOrders, ClearQueue) == before


def test_fates_that_got_lost_are_asked_for_when_a_batch_cannot_end(plant):
    """A batch with packs whose fate nobody reported cannot end; L1 is asked to report once more."""
    plant.until(lambda: bool(plant.said("l2", "l1", Verdict)))
    plant.ask("stop_line")
    plant.run(500)
    plant.seats["l2"].level.receive("camera", Reading(900, "no_read", "", "", ""), plant.t)
    assert plant.ask("end_batch").endswith("packs are on the line")
    assert Command("resend", "l2") in plant.said("l2", "l1", Command)


def test_fates_that_got_lost_are_asked_for_when_later_ones_come(plant):
    """Packs leave in their order: one far behind those that L1 reports has a fate that was lost. Asked for once."""
    level = plant.seats["l2"].level
    for trigger in range(1, 20):
        read(plant, trigger, f"S{trigger - 1:06}")
    reports = [TrackResults(((trigger, "passed", ""),)) for trigger in (16, 17, 18, 19)]
    answers = [told(level.receive("l1", report, plant.t), "l1") for report in reports]
    assert [Command("resend", "l2") in answer for answer in answers] == [False, True, False, False]


def test_fates_that_come_again_are_nothing_new(plant):
    """A repeated report changes no serial, and readings keep their short way."""
    level, once = plant.seats["l2"].level, TrackResults(((1, "passed", ""), (2, "rejected", "no_read")))
    read(plant, 1, "S000000")
    level.receive("camera", Reading(2, "no_read", "", "", ""), plant.t)
    level.receive("l1", once, plant.t)
    assert level.receive("l1", once, plant.t) == ()
    assert read(plant, 3, "S000002") == Send("l1", Verdict(3, good=True))


def test_a_clock_that_is_wrong_is_shown_and_changes_nothing_else(plant):
    """People see it; the device is served as before."""
    level = plant.seats["l2"].level
    odd = Presence("l1", here=True, why="clock 5 min ahead")
    assert level.receive("l1", odd, plant.t) == [Send("hmi", Shown("l1 clock", "clock 5 min ahead"))]
    assert level.receive("l1", odd, plant.t) == []
