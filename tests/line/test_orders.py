"""What a host can order of printer and camera beside a pack that passes, and what comes of a cartridge."""

import pytest

from linebench.line.ink import Ink
from linebench.ports.camera import CameraJob, Reading, TriggerNow
from linebench.ports.io import Input
from linebench.ports.printer import PrintDone, PrinterEnable, PrinterState, PrintNow
from linebench.records import truth
from tests.line.stand import GTIN, Stand
from tests.line.test_camera import counters, stand_with


def content(number: int) -> str:
    return f"01{GTIN}17271231" + f"10L1\x1d21SERIAL{number:04d}"


def printer(stand: Stand):
    return stand.line.devices["printer-1"]


def camera(stand: Stand):
    return stand.line.devices["camera-1"]


def until(stand: Stand, kind: type, count: int) -> None:
    """Run until there are so many records of a kind."""
    while len(stand.of(kind)) < count:
        stand.run(10_000)


def states(stand: Stand) -> list[PrinterState]:
    return [message for _, message in stand.heard("printer>l2") if isinstance(message, PrinterState)]


def test_a_head_that_is_off_lets_packs_pass_unprinted_until_it_is_on_again(stand):
    """The third and fourth pack stay blank, no record is used for them, and L1 hears of it."""
    stand.begin()
    until(stand, truth.PackPrinted, 2)
    printer(stand).receive(stand.now, PrinterEnable(False))
    until(stand, truth.PackPrinted, 4)
    printer(stand).receive(stand.now, PrinterEnable(True))
    until(stand, truth.PackPrinted, 5)
    assert [(one.pack, one.record, one.content) for one in stand.of(truth.PackPrinted)] == [
        (1, 1, content(1)), (2, 2, content(2)), (3, 0, ""), (4, 0, ""), (5, 3, content(3))]
    assert [(state.state, state.reason) for state in states(stand)][-1] == ("ready", "")
    contact = [m.on for _, m in stand.heard("io>l1") if isinstance(m, Input) and m.signal == "printer_fault"]
    assert contact == [True, False]


def test_a_print_ordered_with_no_pack_under_the_head_is_wasted(stand):
    """The record is used up on nothing, is announced as printed, and the next pack gets the one behind it."""
    stand.begin()
    printer(stand).receive(stand.now, PrintNow())
    until(stand, truth.PackPrinted, 1)
    stand.run(100_000)
    assert [(one.t, one.record, one.content) for one in stand.of(truth.PrintWasted)] == [(0, 1, content(1))]
    assert [(one.pack, one.record) for one in stand.of(truth.PackPrinted)] == [(1, 2)]
    assert [m.record for _, m in stand.heard("printer>l2") if isinstance(m, PrintDone)] == [1, 2]


def test_a_print_ordered_on_a_printed_pack_lies_over_the_first(stand):
    """The code cannot be read any more; the pack bears the later record."""
    stand.begin()
    until(stand, truth.PackPrinted, 1)
    printer(stand).receive(stand.now, PrintNow())
    until(stand, truth.PackViewed, 1)
    assert [(one.pack, one.record, one.faults) for one in stand.of(truth.PackPrinted)][:2] == [
        (1, 1, ()), (1, 2, ("double_strike shift=0.6 density=1",))]
    assert not stand.of(truth.PackViewed)[0].readable


@pytest.mark.parametrize("why", ["off", "offline", "no record"])
def test_a_print_is_not_made_when_the_printer_cannot(stand, why):
    """Ordered while it is off, offline or without a record, it does nothing."""
    stand.begin(records=0 if why == "no record" else 5)
    if why == "off":
        printer(stand).receive(stand.now, PrinterEnable(False))
    elif why == "offline":
        stand.fault("printer-1", "offline")
    printer(stand).receive(stand.now, PrintNow())
    assert (stand.of(truth.PrintWasted), stand.of(truth.PackPrinted)) == ([], [])


def test_both_records_of_a_double_trigger_are_in_the_truth(stand):
    """The wasted serial number is known, and so is the one on the pack."""
    stand.begin()
    stand.fault("printer-1", "double_trigger", packs=1)
    until(stand, truth.PackPrinted, 2)
    assert [one.content for one in stand.of(truth.PrintWasted)] == [content(1)]
    assert [(one.pack, one.content) for one in stand.of(truth.PackPrinted)] == [(1, content(2)), (2, content(3))]


