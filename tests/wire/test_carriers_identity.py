"""Controllers say who they are over each carrier of tags, and hosts leave alone what they are not made for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.modbus.identity import Told, read_objects
from linebench.wire.s7.identity import LISTS, identity_of
from linebench.wire.side import Noted
from tests.wire.pipe import Chance, bytewise, whole
from tests.wire.tagpair import CARRIERS, Pair

HERE, LOST = Presence("plc", here=True), Presence("plc", here=False, why="lost")
STATE = MachineState(6, "jam é")
TOLD = [("modbus", {"vendor": "Muster", "product": "M-1", "revision": "2.7"}, "Muster M-1 2.7"),
        ("modbus", {"vendor": "M" * 200, "product": "P" * 100, "revision": "2.7"}, ("M" * 200)[:160]),
        ("s7", {"firmware": "3.0.1", "module_type": "CPU 1513-1 PN"}, "CPU 1513-1 PN 6ES7 515-2AM02-0AB0 V3.0.1"),
        ("s7", {"pdu": 112}, "CPU 1515-2 PN 6ES7 515-2AM02-0AB0 V2.9.2"),
        ("enip", {"product": "CPU 5069", "revision": "34.2"}, "CPU 5069 34.2"),
        ("enip", {"product": "M1", "messaging": "unconnected"}, "M1 33.11")]


@pytest.mark.parametrize("chunking", [whole, bytewise, Chance(3)])
@pytest.mark.parametrize(("carrier", "options", "identity"), TOLD)
def test_controller_says_who_it_is(carrier, options, identity, chunking):
    """In as many answers as that takes; then the connection begins, and so it does the next time."""
    pair = Pair(carrier, chunking=chunking, **options, supported=["M", "CPU"])
    pair.pipe.connect()
    assert (pair.host.identity, pair.pipe.host.take()) == (identity, [HERE, STATE])
    pair.pipe.cut()
    pair.host.identity = ""
    pair.pipe.connect()
    assert (pair.host.identity, pair.pipe.host.take()) == (identity, [LOST, HERE])
    assert pair.pipe.host.noted == pair.pipe.device.noted == []


@pytest.mark.parametrize("carrier", CARRIERS)
def test_unsupported_controller_is_left_alone(carrier):
    """The host says why, reads no tag and writes none, however long, and keeps the connection."""
    pair = Pair(carrier, supported=["Other 2", "Other 3"], poll_us=10_000)
    pair.pipe.connect()
    why = f"unsupported version {pair.host.identity!r}; expected 'Other 2' or 'Other 3'"
    assert pair.pipe.host.take() == [Presence("plc", here=False, why=why)]
    written = bytes(pair.pipe.host.written)
    pair.pipe.host.says(Command("5", "kim"))
    pair.pipe.host.poll()
    pair.pipe.advance(10_000_000)
    assert (pair.host.pictures, pair.face.wrote, pair.pipe.up) == ([], [], True)
    assert bytes(pair.pipe.host.written) == written
    assert pair.pipe.host.notes() == ["unsupported", "unsent"]
    assert pair.pipe.device.noted == []
    pair.pipe.cut()
    pair.pipe.connect()
    assert pair.pipe.host.take() == [Presence("plc", here=False, why=why)]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_controller_that_is_not_asked_is_served(carrier):
    """For servers that do not bear the question; a list of versions cannot be kept then."""
    pair = Pair(carrier, identify=False)
    pair.pipe.connect()
    assert pair.pipe.host.take() == [HERE, STATE]
    assert pair.host.identity == ""
    pair = Pair(carrier, identify=False, supported=["X"])
    pair.pipe.connect()
    assert pair.pipe.host.take() == [
        Presence("plc", here=False, why="it does not tell its version; expected 'X'")]


def _answers_not(side, first):
    """A device side that is silent at its first requests."""
    received, left = side.received, [first]

    def hear(client, data):
        if left[0] and (b"\x2b\x0e" in data or b"\x32\x07" in data or b"\1\2\x20\1\x24\1" in data):
            left[0] -= 1
            return ()
        return received(client, data)

    return hear


@pytest.mark.parametrize(("carrier", "questions"), [("modbus", 1), ("s7", 2), ("enip", 1)])
def test_controller_that_is_silent_about_itself_is_served(carrier, questions):
    """Each question waits for its time, none is repeated, and the tags are read then."""
    pair = Pair(carrier)
    pair.pipe.device.side.received = _answers_not(pair.pipe.device.side, questions)
    pair.pipe.connect()
    assert pair.pipe.host.take() == []
    pair.pipe.advance(questions * 500_000)
    assert pair.pipe.host.take() == [HERE, STATE]
    assert pair.pipe.host.notes() == ["unanswered"] * questions


def test_unit_that_does_not_know_the_function_is_served():
    """A gateway's exception to function 43 is no reason to give it up."""
    pair = Pair("modbus")
    received = pair.pipe.device.side.received
    pair.pipe.device.side.received = lambda client, data: received(client, data.replace(b"\x2b\x0e", b"\x2b\x0d"))
    pair.pipe.connect()
    assert pair.pipe.host.take() == [HERE, STATE]
    assert pair.pipe.host.noted == [Noted("refused", "function 43 at 0: exception 1")]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_an_identification_or_none(data):
    """Nothing that arrives breaks what reads it."""
    assert isinstance(read_objects(bytes((43, 14)) + data), Told)
    assert len(identity_of(dict.fromkeys(LISTS, data))) == 3
