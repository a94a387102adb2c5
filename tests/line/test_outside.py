"""Devices that are not ours, as the line has them: what a unit is told, and what its answers mean for packs."""

import pytest

from linebench.line.faults import RealTargetError
from linebench.ports.camera import CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.ports.presence import Presence
from linebench.ports.printer import (
    QUEUE_LOST,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintOrders,
)
from linebench.records import truth
from linebench.records.wire import WireNoted
from linebench.scenario.stack import SeatPlan
from linebench.units import Duration
from tests.line.stand import GTIN, Stand

HEAD = f"01{GTIN}1727123110L1\x1d21"
PITCH_US = 150_000
TO_CAMERA_US = 400_000
LIMIT_US = 300_000


def content(number):
    return f"{HEAD}SERIAL{number:04d}"


class Units(Stand):
    """A stand on which devices are real; what their units are told is kept, with when."""

    def __init__(self, *seats, here=True):
        super().__init__(units={seat.id: seat for seat in seats})
        self.told = []
        self.units = self.line.units()
        for seat, unit in self.units.items():
            unit.attach(lambda message, seat=seat: self.told.append((self.now, seat, message)))
            unit.heard(0, Presence("anything", here=here))

    def to(self, seat, kind):
        return [(t, message) for t, to, message in self.told if to == seat and isinstance(message, kind)]

    def says(self, seat, message):
        self.units[seat].heard(self.now, message)

    def until(self, seat, kind, count):
        """Run until a unit has been told so many messages of a kind."""
        for _ in range(4_000):
            if len(self.to(seat, kind)) >= count:
                return
            self.run(1_000)
        raise AssertionError((seat, kind, self.told))

    def hears(self, seat, kind):
        """What L2 was told of a kind."""
        return [message for _, message in self.heard(f"{seat}>l2") if isinstance(message, kind)]


def real(seat, **plan):
    return SeatPlan(id=seat, nature="real", **plan)


def camera(**plan):
    return real("camera", answer_within=Duration(LIMIT_US), **plan)


def read(number, trigger=0):
    return Reading(trigger, "read", content(number), "text", "]d2")


def test_a_printer_gets_one_record_when_a_pack_comes():
    """The job goes on as it is, records wait in the bench: the unit never holds more than its pack's."""
    stand = Units(real("printer"))
    stand.begin()
    assert [type(message) for _, message in stand.to("printer", object)] == [PrintJob]
    stand.until("printer", PrintOrders, 2)
    (first_t, first), (second_t, second) = stand.to("printer", PrintOrders)
    assert (first, second) == (PrintOrders(1, ("SERIAL0001",)), PrintOrders(2, ("SERIAL0002",)))
    assert abs(second_t - first_t - PITCH_US) <= 1_000


def test_a_pack_carries_its_code_from_when_the_unit_says_that_it_is_printed():
    """The record of truth is of that moment; L2 hears of it, and the camera reads it."""
    stand = Units(real("printer"))
    stand.begin()
    stand.until("printer", PrintOrders, 1)
    stand.run(100_000)
    assert stand.of(truth.PackPrinted) == []
    stand.says("printer", PrintDone(1))
    assert stand.of(truth.PackPrinted) == [
        truth.PackPrinted(stand.now, 1, "printer-1", 1, content(1), None, ())]
    stand.run(TO_CAMERA_US)
    assert stand.of(truth.PackViewed)[0].readable
    assert [message.record for message in stand.hears("printer", PrintDone)] == [1]


def test_a_label_that_comes_behind_the_camera_is_wasted_and_the_pack_was_seen_bare():
    """A serial on nothing: the pack had passed."""
    stand = Units(real("printer"))
    stand.begin()
    stand.until("printer", PrintOrders, 1)
    stand.run(TO_CAMERA_US + 20_000)
    stand.says("printer", PrintDone(1))
    assert [(view.pack, view.readable) for view in stand.of(truth.PackViewed)] == [(1, False)]
    assert stand.of(truth.PackPrinted) == []
    assert [(one.record, one.content) for one in stand.of(truth.PrintWasted)] == [(1, content(1))]


