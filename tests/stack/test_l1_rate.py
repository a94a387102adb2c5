"""The PLC program counts rejects among the latest packs, and looks for tamper seals."""

import msgspec
import pytest

from linebench.ports.io import Compare, Edges
from linebench.ports.plc import Alarm, Command, MachineState
from linebench.stack.l1.rate import RejectRate
from linebench.stack.machine import Send
from tests.stack.l1_line import Line, to_l2
from tests.stack.plant import LAYOUT, MS

STOPPED = [Alarm("reject rate", True, True), MachineState(7, "reject rate")]


@pytest.mark.parametrize(("triggers", "counts"), [
    ((1, 3, 5, 7), [1, 2, 3, 4]), ((1, 11, 12), [1, 1, 2]), ((1, 10, 11), [1, 2, 2]), ((5, 0, 6), [1, 2, 3]),
    ((0, 0), [1, 2]),
])
def test_rejects_count_while_they_are_among_the_latest(triggers, counts):
    """Of ten packs; one that nobody tracked (0) counts with the latest that was."""
    rate = RejectRate(10)
    assert [rate.add(trigger) for trigger in triggers] == counts
    rate.forget()
    assert rate.add(12) == 1
    rate.restart()
    assert rate.add(1) == 1


@pytest.mark.parametrize(("among", "stops"), [(5, [5]), (4, [])])
def test_the_line_stops_at_the_rate_and_not_before(among, stops):
    """Packs 1, 3 and 5 are bad: three among five, but two among four."""
    line = Line(msgspec.structs.replace(LAYOUT, rate_limit=3, rate_of=among), limit=9)
    said = {}
    for trigger in range(1, 7):
        line.good(trigger, 900 + 100 * trigger, verdict=trigger % 2 == 0 or trigger > 5)
        if told := to_l2(line.see("barrier_gate", 1100 + 100 * trigger)):
            said[trigger] = told
    assert said == dict.fromkeys(stops, STOPPED)


def test_a_new_batch_counts_anew():
    """Two rejects of the batch before do not stop the next one at its first."""
    line = Line(msgspec.structs.replace(LAYOUT, rate_limit=3, rate_of=5), limit=9)
    for trigger in (1, 2):
        line.good(trigger, 900 + 100 * trigger, verdict=False)
        assert to_l2(line.see("barrier_gate", 1100 + 100 * trigger)) == []
    line.plc.receive("l2", Command("restart_count", "l2"), 2_000 * MS)
    line.good(1, 2000, verdict=False)
    assert to_l2(line.see("barrier_gate", 2200)) == []


def gated(line, encoder):
    """Whether the pack at the gate is ordered off the belt."""
    return any(type(effect) is Send and type(effect.message) is Compare and effect.message.slot.startswith("push")
               for effect in line.see("barrier_gate", encoder))


@pytest.mark.parametrize(("seal", "rejected"), [
    (1150, False), (1141, False), (1159, False), (None, True), (1139, True), (1161, True)])
def test_a_pack_passes_only_with_its_seal(seal, rejected):
    """The edge must come where the pack is expected, ten counts more or less; without it the pack goes."""
    line = Line(msgspec.structs.replace(LAYOUT, camera_to_seal=150))
    line.good(1, 1000)
    if seal is not None:
        line.plc.receive("io", Edges(("seal_seen",), seal), seal * MS)
    assert gated(line, 1200) is rejected


def test_a_seal_is_that_of_the_pack_before_the_sensor():
    """Of two packs the first has none: the second one's seal does not save it."""
    line = Line(msgspec.structs.replace(LAYOUT, camera_to_seal=150))
    line.good(1, 1000)
    line.good(2, 1100)
    line.plc.receive("io", Edges(("seal_seen",), 1250), 1250 * MS)
    assert [gated(line, 1200), gated(line, 1300)] == [True, False]


def test_without_a_sensor_nobody_asks_for_a_seal():
    """A line that has none lets good packs pass."""
    line = Line()
    line.good(1, 1000)
    assert not gated(line, 1200)
