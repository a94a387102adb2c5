"""In-Sight vision systems: back to back like a direct link, by cells and pushed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.insight
from linebench.ports.camera import AskCounters, CameraJob, CameraState, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.side import Noted
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, Bench, reading
from tests.wire.transcript import readme

README = readme(linebench.wire.insight)
SETUPS = [("cells", {}), ("pushed", {}), ("cells", {"event_reply": "status", "gs": "<GS>"}), ("cells", {"ring": 2}),
          ("cells", {"counters_cell": "Ask.Counters", "user": "line", "password": "secret"})]


@pytest.mark.parametrize(("profile", "options"), SETUPS)
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(profile, options, chunking):
    """Both ends together say what a direct link says, by cells or pushed, in any chunking."""
    meaning.check_like_a_direct_link(Bench("insight", profile, chunking, **options))


@pytest.mark.parametrize("profile", ["cells", "pushed"])
def test_an_unknown_job_is_told(profile):
    """A job that does not load leaves the camera without one; the refusal is noted."""
    meaning.check_an_unknown_job_is_told("insight", profile=profile)


@pytest.mark.parametrize("profile", ["cells", "pushed"])
def test_silence_ends_the_connection(profile):
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("insight", profile=profile)


@pytest.mark.parametrize("profile", ["cells", "pushed"])
def test_a_reconnect_tells_the_state(profile):
    """The host logs in again and tells the state whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("insight", profile=profile)


@pytest.mark.parametrize(("profile", "options"), [("pushed", {}), ("cells", {"ring": 200, "steps": 120})])
def test_storm(profile, options):
    """5,000 readings over a bad connection keep their triggers."""
    meaning.check_storm("insight", profile=profile, **options)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.lists(st.sampled_from(["1", "0", "-2", "GO", "GVA010", "9;1", "User: ", "WF"]),
                                          max_size=9).map(lambda lines: "\r\n".join(lines).encode()))
def test_garbage(data):
    """Any bytes are survived at both ends."""
    meaning.check_garbage("insight", data)


def test_the_host_looks_by_itself():
    """With a period the host looks without being told to, and tells each message once."""
    bench = Bench("insight")
    bench.connect()
    assert bench.says(reading(1)) == []
    bench.pipe.advance(20_000)
    assert bench.host.take() == [reading(1)]
    bench.pipe.advance(100_000)
    assert bench.host.take() == []


def test_what_was_missed_without_connection_is_told_as_far_as_the_ring_goes():
    """After a cut the host reads what is left in the ring, in order, and notes what was overwritten."""
    bench = Bench("insight", ring=4)
    bench.connect()
    bench.asks(CameraJob("1"))
    bench.pipe.cut()
    for trigger in range(1, 7):
        bench.device.says(reading(trigger))
    assert bench.connect() == [Presence(CAMERA, here=False, why="connection closed"), bench.here,
                               *map(reading, range(3, 7)), CameraState(CAMERA, "1", True)]
    assert bench.host.noted == [Noted("lost", "2 messages were overwritten before a look")]


def test_a_host_that_took_the_system_offline_puts_it_online_again():
    """A connection that breaks while a job is loaded does not leave the system offline."""
    bench = Bench("insight")
    bench.connect()
    bench.silent = True
    bench.asks(CameraJob("1"))
    bench.pipe.cut()
    bench.silent = False
    bench.host.take()
    assert bench.connect() == [bench.here, CameraState(CAMERA, "", True)]
    assert bench.device.side.core.online


def test_somebody_else_takes_the_system_offline():
    """A system that another client puts offline is told as such at the next look."""
    bench = Bench("insight")
    bench.connect()
    bench.asks(CameraJob("1"))
    bench.device.side.core.switched_on = False
    assert bench.look() == [CameraState(CAMERA, "1", False)]
    assert bench.look() == []
    bench.device.side.core.switched_on = True
    assert bench.look() == [CameraState(CAMERA, "1", True)]


def test_wrong_credentials():
    """A host with a wrong password is refused; neither end's record holds what was tried."""
    bench = Bench("insight")
    bench.host.side._options = bench.dialect.profile("", {"password": "tried"})
    bench.pipe.connect()
    assert not bench.pipe.up
    assert bench.host.take() == [Presence(CAMERA, here=False, why="log-in refused")]
    assert "tried" not in f"{bench.host.noted} {bench.device.noted}"


def test_a_log_in_that_is_never_answered_ends():
    """A system that sends no prompt is given up."""
    bench = Bench("insight", hold=True)
    bench.pipe.connect()
    bench.pipe.advance(500_000)
    assert bench.host.take() == [Presence(CAMERA, here=False, why="no answer within 500 ms")]
    assert bench.host.noted == [Noted("unanswered", "log-in: no log-in within 500 ms")]


def test_a_job_name_with_a_line_break_is_never_sent():
    """A name that would be two commands is noted."""
    bench = Bench("insight")
    bench.connect()
    written = bytes(bench.host.written)
    assert bench.asks(CameraJob("a\r\nRT")) == []
    assert bench.host.noted == [Noted("unsent", "CameraJob 'a\\r\\nRT': a name with control characters")]
    assert bench.host.written == written


def test_a_profile_without_triggers_counts():
    """Without trigger numbers the host counts from the selection of the job."""
    bench = Bench("insight", "unnumbered")
    bench.connect()
    bench.asks(CameraJob("1"))
    bench.says(reading(1))
    bench.says(reading(2))
    assert bench.look() == [reading(1), reading(2)]


def test_the_example_session_of_the_readme():
    """The session shown in the README is what the two ends really say."""
    session = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    bench = Bench("insight", gs="<GS>", event_reply="status")
    bench.connect()
    bench.asks(CameraJob("09504000059101"))
    bench.says(reading(1))
    bench.look()
    bench.trigger = 1
    bench.asks(AskCounters())
    bench.asks(TriggerNow())
    for mark, written in (("<-", bench.device.written), ("->", bench.host.written)):
        shown = "".join(line[3:] + ("" if line.endswith(": ") else "\r\n")
                        for line in session.splitlines() if line.startswith(mark))
        assert shown == written.decode()
