"""Readers say who they are, and hosts leave alone what they are not made for."""

import re

import pytest

from linebench.ports.camera import AskCounters, CameraJob, CameraState, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.sick_cola.calls import read_texts, written_texts
from tests.wire.pipe import bytewise, whole
from tests.wire.readers.bench import CAMERA, Bench, reading

DMCC = {"parameters": {"DEVICE.TYPE": "DM262", "DEVICE.FIRMWARE-VER": "6.2.0"}}
COLA = {"identity_variable": "DeviceIdent", "device_name": "LMS10x_FieldEval", "device_version": "V1.36-21.10.2010"}
TOLD = [("dmcc", "extended", DMCC, "DM262 6.2.0"), ("dmcc", "silent", DMCC, "DM262 6.2.0"),
        ("dmcc", "dm475v", DMCC, "DM262 6.2.0"),
        ("insight", "cells", {"info": ["model: 5705", "Job: a", "Firmware Version: 6.01.00"]}, "5705 6.01.00"),
        ("insight", "pushed", {"info": ["Model: 5705", "Firmware Version: 6.01.00"]}, "5705 6.01.00"),
        ("sick_cola", "", COLA, "LMS10x_FieldEval V1.36-21.10.2010")]


SILENT = {rb"\|\|[^|]*GET DEVICE[^\r]*\r\n": b""}


class Deaf:
    """A reader that takes some words for others."""

    def __init__(self, side, words):
        self._side, self._words = side, words

    def __getattr__(self, name):
        return getattr(self._side, name)

    def received(self, client, data):
        for word, other in self._words.items():
            data = re.sub(word, other, data)
        return self._side.received(client, data)


def deaf(dialect, words, profile="", **options):
    bench = Bench(dialect, profile, **options)
    bench.device.side = Deaf(bench.device.side, words)
    return bench


def unlike(bench, **options):
    """Have the host's end differ in these options; the sides share what they are made of."""
    chosen = bench.dialect.profile("", options)
    bench.host.side = bench.dialect.host(chosen, bench.clock.setting(CAMERA))
    return bench


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize(("dialect", "profile", "options", "identity"), TOLD)
def test_reader_says_who_it_is(dialect, profile, options, identity, chunking):
    """What the reader is set up to say comes with its presence, and comes anew with each connection."""
    bench = Bench(dialect, profile, chunking, **options, supported=[identity])
    here = Presence(CAMERA, here=True, identity=identity)
    assert bench.connect() == [here, CameraState(CAMERA, "", True)]
    bench.pipe.cut()
    assert bench.connect() == [Presence(CAMERA, here=False, why="connection closed"), here,
                               CameraState(CAMERA, "", True)]
    assert (bench.host.noted, bench.device.noted) == ([], [])


@pytest.mark.parametrize(("dialect", "profile", "options", "identity"), TOLD)
def test_unsupported_reader_is_left_alone(dialect, profile, options, identity):
    """The host says why, keeps the connection and gives it neither job nor trigger, however long."""
    bench = Bench(dialect, profile, **options, supported=["X-1", "X-2"])
    why = f"unsupported version {identity!r}; expected 'X-1' or 'X-2'"
    assert bench.connect() == [Presence(CAMERA, here=False, why=why)]
    written = bytes(bench.host.written)
    for order in (CameraJob("1"), AskCounters(), TriggerNow()):
        assert bench.asks(order) == []
    assert bench.look() == []
    bench.pipe.advance(10_000_000)
    assert (bytes(bench.host.written), bench.pipe.up, bench.heard) == (written, True, [])
    assert bench.host.notes() == ["unsupported", "unsent", "unsent", "unsent"]
    assert bench.device.noted == []


@pytest.mark.parametrize("dialect", ["dmcc", "insight"])
def test_reader_is_asked_again_with_each_connection(dialect):
    """A host that serves another version serves it with the next connection."""
    bench = Bench(dialect, supported=["X-1"])
    bench.connect()
    bench.pipe.cut()
    unlike(bench)
    assert bench.connect() == [bench.here, CameraState(CAMERA, "", True)]


@pytest.mark.parametrize(("dialect", "options"), [
    ("dmcc", {"parameters": {}}), ("sick_cola", {**COLA, "device_name": "", "device_version": ""})])
def test_reader_that_does_not_say_is_served(dialect, options):
    """One that refuses the question, or says nothing, is of an unknown version."""
    bench = Bench(dialect, **options)
    assert bench.connect() == [Presence(CAMERA, here=True), CameraState(CAMERA, "", True)]
    assert Bench(dialect, **options, supported=["X"]).connect() == [
        Presence(CAMERA, here=False, why="it does not tell its version; expected 'X'")]


def test_variable_that_a_reader_lacks_is_no_reason_to_give_it_up():
    """A host that asks for an identity which the reader refuses serves it."""
    bench = unlike(Bench("sick_cola"), identity_variable="DeviceIdent")
    assert bench.connect() == [Presence(CAMERA, here=True), CameraState(CAMERA, "", True)]
    assert bench.host.notes() == ["refused"]


def test_system_that_does_not_know_the_question_is_served():
    """An In-Sight that answers ``GI`` as an unknown command is of an unknown version; no later reply is shifted."""
    bench = deaf("insight", {b"GI\r\n": b"GX\r\n"})
    assert bench.connect() == [Presence(CAMERA, here=True), CameraState(CAMERA, "", True)]
    assert bench.asks(CameraJob("1")) == [CameraState(CAMERA, "1", True)]
    assert bench.host.notes() == ["refused"]


@pytest.mark.parametrize("profile", ["extended", "silent"])
def test_reader_that_is_silent_about_itself_is_served(profile):
    """A question that stays unanswered is not asked for more, and the reader is served when its time is over."""
    bench = deaf("dmcc", SILENT, profile)
    assert bench.connect() == []
    bench.pipe.advance(500_000)
    bench.work()
    assert bench.host.take() == [Presence(CAMERA, here=True), CameraState(CAMERA, "", True)]


def test_readings_before_the_answer_are_told_behind_it():
    """What a reader pushes while it is asked who it is comes behind its presence, in order."""
    bench = deaf("dmcc", SILENT)
    bench.connect()
    assert [bench.says(reading(1)), bench.says(reading(2))] == [[], []]
    bench.pipe.advance(500_000)
    bench.work()
    assert bench.host.take() == [Presence(CAMERA, here=True), reading(1), reading(2), CameraState(CAMERA, "", True)]


def test_only_so_many_readings_wait_for_the_answer():
    """A reader that pushes without end while it is asked who it is fills no memory."""
    bench = deaf("dmcc", SILENT, max_waiting=3)
    bench.connect()
    for trigger in range(1, 6):
        bench.says(reading(trigger))
    assert bench.host.notes() == ["overrun", "overrun"]


@pytest.mark.parametrize(("data", "texts"), [
    (b"10 LMS10x_FieldEval 10 V1.36-21.10.2010", ("LMS10x_FieldEval", "V1.36-21.10.2010")),
    (b"6 a b cd 0 ", ("a b cd", "")), (b"", ()), (b"FFFF a", ("a",)), (b"x 1 a", ())])
def test_texts_with_their_lengths(data, texts):
    """A text with spaces is told by its length; what has none ends the row."""
    assert read_texts(data) == texts


def test_texts_come_back():
    """What is written is read back."""
    assert read_texts(written_texts("a b", "", "c")) == ("a b", "", "c")
