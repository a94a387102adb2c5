"""What stops the PLC program, and how packs fare over a stop."""

import pytest

from linebench.ports.checkweigher import ScaleState
from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults
from linebench.stack.l1 import PlcProgram
from linebench.stack.machine import Arm, Send
from tests.stack.l1_line import Line, to_l2
from tests.stack.plant import LAYOUT, MS


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
    ("camera_series", "camera series stop", 7),
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