def test_a_unit_that_is_lost_is_given_nothing_and_packs_go_by_bare():
    """L2 is told as on any wire, the output that stops the line rises with the first bare pack, and falls again."""
    stand = Units(real("printer"))
    stand.begin()
    stand.until("printer", PrintOrders, 1)
    stand.says("printer", Presence("x", here=False, why="connection closed"))
    stand.run(2 * PITCH_US)
    assert len(stand.to("printer", PrintOrders)) == 1
    assert {one.content for one in stand.of(truth.PackPrinted)} == {""}
    assert stand.line.world.conditions["printer_fault"]
    stand.says("printer", Presence("x", here=True))
    assert not stand.line.world.conditions["printer_fault"]
    lost = stand.hears("printer", Presence)
    assert [(each.peer, each.here, each.why) for each in lost] == [
        ("printer", True, ""), ("printer", False, "connection closed"), ("printer", True, "")]


def test_a_printer_that_is_told_to_pause_prints_on_no_pack():
    """The order goes on to the unit, and no record with it until it is taken back."""
    stand = Units(real("printer"))
    stand.begin()
    stand.units["printer"].receive(stand.now, PrinterEnable(on=False))
    stand.run(1_000_000)
    assert stand.to("printer", PrintOrders) == []
    assert [message for _, message in stand.to("printer", PrinterEnable)] == [PrinterEnable(on=False)]


def test_states_name_the_station_and_count_the_records_that_wait_in_the_bench():
    """After a loss L2 must know which records are still to come: those that the unit never got."""
    stand = Units(real("printer"))
    stand.begin(records=5)
    stand.until("printer", PrintOrders, 2)
    stand.says("printer", PrinterState("x", "ready", QUEUE_LOST, 0))
    states = stand.hears("printer", PrinterState)
    assert states == [PrinterState("printer-1", "ready", QUEUE_LOST, 3)]


def test_a_cleared_queue_is_cleared_here_and_there():
    """Nothing of it is printed any more."""
    stand = Units(real("printer"))
    stand.begin()
    stand.units["printer"].receive(0, ClearQueue())
    stand.run(1_000_000)
    assert (len(stand.to("printer", ClearQueue)), stand.to("printer", PrintOrders)) == (1, [])


def test_a_camera_is_triggered_by_each_pack_and_its_answer_has_the_number_of_the_bench():
    """Whatever number it has there; truth says what was read, when it was."""
    stand = Units(camera())
    stand.units["camera"].receive(0, CameraJob("carton"))
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    assert stand.of(truth.PackViewed) == []
    stand.run(50_000)
    stand.says("camera", read(1, trigger=77))
    view, = stand.of(truth.PackViewed)
    assert view == truth.PackViewed(stand.now, 1, "camera-1", 1, True, True, ())
    assert [message.trigger for message in stand.hears("camera", Reading)] == [1]


def test_answers_belong_to_pictures_in_their_order():
    """Also when two wait: the camera is slower than the packs come."""
    stand = Units(camera())
    stand.begin()
    stand.until("camera", TriggerNow, 2)
    stand.says("camera", Reading(0, "no_read", "", "", ""))
    stand.says("camera", read(2))
    assert [(view.pack, view.trigger, view.readable) for view in stand.of(truth.PackViewed)] == [
        (1, 1, False), (2, 2, True)]


def test_a_picture_without_an_answer_has_none():
    """As of a camera that is silent: L1 counts the pack, and nobody knows what is on it."""
    stand = Units(camera())
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    stand.run(LIMIT_US + 1_000)
    view = stand.of(truth.PackViewed)[0]
    assert (view.pack, view.trigger, view.shot, view.readable) == (1, 1, False, False)
    assert not stand.hears("camera", Reading)


def test_an_answer_too_many_is_noted_and_becomes_no_other_packs():
    """The camera answered twice: L2 hears that under a number it has had already; the next pack gets its own."""
    stand = Units(camera())
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    stand.says("camera", read(1))
    stand.says("camera", read(1))
    stand.until("camera", TriggerNow, 2)
    stand.says("camera", read(2))
    told = [(message.trigger, message.content) for message in stand.hears("camera", Reading)]
    assert told == [(1, content(1)), (1, content(1)), (2, content(2))]
    assert [note.what for note in stand.of(WireNoted)] == ["unasked"]


