"""Printers say who they are, and hosts leave alone what they are not made for."""

import pytest

from linebench.ports.presence import Presence
from linebench.ports.printer import ClearQueue, PrinterEnable, PrintNow, PrintOrders
from linebench.wire.codenet.codec import encode_frame
from linebench.wire.dialect import dialects
from linebench.wire.wsi.codec import Packet, encode_packet
from tests.wire.pipe import bytewise, whole
from tests.wire.printers.link import JOB, linked

TOLD = [("codenet", {"identity": "300417", "version": "0102"}, "300417 protocol 0102"),
        ("wsi", {"part_number": "W-4711"}, "W-4711"),
        ("zpl", {"identity": "ZT610-600dpi,V93.21.01Z,24,65536KB"}, "ZT610-600dpi V93.21.01Z 24 65536KB")]
QUESTIONS = {"codenet": (encode_frame("A?"), encode_frame("}D?")), "wsi": (encode_packet(Packet("H")),),
             "zpl": (b"~HI\r\n",)}


class Reticent:
    """A unit that does not hear the question who it is."""

    def __init__(self, side, questions):
        self._side, self._questions = side, questions

    def __getattr__(self, name):
        return getattr(self._side, name)

    def received(self, client, data):
        for question in self._questions:
            data = data.replace(question, b"")
        return self._side.received(client, data)


def joined(name, options=None, *, chunking=whole, reticent=False, **host):
    pipe = linked(name, "", options, host=host, chunking=chunking)
    if reticent:
        pipe.device.side = Reticent(pipe.device.side, QUESTIONS[name])
    pipe.connect()
    return pipe


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize(("name", "options", "identity"), TOLD)
def test_printer_says_who_it_is(name, options, identity, chunking):
    """What the unit is set up to say comes with its presence, and comes anew with each connection."""
    pipe = joined(name, options, chunking=chunking, supported=[identity[:4]])
    assert pipe.host.take()[0] == Presence("printer-1", here=True, identity=identity)
    pipe.cut()
    pipe.connect()
    assert pipe.host.take()[:2] == [Presence("printer-1", here=False, why="connection closed"),
                                    Presence("printer-1", here=True, identity=identity)]
    assert (pipe.host.noted, pipe.device.noted) == ([], [])


@pytest.mark.parametrize(("name", "options", "identity"), TOLD)
def test_unsupported_printer_is_left_alone(name, options, identity):
    """The host says why, keeps the connection and gives it neither job, record nor command, however long."""
    pipe = joined(name, options, supported=["X-1"])
    why = f"unsupported version {identity!r}; expected 'X-1'"
    written = bytes(pipe.host.written)
    for message in (JOB, PrintOrders(1, ("A1",)), PrintNow(), PrinterEnable(False), ClearQueue()):
        pipe.host.says(message)
    pipe.host.poll()
    pipe.advance(10_000_000)
    assert pipe.host.take() == [Presence("printer-1", here=False, why=why)]
    assert (bytes(pipe.host.written), pipe.up) == (written, True)
    assert pipe.host.notes() == ["unsupported", "unsaid", "unsaid"]
    assert (pipe.device.take(), pipe.device.noted) == ([], [])


def test_printer_is_asked_again_with_each_connection():
    """A unit that comes back with firmware that is supported is served from then on, with all it was to be told."""
    pipe = joined("codenet", TOLD[0][1], supported=["300500"])
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1",)))
    pipe.cut()
    newer = dialects()["codenet"].profile("", {"identity": "300500"})
    pipe.device.side = dialects()["codenet"].device(newer, pipe.clock.setting("printer-1"))
    pipe.connect()
    pipe.advance(200_000)
    assert pipe.host.take()[-2] == Presence("printer-1", here=True, identity="300500 protocol 0100")
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("A1",))]


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_printer_that_does_not_say_is_served(name):
    """A unit that leaves the question unanswered is of an unknown version: it is waited for, and served."""
    pipe = joined(name, reticent=True)
    pipe.advance(2_000_000)
    assert pipe.host.take()[0] == Presence("printer-1", here=True)
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1",)))
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("A1",))]
    assert set(pipe.host.notes()) == {"unanswered"}


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_printer_that_does_not_say_is_not_served_where_versions_are_named(name):
    """Unknown is not supported."""
    pipe = joined(name, reticent=True, supported=["X-1"])
    pipe.advance(2_000_000)
    assert pipe.host.take() == [
        Presence("printer-1", here=False, why="it does not tell its version; expected 'X-1'")]
    assert pipe.device.take() == []
