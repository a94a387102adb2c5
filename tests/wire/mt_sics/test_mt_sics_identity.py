"""Scales say who they are, and hosts leave alone what they are not made for."""

import pytest

from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.presence import Presence
from tests.wire.mt_sics.test_mt_sics_pipe import CARRIES, IDENTITY, pair
from tests.wire.pipe import bytewise, whole

FAULT = ScaleState("scale-1", "fault", "load cell")
ONE, TWO = Weight("scale-1", 1, 5), Weight("scale-1", 2, 6)


class Reticent:
    """A scale that takes I2, I3 and I4 for something else."""

    def __init__(self, side, word):
        self._side, self._word = side, word

    def __getattr__(self, name):
        return getattr(self._side, name)

    def received(self, client, data):
        for question in (b"I2", b"I3", b"I4"):
            data = data.replace(question + b"\r\n", self._word)
        return self._side.received(client, data)


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize("name", [*CARRIES, "plain"])
def test_scale_says_who_it_is(name, chunking):
    """Model, software and serial number, with each connection."""
    pipe = pair(name, chunking, model='WX-3 "a"', software="2.7", serial="S9", supported=["WX-3"])
    here = Presence("scale-1", here=True, identity='WX-3 "a" 2.7 S9')
    for _ in range(2):
        pipe.connect()
        assert pipe.host.take() == [here]
        pipe.cut()
        assert pipe.host.take() == [Presence("scale-1", here=False, why="connection closed")]
    assert (pipe.host.noted, pipe.device.noted) == ([], [])


@pytest.mark.parametrize("name", CARRIES)
def test_unsupported_scale_is_left_alone(name):
    """Its weights are not taken, and it is asked nothing more, until it comes with another connection."""
    pipe = pair(name, supported=["WX"])
    pipe.connect()
    written = bytes(pipe.host.written)
    pipe.device.says(ONE)
    pipe.host.poll()
    pipe.advance(10_000_000)
    why = f"unsupported version {IDENTITY!r}; expected 'WX'"
    assert pipe.host.take() == [Presence("scale-1", here=False, why=why)]
    assert (bytes(pipe.host.written), pipe.up, pipe.host.notes()) == (written, True, ["unsupported"])
    pipe.cut()
    pipe.connect()
    assert (pipe.host.take(), pipe.host.notes()) == ([], ["unsupported"] * 2), "asked again; it was lost already"


@pytest.mark.parametrize("word", [b"", b"I9\r\n"])
def test_scale_that_does_not_say_is_served(word):
    """One that is silent at the question or refuses it; what it says meanwhile is told behind its presence."""
    pipe = pair()
    pipe.device.side = Reticent(pipe.device.side, word)
    pipe.connect()
    pipe.device.says(ONE)
    pipe.device.says(FAULT)
    pipe.advance(500_000)
    pipe.device.says(TWO)
    assert pipe.host.take() == [Presence("scale-1", here=True), ONE, FAULT, TWO]


def test_only_so_many_weights_wait_for_the_answer():
    """A scale that never stops while it is asked who it is fills no memory."""
    pipe = pair(kept=2)
    pipe.device.side = Reticent(pipe.device.side, b"")
    pipe.connect()
    for _ in range(4):
        pipe.device.says(ONE)
    pipe.advance(500_000)
    assert pipe.host.take() == [Presence("scale-1", here=True), ONE, ONE]
    assert pipe.host.notes() == ["overrun", "overrun", "unanswered"]
