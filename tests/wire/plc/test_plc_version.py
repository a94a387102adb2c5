"""The version of the table of tags: a host with another table notices instead of misreading."""

import pytest

from linebench.ports.plc import Command, MachineState, Verdict
from linebench.ports.presence import Presence
from linebench.wire.plc import PlcFace, PlcHost, PlcOptions
from linebench.wire.plc.table import plc_layout
from linebench.wire.rings.layout import LAYOUT, version
from linebench.wire.side import Noted
from tests.wire.rings.pair import Pair

VERSION = version(plc_layout(PlcOptions()).table())
HERE = Presence("l1", here=True, identity=f"tags {VERSION:08X}")


def _pair():
    made = PlcOptions()
    return Pair(lambda setting: PlcFace(made, setting), lambda setting: PlcHost(made, setting))


def test_a_controller_with_another_table_is_left_alone():
    """It is lost for that reason, which is said once, and not a single tag of it is written."""
    pair = _pair()
    pair.controller_says(MachineState(2, "power on"))
    pair.image.set({LAYOUT: 0x1234ABCD})
    pair.host_says(Verdict(1, True), Command("start", "kim"))
    pair.settle()
    pair.time += 5_000_000
    pair.settle()
    why = f"unsupported version 'tags 1234ABCD'; expected 'tags {VERSION:08X}'"
    assert pair.host_end.heard == [Presence("l1", here=False, why=why)]
    assert pair.host_end.noted == [Noted("unsupported", why)]
    assert {name: value for name, value in pair.image.values.items()
            if pair.image.table[name].writable and value} == {}


def test_only_the_version_of_another_table_is_read():
    """What lies behind it has other places and meanings."""
    pair = _pair()
    assert pair.host.glance() == (LAYOUT,)
    foreign = {**pair.host.table.initial(), LAYOUT: 7}
    assert pair.host.beyond(foreign, torn=False) == ()
    pair.host.seen(foreign)
    assert pair.host.glance() == (LAYOUT,)


def test_a_controller_that_gets_its_table_back_is_served():
    """Another program was loaded into it, and the right one again."""
    pair = _pair()
    pair.controller_says(MachineState(2, "power on"))
    pair.image.set({LAYOUT: 7})
    pair.settle()
    pair.image.set({LAYOUT: VERSION})
    pair.settle()
    assert pair.host_end.heard[1:] == [HERE, MachineState(2, "power on")]


def test_a_controller_that_tells_no_version_is_served():
    """A foreign one may leave the tag at 0: then nobody checks."""
    pair = _pair()
    pair.controller_says(MachineState(2, "power on"))
    pair.image.set({LAYOUT: 0})
    pair.settle()
    assert pair.host_end.heard == [Presence("l1", here=True), MachineState(2, "power on")]


@pytest.mark.parametrize("other", [{"alarms": ("guard open",)}, {"alarms": ("guard open", "jam")}])
def test_another_table_has_another_version(other):
    """Whatever changes a tag or its place changes the number."""
    assert version(plc_layout(PlcOptions(**other)).table()) != VERSION
