"""An SR reader: back to back it is like a direct link, and what it does itself is as its manual says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.keyence_sr
from linebench.ports.camera import CameraJob, CameraState, Reading, TriggerNow
from linebench.wire.side import Arm, Cancel, Heard, Noted, Write
from tests.wire.pipe import Chance
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, Bench, device, reading, sent
from tests.wire.transcript import readme

README = readme(linebench.wire.keyence_sr)
BANKS = {meaning.JOB: 1, "other;job|2": 2}


@pytest.mark.parametrize("options", [
    {}, {"form": "STX"}, {"gs": "{GS}"}, {"gs": "~", "encoding": "ascii"}, {"prefix": "<", "suffix": ">"},
    {"job_command": "BLOAD,{job}", "banks": BANKS},
])
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(options, chunking):
    """Both ends together say what a direct link says, with any set-up and any chunking."""
    meaning.check_like_a_direct_link(Bench("keyence_sr", chunking=chunking, **options))


def test_an_unknown_job_is_told():
    """A job that the camera does not have leaves it without one; the host notes the refusal."""
    meaning.check_an_unknown_job_is_told("keyence_sr")
    bench = Bench("keyence_sr", banks=BANKS)
    bench.connect()
    bench.asks(CameraJob(meaning.JOB))
    assert bench.asks(CameraJob("9999"))[-1:] == [CameraState(CAMERA, "", True)]
    assert bench.host.noted == [Noted("refused", "ER,JOB,02")]
    assert bench.heard == [CameraJob(meaning.JOB), CameraJob("")]


def test_silence_ends_the_connection():
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("keyence_sr")


def test_a_reconnect_tells_the_state():
    """The host asks for the state whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("keyence_sr")


@pytest.mark.parametrize("options", [{}, {"form": "STX", "gs": "<GS>"}])
def test_storm(options):
    """2,000 readings over a bad connection keep their triggers, and none is doubled."""
    meaning.check_storm("keyence_sr", count=2000, seed=5, **options)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=600) | st.text("LONF,JB\r\n\x02\x03\x1bERSTA;", max_size=300).map(str.encode))
def test_garbage(data):
    """Any bytes are survived at both ends."""
    meaning.check_garbage("keyence_sr", data)


def test_a_gap_clears_a_command():
    """Ten seconds after the last character what came of a command is forgotten, and a new one is understood."""
    side = device("keyence_sr")
    assert side.received(1, b"LO") == [Arm("gap:1", 10_000_000)]
    assert side.received(1, b"N") == [Arm("gap:1", 10_000_000)]
    assert side.expired("gap:1") == (Noted("garbage", "client 1: a command without its end for 10 s"),)
    assert side.received(1, b"LOFF\r") == [Write(1, b"OK,LOFF\r")]
    assert side.received(1, b"\x02LO") == [Arm("gap:1", 10_000_000)]
    assert side.received(1, b"N\x03") == [Write(1, b"\x02OK,LON\x03"), Heard(TriggerNow()), Cancel("gap:1")]
    assert side.received(1, b"L") == [Arm("gap:1", 10_000_000)]
    assert side.closed(1) == [Cancel("gap:1")]
    assert side.expired("gap:1") == ()


def test_commands_wait_for_the_answer_to_a_job():
    """Replies keep the order of commands, also when the camera takes its time."""
    side = device("keyence_sr")
    assert side.received(1, b"JOB,A\rLON\rHELLO\r") == [Heard(CameraJob("A"))]
    effects = side.tell(CameraState(CAMERA, "A", True))
    assert sent(effects) == b"STATE;A;1;0\rOK,JOB\rOK,LON\rER,HELLO,00\r"
    assert [each.message for each in effects if isinstance(each, Heard)] == [TriggerNow()]


def test_a_command_that_is_too_long_is_refused():
    """It is noted and answered once, and the next is heard."""
    side = device("keyence_sr", max_frame=8)
    effects = side.received(1, b"x" * 50 + b"\rLOFF\r")
    assert sent(effects) == b"ER,,00\rOK,LOFF\r"
    assert [each.what for each in effects if isinstance(each, Noted)] == ["oversized"]


@pytest.mark.parametrize(("profile", "line"), [
    ("full", b"7;read;]d2;01\x1d21;(21)\\n(10)\r"), ("framed", b"\x027;read;]d2;01\x1d21;(21)\\n(10)\x03"),
    ("unnumbered", b"read,]d2,01\x1d21,(21)\\n(10)\r"), ("bare", b"01\x1d21\r"),
])
def test_what_each_profile_sends(profile, line):
    """The result line of a profile, byte by byte."""
    meaning.check_line(device("keyence_sr", profile), line)


def test_a_result_that_looks_like_a_reply_is_none():
    """A reply is known by the command that was asked; a no-read that reads ``ERROR`` is a no-read."""
    bench = Bench("keyence_sr", result="OK,{data},{trigger}", chunking=Chance(2))
    bench.connect()
    assert bench.says(Reading(17, "no_read", "", "", "")) == [reading(17)]
    assert bench.says(Reading(3, "read", "LON", "", "")) == [Reading(3, "read", "LON", "", "")]
    assert bench.host.noted == []


def test_the_session_runs_as_written():
    """Every byte of it comes from the reader's side."""
    meaning.check_readme("keyence_sr", README)


def test_an_unknown_bank_is_refused_whatever_the_camera_does():
    """Also when another job is active after it."""
    side = device("keyence_sr", banks=BANKS)
    side.received(1, b"JOB,99\r")
    assert sent(side.tell(CameraState(CAMERA, "other", True))) == b"STATE;other;1;0\rER,JOB,02\r"


def test_a_reply_to_something_else_answers_nothing():
    """It is noted as a line that does not fit, and the time limit goes on."""
    bench = Bench("keyence_sr")
    bench.connect()
    bench.silent = True
    bench.asks(CameraJob("1"))
    for line in (b"OK,CLEAR\r", b"ER,CLEAR,00\r"):
        bench.pipe.inject(bench.host, line)
    assert bench.host.notes() == ["misfit"] * 2
    bench.pipe.advance(500_000)
    assert not bench.pipe.up
