"""A SICK reader: back to back it is like a direct link, with its own methods, variables, events and errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.sick_cola
from linebench.ports.camera import CameraJob, CameraState, Reading, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.side import Heard, Noted
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, HERE, Bench, device, reading, sent
from tests.wire.transcript import readme

README = readme(linebench.wire.sick_cola)


@pytest.mark.parametrize("options", [
    {}, {"profile": "raw"}, {"gs": "{GS}"}, {"gs": "~", "encoding": "ascii", "result": "{trigger} {data} {text}",
                                             "assumed_symbology": "]d2", "no_read": "NR"},
])
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(options, chunking):
    """Both ends together say what a direct link says, with any set-up and any chunking."""
    meaning.check_like_a_direct_link(Bench("sick_cola", chunking=chunking, **options))


@pytest.mark.parametrize("profile", ["event", "raw"])
def test_an_unknown_job_is_told(profile):
    """A job that the camera does not have leaves it without one; the host notes the refusal."""
    meaning.check_an_unknown_job_is_told("sick_cola", profile=profile)
    bench = Bench("sick_cola", profile, jobs=())
    bench.connect()
    bench.asks(CameraJob("9"))
    assert bench.host.noted == [Noted("refused", "sAN mXJob 0")]


def test_silence_ends_the_connection():
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("sick_cola")


@pytest.mark.parametrize("profile", ["event", "raw"])
def test_a_reconnect_tells_the_state(profile):
    """The host subscribes and asks for the state whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("sick_cola", profile=profile)


def test_a_subscription_is_made_anew_with_each_connection():
    """The reader forgets it, so a host that did not would hear nothing."""
    bench = Bench("sick_cola")
    for trigger in (1, 2, 3):
        bench.connect()
        assert bench.says(reading(trigger)) == [reading(trigger)]
        bench.pipe.cut()
    assert bytes(bench.host.written).count(b"\x02sEN XLine 1\x03") == 3


def test_a_reader_without_the_event_is_told_from_one_that_is_silent():
    """The refusal is noted, and the state is asked for all the same."""
    bench = Bench("sick_cola", "raw")
    other = Bench("sick_cola")
    bench.pipe.host.side = other.pipe.host.side
    assert bench.connect() == [HERE, CameraState(CAMERA, "", True)]
    assert bench.host.noted == [Noted("refused", "sFA F")]


@pytest.mark.parametrize("options", [{}, {"profile": "raw", "gs": "<GS>"}])
def test_storm(options):
    """2,000 readings over a bad connection keep their triggers, and none is doubled; events need a subscription."""
    meaning.check_storm("sick_cola", count=2000, seed=8, **options)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=600) | st.text("sMNREAF X1\x02\x03", max_size=300).map(str.encode),
       profile=st.sampled_from(["event", "raw"]))
def test_garbage(data, profile):
    """Any bytes are survived at both ends."""
    meaning.check_garbage("sick_cola", data, profile=profile)


def test_events_go_to_those_that_subscribed():
    """And no more when one ends its subscription; a reading that nobody hears is noted."""
    side = device("sick_cola")
    side.opened(2)
    assert sent(side.received(1, b"\x02sEN XLine 1\x03")) == b"\x02sEA XLine 1\x03"
    effects = side.tell(Reading(1, "no_read", "", "", ""))
    assert (sent(effects, 1), sent(effects, 2)) == (b"\x02sSN XLine 1;no_read;;NoRead;\x03", b"")
    assert sent(side.received(1, b"\x02sEN XLine 0\x03")) == b"\x02sEA XLine 0\x03"
    assert [each.what for each in side.tell(reading(2))] == ["unheard"]


@pytest.mark.parametrize(("frame", "answer"), [
    (b"\x02sMN mTCgateon\x03", b"\x02sAN mTCgateon 1\x03"),
    (b"\x02sMN mTCgateoff\x03", b"\x02sAN mTCgateoff 1\x03"),
    (b"\x02sMN mTCgateon 5\x03", b"\x02sFA 5\x03"), (b"\x02sMN none\x03", b"\x02sFA 2\x03"),
    (b"\x02sRN XState\x03", b"\x02sRA XState STATE;;1;0\x03"), (b"\x02sRN none\x03", b"\x02sFA 3\x03"),
    (b"\x02sWN XState 1\x03", b"\x02sFA 3\x03"), (b"\x02sEN none 1\x03", b"\x02sFA F\x03"),
    (b"\x02sEN XLine 2\x03", b"\x02sFA 5\x03"), (b"\x02sAN mTCgateon 1\x03", b"\x02sFA C\x03"),
    (b"\x02\x03", b"\x02sFA C\x03"), (b"hello\x02sMN mTCgateoff\x03", b"\x02sFA C\x03\x02sAN mTCgateoff 1\x03"),
    (b"\r\n\x02sMN mTCgateoff\x03\r\n", b"\x02sAN mTCgateoff 1\x03"), (b"\xff\x03", b"\x02sFA C\x03"),
    (b"\x02" + b"x" * 5000 + b"\x03", b"\x02sFA C\x03"),
])
def test_what_telegrams_are_answered(frame, answer):
    """Each by the kind that belongs to it, or by an error with its number, which is noted."""
    side = device("sick_cola")
    effects = side.received(1, frame)
    assert sent(effects) == answer
    assert [each.message for each in effects if isinstance(each, Heard)] == (
        [TriggerNow()] if answer == b"\x02sAN mTCgateon 1\x03" else [])
    assert any(isinstance(each, Noted) for each in effects) == (b"sFA" in answer)


def test_the_host_takes_no_answer_for_another():
    """An answer to something else, or an error that nothing asked for, is noted and completes nothing."""
    bench = Bench("sick_cola")
    bench.connect()
    bench.silent = True
    bench.asks(CameraJob("1"))
    for frame in (b"\x02sAN mXReset 1\x03", b"\x02sRA mXJob 1\x03", b"\x02sSN Other 1\x03"):
        bench.pipe.inject(bench.host, frame)
    assert bench.host.notes() == ["garbage"] * 3
    bench.pipe.advance(500_000)
    assert bench.host.take() == [Presence(CAMERA, here=False, why="no answer within 500 ms")]


@pytest.mark.parametrize(("profile", "line"), [
    ("raw", b"\x027;read;]d2;01\x1d21;(21)\\n(10)\x03"), ("unnumbered", b"\x02read ]d2 01\x1d21 (21)\\n(10)\x03"),
    ("bare", b"\x0201\x1d21\x03"),
])
def test_what_each_profile_sends(profile, line):
    """The result line of a profile, byte by byte; ``event`` is in the README."""
    meaning.check_line(device("sick_cola", profile), line)


def test_the_session_runs_as_written():
    """Every byte of it comes from the reader's side."""
    meaning.check_readme("sick_cola", README)
