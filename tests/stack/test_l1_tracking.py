"""The PLC program and its packs: each message in, the whole list of effects out."""

import pytest

from linebench.ports.checkweigher import Weight
from linebench.ports.io import Compare, Edges, Output
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, TrackResults, Verdict
from linebench.stack.machine import Arm, Cancel, Send
from tests.stack.l1_line import Line, to_l2
from tests.stack.plant import MS


def test_a_good_pack_passes_without_an_order():
    """A pack that is read good and weighs right passes; only its result is kept and a flush is due."""
    line = Line()
    assert line.see("barrier_camera", 1000) == [Send("io", Compare("watch", 1361))]
    line.plc.receive("l2", Verdict(1, True), 1_010 * MS)
    line.plc.receive("scale", Weight("scale-1", 1100, 10_000), 1_120 * MS)
    assert line.see("barrier_gate", 1200) == []
    assert line.see("barrier_exit", 1350) == [Arm("flush", 1_000_000)]
    assert line.store["result:0"] == (1, "passed", "")
    assert line.plc.expire("flush", 2_350 * MS) == [Send("l2", TrackResults(((1, "passed", ""),)))]


@pytest.mark.parametrize(("verdict", "mg", "cause"), [
    (False, 10_000, "verdict"), (None, 10_000, "no_verdict"), (True, 8_999, "weight"), (True, 11_001, "weight"),
    (True, None, "no_weight"),
])
def test_a_bad_pack_is_pushed_where_it_is(verdict, mg, cause):
    """A bad pack is ordered off at its place, struck there, and reported when it fell."""
    line = Line()
    line.good(1, 1000, verdict=verdict, mg=mg)
    assert line.see("barrier_gate", 1200) == [Send("io", Compare("push:0", 1250))]
    assert line.reach("push:0", 1250) == [
        Send("io", Output("pusher", True)), Send("io", Compare("confirm:0", 1310)), Arm("confirm:0", 200 * MS)]
    assert line.see("reject_confirm", 1280) == [
        Cancel("confirm:0"), Send("l2", TrackResults(((1, "rejected", cause),)))]
    assert line.store["result:0"] == (1, "rejected", cause)
    assert line.reach("confirm:0", 1310) == []


@pytest.mark.parametrize("mg", [9_000, 11_000])
def test_a_weight_at_the_limit_is_good(mg):
    """The limits of the weight belong to the good range."""
    line = Line()
    line.good(1, 1000, mg=mg)
    assert line.see("barrier_gate", 1200) == []


def test_a_verdict_after_the_gate_changes_nothing():
    """A verdict that comes when the pack has passed the gate finds the pack already ordered off."""
    line = Line()
    line.good(1, 1000, verdict=None)
    assert line.see("barrier_gate", 1200) == [Send("io", Compare("push:0", 1250))]
    assert line.plc.receive("l2", Verdict(1, True), 1_201 * MS) == ()
    assert Send("io", Output("pusher", True)) in line.reach("push:0", 1250)


def test_an_unconfirmed_reject_aborts_the_line():
    """No confirmation within the travel: motor off, a latched alarm, and no start before it is acknowledged."""
    line = Line()
    line.good(1, 1000, verdict=False)
    line.see("barrier_gate", 1200)
    line.reach("push:0", 1250)
    assert line.reach("confirm:0", 1310) == [
        Send("l2", TrackResults(((1, "missing", "verdict"),))),
        Send("l2", Alarm("reject not confirmed", True, True)), Send("io", Output("horn", True)),
        Send("io", Output("feed", False)), Send("io", Output("motor", False)),
        Send("l2", MachineState(8, "reject not confirmed")), Arm("acting", 50 * MS)]
    assert to_l2(line.plc.expire("acting", 1_360 * MS)) == [MachineState(9, "")]
    assert to_l2(line.plc.receive("l2", Command("start", "operator 1"), 2_000 * MS)) == [
        CommandAnswer("start", False, "not acknowledged: reject not confirmed")]
    assert to_l2(line.plc.receive("l2", Command("reset", "operator 1"), 2_000 * MS)) == [
        CommandAnswer("reset", False, "reset is not possible in state Aborted")]
    assert line.plc.receive("l2", Command("acknowledge", "operator 1"), 3_000 * MS) == [
        Send("l2", Alarm("reject not confirmed", False, True)), Send("io", Output("horn", False)),
        Send("l2", CommandAnswer("acknowledge", True, ""))]
    assert to_l2(line.plc.receive("l2", Command("start", "operator 1"), 4_000 * MS)) == [
        *(MachineState(state, "operator 1") for state in (1, 2, 15, 4, 3, 6)), CommandAnswer("start", True, "")]