def test_the_printer_warns_as_its_ink_ends_and_stops_when_it_is_out(stand):
    """Four prints more: the warning with what is left, then the fault; blank packs; and a new cartridge."""
    stand.begin()
    until(stand, truth.PackPrinted, 1)
    fault = stand.fault("printer-1", "ink_ends", prints="4")
    until(stand, truth.PackPrinted, 6)
    stand.faults.end(stand.now, fault)
    until(stand, truth.PackPrinted, 7)
    told = [(state.state, state.reason, state.warning, state.ink) for state in states(stand)][-7:]
    assert told == [("ready", "", "ink low", 10), ("ready", "", "ink low", 8), ("ready", "", "ink low", 5),
                    ("ready", "", "ink low", 3), ("fault", "ink out", "", 0), ("fault", "ink out", "", 0),
                    ("ready", "", "", 100)]
    assert [one.record for one in stand.of(truth.PackPrinted)] == [1, 2, 3, 4, 5, 0, 6]


def test_ink_is_counted_in_prints():
    """Percent fall with prints; a full cartridge does not end by itself."""
    ink = Ink()
    assert [ink.use() for _ in range(3)] == [False] * 3
    ink.run_low(20)
    told = [(ink.use(), ink.percent, ink.warning, ink.is_out) for _ in range(20)]
    assert told[:3] == [(False, 10, "ink low", False), (True, 9, "ink low", False), (False, 9, "ink low", False)]
    assert told[-1] == (True, 0, "", True)
    ink.refill()
    assert (ink.percent, ink.warning, ink.is_out) == (100, "", False)


def test_a_picture_ordered_of_a_pack_in_view_has_a_number_of_its_own(stand):
    """The pack is seen twice, by the belt and by order; the next one has the third number."""
    camera(stand).receive(0, CameraJob(GTIN))
    stand.begin()
    until(stand, truth.PackViewed, 1)
    camera(stand).receive(stand.now, TriggerNow())
    until(stand, truth.PackViewed, 3)
    stand.run(100_000)
    assert [(one.pack, one.trigger) for one in stand.of(truth.PackViewed)] == [(1, 1), (1, 2), (2, 3)]
    assert [(m.trigger, m.content) for _, m in stand.heard("camera>l2") if isinstance(m, Reading)] == [
        (1, content(1)), (2, content(1)), (3, content(2))]
    assert (counters(stand).total, counters(stand).rejects) == (3, 0)


def test_a_picture_ordered_of_the_bare_belt_is_a_reject(stand):
    """Nothing is read, the picture counts, and no pack has been seen."""
    camera(stand).receive(0, CameraJob(GTIN))
    camera(stand).receive(0, TriggerNow())
    assert [(one.t, one.trigger) for one in stand.of(truth.BeltViewed)] == [(0, 1)]
    assert stand.heard("camera>l2")[-1] == (80_000, Reading(1, "no_read", "", "", ""))
    assert (counters(stand).total, counters(stand).rejects) == (1, 1)


def test_a_camera_that_waits_for_orders_sees_no_pack_without_one(monkeypatch):
    """Its barrier tells L1 of each pack; a picture is taken of the one for which it was ordered."""
    stand = stand_with(monkeypatch, trigger="command")
    camera(stand).receive(0, CameraJob(GTIN))
    stand.begin()
    until(stand, truth.PackPrinted, 5)
    seen = sum("barrier_camera" in m.signals for _, m in stand.heard("io>l1") if hasattr(m, "signals"))
    assert (seen > 1, stand.of(truth.PackViewed)) == (True, [])
    camera(stand).receive(stand.now, TriggerNow())
    assert [(one.pack, one.trigger, one.readable) for one in stand.of(truth.PackViewed)] == [(seen, 1, True)]


def test_a_silent_camera_takes_no_order(stand):
    """With its cable pulled it hears nothing: no picture, no number."""
    camera(stand).receive(0, CameraJob(GTIN))
    stand.fault("camera-1", "silent")
    camera(stand).receive(0, TriggerNow())
    said = [message for _, message in stand.heard("camera>l2") if isinstance(message, Reading)]
    assert (stand.of(truth.BeltViewed), said) == ([], [])
