"""The PLC program and its packs: each message in, the whole list of effects out."""

import pytest

from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.stack import make_decisions
from linebench.stack.l1 import PlcProgram
from linebench.stack.machine import Arm, Cancel, Send
from tests.stack.plant import LAYOUT, MS


class Line:
    """A started program; ``t`` follows the encoder at one count a millisecond."""

    def __init__(self, layout=LAYOUT, mutants=(), limit=3):
        self.plc = PlcProgram(layout, make_decisions("l1", mutants))
        self.store = {}
        self.plc.start(self.store, 0)
        self.plc.receive("l2", Setup(9_000, 11_000, limit), 0)
        self.plc.receive("l2", Command("start", "l2"), 0)

    def see(self, signal, encoder, late=0):
        edge = signal.startswith("barrier") or signal == "reject_confirm"
        message = Edges((signal,), encoder) if edge else Input(signal, True, encoder)
        return list(self.plc.receive("io", message, (encoder + late) * MS))

    def reach(self, slot, encoder):
        return list(self.plc.receive("io", Reached(slot, encoder), encoder * MS))

    def good(self, trigger, encoder, *, verdict=True, mg=10_000):
        """A pack comes to the camera, is judged and weighed."""
        self.see("barrier_camera", encoder)
        if verdict is not None:
            assert self.plc.receive("l2", Verdict(trigger, verdict), encoder * MS) == ()
        if mg is not None:
            assert self.plc.receive("scale", Weight("scale-1", encoder + 100, mg), encoder * MS) == ()


def to_l2(effects):
    return [effect.message for effect in effects if type(effect) is Send and effect.to == "l2"]


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


def test_consecutive_rejects_stop_at_the_limit():
    """Two bad packs and a good one do not stop; three in a row do."""
    line = Line()
    states = []
    for trigger, good in enumerate((False, False, True, False, False, False), start=1):
        line.good(trigger, 900 + 100 * trigger, verdict=good)
        states.append(to_l2(line.see("barrier_gate", 1100 + 100 * trigger)))
    assert states == [[], [], [], [], [], [
        Alarm("consecutive rejects", True, True), MachineState(7, "consecutive rejects")]]


def test_an_aborted_line_rejects_what_stood_before_the_gate():
    """After an emergency stop every pack between camera and gate is rejected as zone, good or not."""
    line = Line()
    line.good(1, 1000)
    assert to_l2(line.see("estop", 1100)) == [
        Alarm("emergency stop", True, True), MachineState(8, "emergency stop")]
    line.plc.expire("acting", 1_200 * MS)
    line.plc.receive("l2", Command("acknowledge", "operator 1"), 2_000 * MS)
    assert to_l2(line.plc.receive("l2", Command("start", "operator 1"), 2_000 * MS)) == [
        CommandAnswer("start", False, "cause still there: emergency stop")]
    released = line.plc.receive("io", Input("estop", False, 1100), 2_100 * MS)
    assert released == [Send("l2", Alarm("emergency stop", False, True))]
    assert CommandAnswer("start", True, "") in to_l2(
        line.plc.receive("l2", Command("start", "operator 1"), 2_200 * MS))
    line.plc.receive("io", Edges(("barrier_gate",), 1200), 2_300 * MS)
    line.plc.receive("io", Reached("push:0", 1250), 2_350 * MS)
    assert to_l2(line.plc.receive("io", Edges(("reject_confirm",), 1280), 2_380 * MS)) == [
        TrackResults(((1, "rejected", "zone"),))]


def test_an_ordinary_stop_keeps_the_register():
    """Packs that stand in the zone during an ordinary stop keep their places and verdicts."""
    line = Line()
    line.good(1, 1000)
    line.plc.receive("l2", Command("stop", "operator 1"), 1_100 * MS)
    line.plc.expire("acting", 1_150 * MS)
    line.plc.receive("l2", Command("start", "operator 1"), 9_000 * MS)
    assert line.plc.receive("io", Edges(("barrier_gate",), 1200), 9_100 * MS) == ()


@pytest.mark.parametrize(("signal", "alarm", "state"), [
    ("guard", "guard open", 8), ("air_low", "air pressure low", 7), ("bin_full", "bin full", 7),
    ("bin_door", "bin door open", 7), ("printer_fault", "printer fault", 7),
])
def test_stop_causes_latch_an_alarm_and_keep_the_line_standing(signal, alarm, state):
    """Each stop cause stops at once, and the line starts only when it is gone and acknowledged."""
    line = Line()
    assert to_l2(line.see(signal, 1000)) == [Alarm(alarm, True, True), MachineState(state, alarm)]
    line.plc.expire("acting", 1_050 * MS)
    line.plc.receive("io", Input(signal, False, 1000), 1_100 * MS)
    assert to_l2(line.plc.receive("l2", Command("start", "l2"), 2_000 * MS)) == [
        CommandAnswer("start", False, f"not acknowledged: {alarm}")]
    line.plc.receive("l2", Command("acknowledge", "l2"), 2_100 * MS)
    assert to_l2(line.plc.receive("l2", Command("start", "l2"), 2_200 * MS))[-1] == CommandAnswer("start", True, "")