def test_a_camera_with_a_sensor_of_its_own_is_not_triggered_and_may_see_the_pack_before_the_barrier_does():
    """What it said just before counts for the pack; what it said long before for none."""
    stand = Units(camera(trigger="own"))
    stand.begin()
    stand.says("camera", read(40))
    stand.run(LIMIT_US + 100_000)
    stand.run(1_200_000 - stand.now)
    stand.says("camera", read(1))
    stand.run(20_000)
    assert stand.to("camera", TriggerNow) == []
    assert [(view.pack, view.readable) for view in stand.of(truth.PackViewed)] == [(1, True)]
    told = [message.content for message in stand.hears("camera", Reading)]
    assert told == [content(1)]


def test_a_camera_with_one_job_has_the_one_that_l2_selects():
    """It has no word for it; pictures are numbered anew all the same."""
    stand = Units(camera(job="fixed"))
    stand.units["camera"].receive(0, CameraJob("carton"))
    assert stand.to("camera", CameraJob) == []
    said = stand.hears("camera", CameraState)
    assert said == [CameraState("camera-1", "carton", online=True)]
    assert stand.of(truth.CountingBegan) == [truth.CountingBegan(0, "camera-1", "carton", 0)]


def test_a_camera_that_selects_jobs_says_itself_which_it_has_and_stops_the_line_by_itself():
    """Its output for faults in a row is L1's input."""
    stand = Units(camera())
    stand.units["camera"].receive(0, CameraJob("carton"))
    assert [message for _, message in stand.to("camera", CameraJob)] == [CameraJob("carton")]
    stand.says("camera", CameraState("x", "carton", online=True, series=True))
    assert stand.line.world.conditions["camera_series"]
    stand.units["camera"].reset(0)
    assert len(stand.to("camera", ResetCounters)) == 1


def test_a_camera_that_is_lost_takes_no_picture():
    """What waited for an answer has none, and what comes is not waited for."""
    stand = Units(camera())
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    stand.says("camera", Presence("x", here=False, why="connection closed"))
    stand.run(PITCH_US)
    assert [(view.pack, view.shot) for view in stand.of(truth.PackViewed)] == [(1, False), (2, False)]
    assert len(stand.to("camera", TriggerNow)) == 1


def test_what_a_real_camera_reads_on_a_pack_was_printed_on_it():
    """The printer was lost before it said so, or said it too late: the camera is the witness."""
    stand = Units(real("printer"), camera())
    stand.begin()
    stand.until("printer", PrintOrders, 1)
    stand.says("printer", Presence("x", here=False, why="connection closed"))
    stand.until("camera", TriggerNow, 1)
    stand.says("camera", read(1))
    assert [(one.pack, one.record, one.content) for one in stand.of(truth.PackPrinted) if one.record] == [
        (1, 1, content(1))]
    stand.says("printer", PrintDone(1))
    assert len([one for one in stand.of(truth.PackPrinted) if one.record]) == 1
    assert stand.of(truth.PrintWasted) == []


def test_another_code_that_a_real_camera_reads_is_no_proof_of_a_print():
    """The label before lies there: the pack is bare as far as anybody knows."""
    stand = Units(real("printer"), camera())
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    stand.says("camera", read(9))
    assert stand.of(truth.PackPrinted) == []


@pytest.mark.parametrize("target", ["printer-1", "camera-1"])
def test_what_is_real_the_bench_cannot_break(target):
    """A fault on it is refused by name; the gate beside it can still be broken."""
    stand = Units(real("printer"), camera())
    with pytest.raises(RealTargetError, match=f"{target} is real: the bench cannot break it"):
        stand.fault(target, "offline" if target == "printer-1" else "silent")
    assert stand.fault("gate-1", "no_effect") == 1


def test_line_clearance_leaves_no_picture_waiting_for_a_pack_that_is_gone():
    """Its answer comes later, and is of no pack."""
    stand = Units(camera())
    stand.begin()
    stand.until("camera", TriggerNow, 1)
    stand.output("motor", False)
    stand.line.clear(stand.now)
    stand.says("camera", read(1))
    assert stand.of(truth.PackViewed) == []
