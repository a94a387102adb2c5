"""What a scenario can plan on the bytes of a link is what the streams can do."""

from linebench.line.kinds import LINK
from linebench.line.message_faults import MESSAGE_FAULTS
from linebench.line.wire_faults import WIRE_FAULTS
from linebench.wire.stream import FAULTS


def parameter(each):
    return (each.name, each.quantity, each.low, each.high, each.default, each.summary, each.suffix)


def test_both_lists_are_one():
    """Names, sentences, parameters, ranges and defaults are the same, in the same order."""
    planned = [(kind.kind, kind.summary, [*map(parameter, kind.parameters)]) for kind in WIRE_FAULTS]
    done = [(fault.name, fault.sentence, [*map(parameter, fault.parameters)]) for fault in FAULTS.values()]
    assert planned == done


def test_links_have_the_faults_on_messages_and_those_on_bytes():
    """No name stands for two things."""
    assert LINK.faults[3:] == (*MESSAGE_FAULTS, *WIRE_FAULTS)
    assert [kind.kind for kind in LINK.faults[:3]] == ["cut", "drop", "delay"]
    assert len({kind.kind for kind in LINK.faults}) == len(LINK.faults)


def test_all_are_faults_of_the_wire():
    """They stand on the plane of wires, but those that change what a message says: that is data."""
    assert {kind.kind for kind in LINK.faults if kind.plane != "wire"} == {kind.kind for kind in MESSAGE_FAULTS}
    assert {kind.plane for kind in MESSAGE_FAULTS} == {"data"}


def test_a_default_means_the_same_in_both_lists():
    """What a scenario reads from a default is what the streams read."""
    read = {(kind.kind, each.name): each.read(each.default) for kind in WIRE_FAULTS for each in kind.parameters}
    assert read == {(fault.name, each.name): each.read(None) for fault in FAULTS.values()
                    for each in fault.parameters}
