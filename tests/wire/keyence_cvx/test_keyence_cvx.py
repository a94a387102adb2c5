"""A CV-X controller: back to back it is like a direct link, with its own echoes, errors, modes and programs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.keyence_cvx
from linebench.ports.camera import AskCounters, CameraJob, CameraState, Reading, TriggerNow
from linebench.wire.side import Heard, Noted
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, HERE, Bench, device, reading, sent
from tests.wire.transcript import readme

README = readme(linebench.wire.keyence_cvx)
PROGRAMS = {meaning.JOB: 7, "other;job|2": 12}


@pytest.mark.parametrize("options", [
    {}, {"programs": PROGRAMS}, {"programs": PROGRAMS, "card": 2}, {"gs": "{GS}"},
    {"gs": "~", "encoding": "ascii", "result": "{data},{trigger},{symbology},{outcome},{text}"},
])
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(options, chunking):
    """Both ends together say what a direct link says, with any set-up and any chunking."""
    meaning.check_like_a_direct_link(Bench("keyence_cvx", chunking=chunking, **options))


def test_an_unknown_job_is_told():
    """By the camera behind, or by the map of programs: error 22, and the camera then has no job."""
    meaning.check_an_unknown_job_is_told("keyence_cvx")
    bench = Bench("keyence_cvx", programs=PROGRAMS)
    bench.connect()
    bench.asks(CameraJob(meaning.JOB))
    assert bench.asks(CameraJob("9999"))[-1:] == [CameraState(CAMERA, "", True)]
    assert bytes(bench.host.written).endswith(b"PW,1,999\r")
    assert bench.host.noted == [Noted("refused", "ER,PW,22")]
    assert bench.heard == [CameraJob(meaning.JOB), CameraJob("")]


def test_silence_ends_the_connection():
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("keyence_cvx")


@pytest.mark.parametrize("profile", ["full", "plain"])
def test_a_reconnect_tells_the_state(profile):
    """The host asks for the state, or for the program, whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("keyence_cvx", profile=profile)


@pytest.mark.parametrize("options", [{}, {"programs": PROGRAMS, "gs": "<GS>", "suffix": ";"}])
def test_storm(options):
    """2,000 readings over a bad connection keep their triggers, and none is doubled."""
    meaning.check_storm("keyence_cvx", count=2000, seed=6, **options)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=600) | st.text("T1A,PWRS0ER2\r\n", max_size=300).map(str.encode))
def test_garbage(data):
    """Any bytes are survived at both ends; ``R0`` behind them undoes the set-up mode that some ask for."""
    meaning.check_garbage("keyence_cvx", data + b"\rR0\r")


def test_the_plain_profile_learns_the_job_by_its_program():
    """After each switch, also a refused one, and after each connect, the host asks for the program."""
    bench = Bench("keyence_cvx", "plain", programs=PROGRAMS)
    assert bench.connect() == [HERE, CameraState(CAMERA, "", True)]
    assert bench.asks(CameraJob(meaning.JOB)) == [CameraState(CAMERA, meaning.JOB, True)]
    assert bench.asks(CameraJob("9999")) == [CameraState(CAMERA, "", True)]
    assert bench.says(reading(1)) == [reading(1)]
    assert bench.asks(AskCounters()) == []
    assert bench.host.notes() == ["refused", "unsent"]
    assert bytes(bench.host.written) == b"PR\rPW,1,7\rPR\rPW,1,999\rPR\r"


def test_in_set_up_mode_no_result_leaves():
    """It is told as offline, refuses triggers, and tells results again when it runs."""
    side = device("keyence_cvx")
    assert sent(side.received(1, b"S0\rS0\r")) == b"S0\rSTATE;;0;0\rS0\r"
    effects = side.received(1, b"TA\r")
    assert (sent(effects), [each for each in effects if isinstance(each, Heard)]) == (b"ER,TA,03\r", [])
    assert [each.what for each in side.tell(reading(1))] == ["offline"]
    assert sent(side.tell(CameraState(CAMERA, "7", True))) == b"STATE;7;0;0\r"
    assert sent(side.received(1, b"XS\rR0\r")) == b"XS\rSTATE;7;0;0\rR0\rSTATE;7;1;0\r"
    assert sent(side.tell(Reading(2, "no_read", "", "", ""))) == b"2;no_read;;NoRead;\r"


@pytest.mark.parametrize(("command", "answer"), [
    (b"T1", b"T1"), (b"T2", b"T2"), (b"T3", b"ER,T3,03"), (b"TA", b"TA"), (b"T5", b"ER,T5,02"),
    (b"t1", b"ER,t1,02"), (b"T1,1", b"ER,T1,02"), (b"PW", b"ER,PW,02"), (b"PW,2,7", b"ER,PW,22"),
    (b"PW,1,8", None), (b"PR,1", b"ER,PR,02"), (b"PR", b"PR,1,"), (b"\xff", b"ER,\\xff,02"), (b"", b"ER,,02"),
])
def test_what_commands_are_answered(command, answer):
    """With an echo, an error with its number, or, for a program that is not there, after the camera's answer."""
    side = device("keyence_cvx", programs=PROGRAMS, cameras=2)
    effects = side.received(1, command + b"\r")
    if answer is None:
        assert effects == [Heard(CameraJob(""))]
        effects, answer = side.tell(CameraState(CAMERA, "", True)), b"STATE;;1;0\rER,PW,22"
    assert sent(effects) == answer + b"\r"
    triggers = [each for each in effects if isinstance(each, Heard)]
    assert triggers == ([Heard(TriggerNow())] if answer[:1] == b"T" else [])


@pytest.mark.parametrize(("profile", "line"), [
    ("full", b"7;read;]d2;01\x1d21;(21)\\n(10)\r"), ("plain", b"7;read;]d2;01\x1d21;(21)\\n(10)\r"),
    ("unnumbered", b"OK,]d2,01\x1d21,(21)\\n(10)\r"),
])
def test_what_each_profile_sends(profile, line):
    """The result line of a profile, byte by byte."""
    meaning.check_line(device("keyence_cvx", profile), line)


def test_the_session_runs_as_written():
    """Every byte of it comes from the controller's side."""
    meaning.check_readme("keyence_cvx", README)


def test_an_unknown_program_is_refused_whatever_the_camera_does():
    """Also when another job is active after it."""
    side = device("keyence_cvx", programs=PROGRAMS)
    side.received(1, b"PW,1,99\r")
    assert sent(side.tell(CameraState(CAMERA, "other", True))) == b"STATE;other;1;0\rER,PW,22\r"


def test_an_echo_of_something_else_answers_nothing():
    """It is noted as a line that does not fit, and the time limit goes on; so is a refusal of something else."""
    bench = Bench("keyence_cvx")
    bench.connect()
    bench.silent = True
    bench.asks(CameraJob("1"))
    for line in (b"PW,1,2\r", b"PR\r", b"ER,PR,02\r", b"PW\r"):
        bench.pipe.inject(bench.host, line)
    assert bench.host.notes() == ["misfit"] * 4
    bench.pipe.inject(bench.host, b"STATE;1;1;0\r")
    assert bench.pipe.up
    bench.pipe.advance(500_000)
    assert not bench.pipe.up