def test_a_scale_fault_stops_the_line():
    """A scale that reports a fault stops the line until it is ready again."""
    line = Line()
    assert to_l2(line.plc.receive("scale", ScaleState("scale-1", "fault", "load cell"), 0)) == [
        Alarm("scale fault", True, True), MachineState(7, "scale fault")]


def test_a_full_packer_suspends_and_resumes_without_an_alarm():
    """Packer full: the belt waits; packer ready: it runs again by itself."""
    line = Line()
    assert line.see("packer_full", 1000) == [
        Send("io", Output("feed", False)), Send("io", Output("motor", False)),
        Send("l2", MachineState(13, "packer full")), Arm("acting", 50 * MS)]
    assert to_l2(line.plc.expire("acting", 1_050 * MS)) == [MachineState(5, "")]
    assert line.plc.receive("io", Input("packer_full", False, 1000), 2_000 * MS) == [
        Send("io", Output("motor", True)), Send("l2", MachineState(14, "packer ready")),
        Send("io", Output("feed", True)), Send("l2", MachineState(6, "packer ready"))]


def test_a_lost_encoder_aborts_and_rejects_the_zone():
    """Packs arrive while the count stands: abort; what was before the gate is rejected in order afterwards."""
    line = Line()
    line.good(1, 1000)
    line.good(2, 1100)
    line.plc.receive("io", Edges(("barrier_gate",), 1200), 1_200 * MS)
    effects = line.plc.receive("io", Edges(("barrier_camera",), 1201), 1_300 * MS)
    assert to_l2(effects) == [
        TrackResults(((1, "missing", "zone"),)), Alarm("encoder lost", True, True), MachineState(8, "encoder lost")]
    line.plc.expire("acting", 1_400 * MS)
    line.plc.receive("l2", Command("acknowledge", "l2"), 2_000 * MS)
    assert Send("io", Compare("zone", 0)) in line.plc.receive("l2", Command("start", "l2"), 2_100 * MS)
    assert line.plc.receive("io", Reached("zone", 1205), 2_105 * MS) == [Send("io", Compare("seen", 1575))]
    line.plc.receive("io", Edges(("barrier_gate",), 1250), 2_250 * MS)
    line.plc.receive("io", Reached("push:0", 1300), 2_300 * MS)
    assert to_l2(line.plc.receive("io", Edges(("reject_confirm",), 1330), 2_330 * MS)) == [
        TrackResults(((2, "rejected", "zone"),))]


def test_completing_lets_the_belt_run_empty():
    """Complete ends feeding; the belt runs the run-out on from the count that the encoder then has."""
    line = Line()
    assert line.plc.receive("l2", Command("complete", "l2"), 1_000 * MS) == [
        Send("io", Output("feed", False)), Send("l2", MachineState(16, "l2")), Send("io", Compare("now", 0)),
        Send("l2", CommandAnswer("complete", True, ""))]
    assert line.reach("now", 1234) == [Send("io", Compare("empty", 1934))]
    assert line.reach("empty", 1934) == [Send("io", Output("motor", False)), Send("l2", MachineState(17, ""))]


def test_power_back_sends_kept_results_and_rejects_what_is_on_the_belt():
    """After a power loss the results are sent again, the state is Aborted, and unknown packs go as zone."""
    plc = PlcProgram(LAYOUT)
    effects = plc.start({"powered": True, "setup": Setup(9_000, 11_000, 3), "result:0": (7, "passed", "")}, 0)
    assert to_l2(effects) == [TrackResults(((7, "passed", ""),)), MachineState(9, "power restored"),
                              Alarm("tracking lost", True, True)]
    assert Send("io", Output("motor", False)) in effects
    plc.receive("l2", Command("acknowledge", "l2"), 10)
    plc.receive("l2", Command("start", "l2"), 20)
    assert plc.receive("io", Edges(("barrier_gate",), 100), 100 * MS) == [Send("io", Compare("push:0", 150))]


def test_start_needs_a_recipe():
    """Without weight limits and reject limit the line does not start."""
    plc = PlcProgram(LAYOUT)
    plc.start({}, 0)
    assert plc.receive("l2", Command("start", "l2"), 0) == [
        Send("l2", CommandAnswer("start", False, "no recipe: line setup was not received"))]
