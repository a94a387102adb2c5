"""The field's end on the tags of a map: a remote I/O with a counter card, and the PLC's looks at it."""

import pytest

from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.mapped import MappedOptions, read_map
from linebench.wire.mapped.field import FieldEnd
from linebench.wire.mapped.field_signals import FIELD
from linebench.wire.mapped.scans import FieldSight, Scan, Scans
from linebench.wire.modbus.layout import ModbusLayout
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.side import Arm, Heard, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.memory import TagMemory
from tests.wire.mapped.maps import HEAD, heard

COUNTED = ("barrier_gate.count,,HR0,uint16,,,,,", "barrier_gate.encoder,,HR1,uint32,,,,,")
LEVEL = ("barrier_gate,,HR0.3,bool,,,,,",)
PUSH = ("push,,HR20.0,bool,,,toggle,,", "push.encoder,,HR21,uint32,,,,,")
MOTOR = ("motor,,HR10.0,bool,,,,,", "pusher,,HR10.1,bool,,,,,")
BEAT = ("heartbeat.plc,,HR11,uint16,,,counter,,",)
DWELL, APART = 85_000, 150_000


class Field:
    """A field with a map, on a clock of its own."""

    def __init__(self, *rows, **options):
        self.now, self.count, self.scans = 0, 0, Scans()
        names = read_map(HEAD + "".join(f"l1-io,{row}\n" for row in rows), "field.csv", None, FIELD)
        sight = FieldSight(lambda: self.count, DWELL, APART, self.scans)
        self.face = FieldEnd(names, MappedOptions(**options), Setting(name="io", now=lambda: self.now), sight)
        self.image = TagImage(self.face)
        self.memory = TagMemory(self.image, ModbusLayout(self.image.table, ModbusProfile(registers=40)))

    def look(self, at_us, start=0, count=6):
        """The PLC reads registers at a time."""
        self.now = at_us
        return self.memory.read(2 * start, 2 * count).hex()

    def write(self, **values):
        """The PLC writes these signals in one request; ``_`` stands for a dot where the map has one."""
        return self.image.write({f"modbus:{name.replace('push_', 'push.').replace('t_plc', 't.plc')}": value
                                 for name, value in values.items()})

    def edge(self, at_us, encoder=0):
        """A pack comes to the gate's barrier."""
        self.now = at_us
        return self.image.tell(Edges(("barrier_gate",), encoder))


def test_an_edge_waits_for_whoever_looks():
    """Counted, with the encoder latched, for as long as it takes; both begin anew behind their greatest."""
    field = Field(*COUNTED)
    field.edge(0, 70_000)
    field.edge(APART, (1 << 32) + 5)
    assert field.look(10_000_000, count=3) == "000200000005"


def test_the_encoder_is_as_it_is_when_the_plc_looks():
    """Not as it was when the field said something last."""
    field = Field("encoder,,HR4,uint32,,,,,")
    field.count = 0x1_0002_0003
    assert field.look(5, 4, 2) == "00020003"


def test_a_level_lasts_as_long_as_a_pack_covers_the_barrier():
    """Then the card takes it back."""
    field = Field(*LEVEL, "bin_full,,HR0.0,bool,,,,,")
    field.image.tell(Input("bin_full", True, 1))
    assert Arm("dwell barrier_gate", DWELL) in field.edge(0)
    assert field.look(1, count=1) == "0009"
    field.face.expired("dwell barrier_gate")
    assert field.look(2, count=1) == "0001"


def test_a_stroke_comes_when_the_encoder_does():
    """By the card's own comparator; near the encoder now, whatever the type holds of it. Others strike nothing."""
    field = Field(*PUSH)
    field.count = (3 << 32) - 100
    assert heard(field.write(push=True, push_encoder=20)) == [Compare("push:0", (3 << 32) + 20)]
    assert heard(field.write(push=False, push_encoder=(1 << 32) - 90)) == [Compare("push:1", (3 << 32) - 90)]
    assert heard(field.image.tell(Reached("push:0", 0))) == [Output("pusher", True)]
    assert heard(field.image.tell(Reached("push:0", 0))) == heard(field.image.tell(Reached("watch", 0))) == []


def test_outputs_are_heard_when_they_change():
    """Of the pusher the rising edge alone."""
    field = Field(*MOTOR)
    assert heard(field.write(motor=True, pusher=True)) == [Output("motor", True), Output("pusher", True)]
    assert heard(field.write(motor=True, pusher=False)) == []


@pytest.mark.parametrize(("safe", "fallen"), [(True, [Output("motor", False)]), (False, [])])
def test_outputs_fall_when_the_plc_is_silent(safe, fallen):
    """As a remote I/O with a watchdog does, or without."""
    field = Field(*MOTOR, *BEAT, fail_safe=safe, beat_within=Duration(1_000))
    field.write(heartbeat_plc=1, motor=True)
    field.write(heartbeat_plc=2)
    lost = Presence("l1", here=False, why="heartbeat stands still for 1 ms")
    assert heard(field.face.expired("watch")) == [lost, *fallen]
    assert field.image.values["modbus:motor"] is not safe


def test_looks_are_timed_while_the_belt_runs():
    """Mean, standard deviation, 99th percentile and worst, of the signal that is looked at least often."""
    field = Field(*COUNTED, *MOTOR, "reject_confirm.count,,HR5,uint16,,,,,")
    field.look(0)
    field.look(900_000)
    field.now = 1_000_000
    field.write(motor=True)
    for at in (1_001_000, 1_011_000, 1_041_000):
        field.look(at)
    field.look(1_051_000, 0, 3)
    assert field.scans.summary() == Scan("reject_confirm", 2, 20_000, 10_000, 10_000, 30_000, DWELL)
    assert field.scans.trouble == ""


def test_two_packs_between_two_looks_are_one_too_many_for_a_latch():
    """The first is lost to the PLC, and that is no fault of its program."""
    field = Field(*COUNTED, *MOTOR)
    field.write(motor=True)
    field.look(1)
    field.edge(10)
    field.edge(150_001)
    assert field.scans.complaint() == (
        "barrier_gate: packs are 150 ms apart, and the last alone is latched; the PLC did not look for 150 ms: "
        "what is over between two looks it cannot know. Let it look more often, run the line slower, or map counts "
        "of edges")
    assert field.scans.complaint() == ""


def test_a_level_that_is_over_between_two_looks_is_lost():
    """A count would have waited."""
    field = Field(*LEVEL, *MOTOR)
    field.write(motor=True)
    field.look(5_000)
    field.edge(20_000)
    field.now = 125_000
    field.face.expired("dwell barrier_gate")
    told = "barrier_gate: a pack takes 85 ms over it; the PLC did not look for 120 ms: "
    assert field.scans.trouble.startswith(told)


def test_a_plc_that_always_looks_too_seldom_is_found_before_it_loses_something():
    """By the median of its looks."""
    field = Field(*LEVEL, *MOTOR)
    field.write(motor=True)
    for n in range(51):
        field.look(n * 86_000)
    assert field.scans.trouble.startswith("barrier_gate: a pack takes 85 ms over it; the PLC looks every 86 ms: ")


def test_the_field_is_heard_by_whoever_comes():
    """Its own heart beats from the first write on."""
    field = Field(*MOTOR, "heartbeat.io,,HR2,uint16,,,counter,,")
    assert Arm("beat", 500_000) in field.write(motor=False)
    assert field.look(0, 2, 1) == "0001"
    assert not any(isinstance(effect, Heard) for effect in field.write(motor=False))
