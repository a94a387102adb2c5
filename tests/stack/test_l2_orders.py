"""What L2 makes of an order, of devices that are set to something else, and of serial numbers that come wrongly."""

import msgspec
import pytest

from linebench.ports.l3 import SerialRequest, Serials
from linebench.ports.plc import Setup, SetupTold
from linebench.ports.printer import JobTold, PrintJob
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.read_back import ReadBack
from tests.stack.plant import GTIN, ORDER, Plant

JOB, SETUP = PrintJob("1", GTIN, "LOT1", "271231"), Setup(9_000, 11_000, 5)


def asked():
    back = ReadBack(L2Decisions())
    back.begin(JOB, SETUP, [])
    return back


def test_everything_told_as_sent_is_right():
    """Both answers equal to what was sent leave nothing wanted, in whichever order they come."""
    back = asked()
    assert back.silent() == "printer job and PLC setup"
    assert back.told("l1", SetupTold(9_000, 11_000, 5)) == ""
    assert back.told("printer", JobTold("1", GTIN, "LOT1", "271231")) == ""
    assert (back.wanted, back.silent()) == ({}, "")


@pytest.mark.parametrize(("seat", "answer", "fault"), [
    ("printer", JobTold("1", GTIN, "LOT2", "271231"), "printer job wrong: lot 'LOT2' instead of 'LOT1'"),
    ("l1", SetupTold(1, 11_000, 6),
     "PLC setup wrong: weight_low 1 instead of 9000, consecutive_limit 6 instead of 5"),
])
def test_a_difference_is_named(seat, answer, fault):
    """Who has what instead of what is in the reason, and the device is still to be right."""
    back = asked()
    assert back.told(seat, answer) == fault
    assert seat in back.wanted


def test_a_batch_does_not_start_on_a_wrong_print_job():
    """The alarm is latched, the serial numbers go back, and the next start, with the right job, is taken."""
    plant = Plant(ORDER, read_back=True)
    plant.quirks["print job"] = PrintJob(GTIN, GTIN, "OTHER", "271231")
    assert plant.ask("confirm_clearance") == ""
    assert plant.ask("start_batch", "A1") == "printer job wrong: lot 'OTHER' instead of 'LOT1'"
    assert plant.shown("alarm:printer job wrong") == "latched"
    assert plant.ask("start_batch", "A1") == ""


def test_who_tells_nothing_is_named():
    """A printer that does not answer keeps the batch from starting."""
    plant = Plant(ORDER, read_back=True)
    plant.cut = {("printer", "l2")}
    plant.ask("confirm_clearance")
    assert plant.ask("start_batch", "A1") == "not read back: printer job"


@pytest.mark.parametrize("change", [
    {"gtin": "09501101530003"}, {"serials": ("S000000", "S000001")}, {"serials": ("S1", "S2\ufffd")},
])
def test_a_wrong_delivery_leaves_the_stock_as_it_was(change):
    """Another GTIN, serial numbers of before and damaged ones are refused with an alarm."""
    plant = Plant(ORDER, serial_block=20, serial_low=10)
    plant.begin()
    plant.cut = {("l3", "l2")}
    assert plant.until(lambda: any(asked.request == 2 for asked in plant.said("l2", "l3", SerialRequest)))
    plant.cut.clear()
    plant.say("l3", "l2", msgspec.structs.replace(Serials(2, GTIN, ("S000100",)), **change))
    plant.run(5)
    assert plant.shown("alarm:serial delivery wrong") == "on"
    assert plant.shown("serials").startswith("refused: ")


def test_a_delivery_that_comes_twice_is_taken_once():
    """The second one raises the alarm and names the request."""
    plant = Plant(ORDER)
    plant.begin()
    first = plant.said("l3", "l2", Serials)[0]
    plant.say("l3", "l2", first)
    plant.run(5)
    assert plant.shown("serials") == "refused: request 1 was answered before"
    assert plant.shown("alarm:serial delivery wrong") == "on"
