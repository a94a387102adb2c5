"""Parts of the line controller: serial deliveries, the hot path's effects, alarms, and who may do what."""

import pytest

from linebench.ports.camera import Reading
from linebench.ports.l3 import Serials
from linebench.ports.operator import Shown
from linebench.ports.plc import Alarm, Verdict
from linebench.ports.printer import PrintDone, PrinterState, PrintOrders
from linebench.product.pack_code import PackCode
from linebench.stack.alarms import AlarmBoard
from linebench.stack.machine import Send
from tests.stack.plant import GTIN, ORDER, Plant


def controller(plant):
    return plant.seats["l2"].level


def test_a_good_reading_costs_one_verdict_and_one_store():
    """The verdict leaves with the reading, and the pack's serial is kept under the trigger's slot."""
    plant = Plant()
    plant.begin()
    code = PackCode(GTIN, "271231", "LOT1", "S000000")
    assert controller(plant).receive("camera", Reading(1, "read", code.content(), code.text(), "]d2"), 5) == (
        Send("l1", Verdict(1, True)))
    assert plant.seats["l2"].store["track:1"] == (1, "S000000", "")


def test_a_printed_record_is_followed_by_the_next_order():
    """Records follow when half of the printer's queue is free, nothing twice."""
    plant = Plant()
    plant.begin()
    assert controller(plant).receive("printer", PrintDone(1), 5) == ()
    assert controller(plant).receive("printer", PrintDone(1), 5) == ()
    assert controller(plant).receive("printer", PrintDone(3), 5) == [
        Send("printer", PrintOrders(5, ("S000004", "S000005", "S000006")))]


@pytest.mark.parametrize(("serials", "gtin", "why"), [
    (("N1", "N1"), GTIN, "a serial number was delivered twice"),
    (("N1", "S000003"), GTIN, "a serial number was delivered twice"),
    (("N1",), "09501101530003", "GTIN 09501101530003 is not that of the order"),
    (("N 1",), GTIN, "a serial number has characters or a length that AI (21) does not allow"),
    (("N" * 21,), GTIN, "a serial number has characters or a length that AI (21) does not allow"),
    ((), GTIN, "empty delivery"),
])
def test_a_bad_delivery_is_refused_and_the_pool_unchanged(serials, gtin, why):
    """A delivery that is not fit for use raises an alarm and adds nothing."""
    plant = Plant(serial_block=20)
    plant.begin()
    plant.cut.add(("l3", "l2"))
    assert plant.until(lambda: len(plant.queue) and plant.queue[-1][0] > 12)
    plant.say("site", "l2", Serials(2, gtin, serials))
    plant.run(3)
    assert plant.shown("alarm:serial delivery wrong") == "on"
    assert plant.shown("serials") == f"refused: {why}"


def test_a_repeated_delivery_changes_nothing():
    """Serials that come a second time are not taken a second time."""
    plant = Plant(serial_block=20)
    plant.begin()
    (first,) = plant.said("l3", "l2", Serials)
    assert controller(plant).receive("l3", first, plant.t) == [
        Send("hmi", Shown("alarm:serial delivery wrong", "on")),
        Send("hmi", Shown("serials", "refused: request 1 was answered before"))]


def test_alarms_of_l1_and_l2_are_on_one_screen():
    """An alarm of L1 is shown as it comes and goes."""
    plant = Plant()
    assert controller(plant).receive("l1", Alarm("bin full", True, True), 0) == [
        Send("hmi", Shown("alarm:bin full", "latched"))]
    assert controller(plant).receive("l1", Alarm("bin full", False, True), 0) == [
        Send("hmi", Shown("alarm:bin full", "off"))]


