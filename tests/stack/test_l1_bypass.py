"""The PLC program leaves a sensor out for an engineer, tells so, and takes it back by itself."""

import msgspec
import pytest

from linebench.ports.io import Input
from linebench.ports.plc import Alarm, Command, CommandAnswer
from linebench.stack.l1.bypass import BYPASSES
from linebench.stack.l1.conditions import STOPPING
from linebench.stack.machine import Arm
from tests.stack.l1_line import Line, to_l2
from tests.stack.plant import LAYOUT, MS

LASTS = 7_000_000


def bypassed(command, t=1_000 * MS):
    """A running line with a sensor left out, and what the command did."""
    line = Line(msgspec.structs.replace(LAYOUT, bypass_us=LASTS))
    return line, list(line.plc.receive("l2", Command(command, "engineer"), t))


@pytest.mark.parametrize("command", BYPASSES)
def test_a_bypass_is_told_and_timed(command):
    """The alarm comes, the timer runs, the command is taken; the sensor stops nothing."""
    line, out = bypassed(command)
    alarm = BYPASSES[command].alarm
    assert to_l2(out) == [Alarm(alarm, True, False), CommandAnswer(command, True, "")]
    assert Arm(f"bypass:{command}", LASTS) in out
    assert list(line.plc.receive("io", Input(BYPASSES[command].signal, True, 1100), 1_100 * MS)) == []


@pytest.mark.parametrize("command", BYPASSES)
def test_what_a_bypass_hid_stops_the_line_when_it_ends(command):
    """The alarm goes, that of the sensor comes, and the line does not start while it lasts."""
    line, _ = bypassed(command)
    line.plc.receive("io", Input(BYPASSES[command].signal, True, 1100), 1_100 * MS)
    line.plc.receive("l2", Command("acknowledge", "operator 1"), 1_200 * MS)
    alarm = STOPPING[BYPASSES[command].signal][0]
    said = to_l2(line.plc.expire(f"bypass:{command}", 8_000 * MS))
    assert said[:2] == [Alarm(BYPASSES[command].alarm, False, False), Alarm(alarm, True, True)]
    line.plc.expire("acting", 8_100 * MS)
    assert to_l2(line.plc.receive("l2", Command("start", "operator 1"), 8_200 * MS)) == [
        CommandAnswer("start", False, f"cause still there: {alarm}")]


def test_a_sensor_that_is_right_again_stops_nothing_afterwards():
    """What came and went meanwhile is over."""
    line, _ = bypassed("bypass_bin_full")
    for on in (True, False):
        line.plc.receive("io", Input("bin_full", on, 1100), 1_100 * MS)
    assert to_l2(line.plc.expire("bypass:bypass_bin_full", 8_000 * MS)) == [
        Alarm("bypass of bin full", False, False)]


def test_what_protects_people_cannot_be_bypassed():
    """Of the conditions that stop the line those of bin and door can, and nothing else."""
    assert {bypass.signal for bypass in BYPASSES.values()} == {"bin_full", "bin_door"}
    line, out = bypassed("bypass_estop")
    assert to_l2(out)[0].accepted is False
    assert to_l2(line.see("estop", 1100))[0] == Alarm("emergency stop", True, True)