def test_a_standing_belt_is_confirmed_by_time():
    """When the belt stands the confirmation is missed by the timer instead of the travel."""
    line = Line()
    line.good(1, 1000, verdict=False)
    line.see("barrier_gate", 1200)
    line.reach("push:0", 1250)
    assert Send("l2", Alarm("reject not confirmed", True, True)) in line.plc.expire("confirm:0", 1_450 * MS)


def test_an_unconfirmed_reject_on_the_good_side_stops_again():
    """The pack that was not seen to fall is recognised when it comes to the exit."""
    line = Line()
    line.good(1, 1000, verdict=False)
    line.see("barrier_gate", 1200)
    line.reach("push:0", 1250)
    line.reach("confirm:0", 1310)
    line.plc.receive("l2", Command("acknowledge", "operator 1"), 3_000 * MS)
    line.plc.expire("acting", 3_000 * MS)
    line.plc.receive("l2", Command("start", "operator 1"), 4_000 * MS)
    effects = line.plc.receive("io", Edges(("barrier_exit",), 1350), 4_100 * MS)
    assert to_l2(effects) == [Alarm("reject not confirmed", True, True), MachineState(8, "reject not confirmed")]


def test_a_good_pack_that_fell_is_found_missing_at_the_exit():
    """A confirmation without order latches an alarm and stops; which pack it was shows at the exit."""
    line = Line()
    line.good(1, 1000)
    line.good(2, 1100)
    line.see("barrier_gate", 1200)
    assert to_l2(line.see("reject_confirm", 1270)) == [
        Alarm("good pack removed", True, True), MachineState(7, "good pack removed")]
    line.see("barrier_gate", 1300)
    assert to_l2(line.see("barrier_exit", 1450)) == [TrackResults(((1, "rejected", "untracked"),))]


def test_packs_that_touch_are_both_rejected():
    """Two fronts closer than a pack and the tolerance: the pusher cannot tell them apart, so both go."""
    line = Line()
    line.good(1, 1000)
    line.good(2, 1055)
    assert line.see("barrier_gate", 1200) == [Send("io", Compare("push:0", 1250))]
    assert line.see("barrier_gate", 1255) == [Send("io", Compare("push:1", 1305))]


def test_a_missing_pack_is_noticed_at_the_next_edge():
    """A pack that does not come to the gate is reported missing when the next one does."""
    line = Line()
    line.good(1, 1000)
    line.good(2, 1100)
    assert line.see("barrier_gate", 1300) == [
        Send("l2", TrackResults(((1, "missing", "untracked"),))),
        Send("l2", Alarm("missing pack", True, False)), Send("io", Output("horn", True))]


def test_a_missing_last_pack_is_noticed_by_the_watch():
    """With nothing behind it, a missing pack is found when the encoder reaches its last possible place."""
    line = Line()
    line.good(1, 1000)
    assert to_l2(line.reach("watch", 1361)) == [
        TrackResults(((1, "missing", "untracked"),)), Alarm("missing pack", True, False)]


def test_three_missing_packs_stop_the_line():
    """Packs missing in a row mean a dead light barrier: stop, and the alarm becomes latched."""
    line = Line()
    for trigger in range(1, 4):
        line.good(trigger, 900 + 100 * trigger)
    assert to_l2(line.reach("watch", 1361)) == [
        TrackResults(((1, "missing", "untracked"),)), Alarm("missing pack", True, False),
        TrackResults(((2, "missing", "untracked"),))]
    effects = line.reach("watch", 1561)
    assert to_l2(effects)[-2:] == [Alarm("missing pack", True, True), MachineState(7, "missing pack")]


def test_an_untracked_pack_is_rejected_and_alarmed():
    """A pack that no camera edge announced is ordered off as untracked; it is reported as extra when it fell."""
    line = Line()
    assert line.see("barrier_gate", 1200) == [
        Send("io", Compare("push:0", 1250)), Send("l2", Alarm("extra pack", True, False)),
        Send("io", Output("horn", True))]
    line.reach("push:0", 1250)
    assert to_l2(line.see("reject_confirm", 1280)) == [TrackResults(((0, "extra", "untracked"),))]


def test_an_untracked_pack_on_the_good_side_stops_the_line():
    """A pack behind the reject zone that should not be there cannot be rejected any more: stop."""
    line = Line()
    assert to_l2(line.see("barrier_exit", 1350)) == [
        TrackResults(((0, "extra", "untracked"),)), Alarm("extra pack", True, True), MachineState(7, "extra pack")]