def test_a_printer_that_goes_offline_stops_a_running_line():
    """The line stops with a latched alarm that needs the printer back and a person."""
    plant = Plant()
    plant.begin()
    plant.say("printer", "l2", PrinterState("printer-1", "offline", "offline", 4))
    plant.run(200)
    assert not plant.motor
    assert plant.ask("start_line") == "not acknowledged: printer not ready"
    assert plant.ask("acknowledge") == ""
    assert plant.ask("start_line") == "not acknowledged: printer not ready"
    plant.say("printer", "l2", PrinterState("printer-1", "ready", "", 4))
    plant.run(5)
    assert plant.ask("start_line") == ""


@pytest.mark.parametrize("action", ["force_end_batch", "close_case", "close_pallet", "scrap"])
def test_supervisors_actions_are_refused_to_operators(action):
    """What needs a supervisor is refused to an operator, with the role, and written down."""
    plant = Plant()
    plant.begin()
    assert plant.ask(action, "x") == f"role operator may not {action.replace('_', ' ')}"
    assert plant.shown("audit") == (
        f"operator 1: {action} x: refused: role operator may not {action.replace('_', ' ')}")


@pytest.mark.parametrize(("entry", "refusal"), [
    ("", "a reason is needed"), (" \t", "a reason is needed"), ("x" * 200, "no case is open"),
    ("x" * 201, "the entry is too long: 201 characters, 200 are allowed"),
    ("end\x00", "the entry holds control characters"), ("Ende der Schicht, Übergabe", "no case is open")])
def test_what_a_person_enters_as_a_reason_has_limits(entry, refusal):
    """Blank, too long and unprintable entries are refused with a message; the others go on to the next
    question, letters of any language among them.
    """
    plant = Plant()
    plant.begin()
    plant.run(1_000)
    assert plant.ask("close_case", entry, "supervisor") == refusal


def test_nobody_unknown_may_do_anything():
    """A user who is not on the list is refused, and so is an action that does not exist."""
    plant = Plant()
    assert plant.ask("confirm_clearance", by="stranger") == "unknown user 'stranger'"
    assert plant.ask("open_sesame") == "unknown action 'open_sesame'"


def test_the_audit_trail_survives_a_power_loss():
    """What was written before is still there, and the restart is the next entry."""
    plant = Plant()
    plant.begin()
    before = [plant.seats["l2"].store[f"audit:{n}"] for n in range(3)]
    assert [(by, text) for _, by, text in before] == [
        ("operator 1", "confirm_clearance: done"), ("operator 1", f"start_batch {ORDER.order}: asked"),
        ("operator 1", f"batch {ORDER.order} started")]
    plant.power_off("l2")
    plant.power_on("l2")
    texts = [plant.seats["l2"].store[f"audit:{n}"][2] for n in range(5)]
    assert texts == [*(entry[2] for entry in before), "start_line: asked", "power restored"]


def test_silence_is_answered():
    """When the site server or the camera does not answer, the person is told so."""
    plant = Plant()
    plant.ask("confirm_clearance")
    plant.cut.add(("l2", "l3"))
    assert plant.ask("start_batch", "A1") == "the site server does not answer"
    plant.cut.clear()
    plant.cut.add(("camera", "l2"))
    assert plant.ask("start_batch", "A1") == "the camera does not answer"
    plant.cut.clear()
    assert plant.ask("start_batch", "A1") == ""
    plant.cut.add(("l2", "l1"))
    assert plant.ask("start_line") == "the PLC does not answer"


def test_the_alarm_board():
    """A latched alarm needs a person and the end of its cause; any other one of them."""
    board = AlarmBoard()
    assert board.came("guard open", cause=True, latched=True)
    assert not board.came("guard open", cause=True, latched=True)
    assert board.acknowledged(["guard open"]) == ()
    assert board.cause_gone("guard open")
    assert board.came("bin full", cause=True, latched=True)
    assert not board.cause_gone("bin full")
    assert board.latched() == ("bin full",)
    assert board.acknowledged(board.names()) == ("bin full",)
    assert board.came("serials low", cause=True, latched=False)
    assert board.cause_gone("serials low")
    assert board.came("missing pack", cause=False, latched=False)
    assert board.came("missing pack", cause=False, latched=True)
    assert board.is_latched("missing pack")
