"""A reader that pushes lines: back to back it is like a direct link, and nothing that arrives breaks it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.rawline
from linebench.ports.camera import AskCounters, CameraJob, CameraState, Reading, ResetCounters, TriggerNow
from linebench.ports.presence import Presence
from linebench.wire.dialect import dialects
from linebench.wire.side import Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, HERE, Bench, reading
from tests.wire.transcript import readme

RAWLINE = dialects()["rawline"]
README = readme(linebench.wire.rawline)
OPTIONS = [{}, {"terminator": "CR"}, {"terminator": "LF", "gs": "{GS}"}, {"gs": "~", "encoding": "ascii"},
           {"prefix": "\x02", "suffix": "\x03", "read_word": "OK", "no_read_word": "NG", "no_read": ""}]


def device(**options):
    return RAWLINE.device(RAWLINE.profile("", options), Clock().setting(CAMERA))


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(options, chunking):
    """Both ends together say what a direct link says, with any set-up and any chunking."""
    meaning.check_like_a_direct_link(Bench("rawline", chunking=chunking, **options))


def test_an_unknown_job_is_told():
    """A job that the camera does not have leaves it without one."""
    meaning.check_an_unknown_job_is_told("rawline")


def test_silence_ends_the_connection():
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("rawline")


def test_a_reconnect_tells_the_state():
    """The host asks for the state whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("rawline")


@pytest.mark.parametrize("seed", [3, 4])
def test_storm(seed):
    """5,000 readings over a bad connection keep their triggers."""
    meaning.check_storm("rawline", seed=seed)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_garbage(data):
    """Any bytes are survived at both ends."""
    meaning.check_garbage("rawline", data)


def test_questions_are_asked_again_but_jobs_are_not():
    """With retries a question is repeated; a job never is, since that would number triggers anew."""
    bench = Bench("rawline", retries=2)
    bench.connect()
    bench.silent = True
    bench.asks(AskCounters())
    bench.pipe.advance(1_499_999)
    assert bench.pipe.up
    bench.work()
    assert bench.heard == [AskCounters()] * 3
    bench.pipe.advance(1)
    assert not bench.pipe.up
    bench.connect()
    bench.asks(CameraJob("1"))
    bench.pipe.advance(500_000)
    assert not bench.pipe.up


def test_requests_go_one_at_a_time_and_what_was_not_sent_never_is():
    """A second request waits for the answer to the first, and is noted when the connection goes before."""
    bench = Bench("rawline")
    bench.connect()
    bench.silent = True
    bench.host.says(AskCounters())
    bench.host.says(CameraJob("1"))
    bench.work()
    assert bench.heard == [AskCounters()]
    bench.pipe.cut()
    assert bench.host.noted == [Noted("unsent", "CameraJob 1")]
    bench.silent = False
    bench.connect()
    assert bench.heard == [AskCounters()]


def test_results_go_to_whom_the_profile_says():
    """Of several clients all, the first or the newest get what is pushed; when one goes, the next takes over."""
    line = b"8;no_read;;NoRead;\r\n"
    for word, clients in (("all", [1, 2, 3]), ("first", [1]), ("newest", [3])):
        side = device(results_to=word)
        for client in (1, 2, 3):
            assert side.opened(client) == ()
        assert side.tell(Reading(8, "no_read", "", "", "")) == [Write(client, line) for client in clients]
    side.closed(3)
    assert side.tell(Reading(8, "no_read", "", "", "")) == [Write(2, line)]


def test_one_client_too_many_is_hung_up_on():
    """A reader that takes one client refuses a second, and takes one again when the first is gone."""
    side = device(max_clients=1)
    assert side.opened(1) == ()
    assert side.opened(2) == [Noted("refused", "client 2: 1 connected already"), Hang(2, "no room")]
    assert side.received(2, b"RESET\r\n") == []
    side.closed(2)
    side.closed(1)
    assert side.opened(3) == ()


def test_what_nobody_hears_is_noted():
    """A reading without a client is lost; the record says so."""
    assert device().tell(reading(5)) == [Noted("unheard", "reading of trigger 5: nobody is connected")]


def test_lines_that_are_no_command():
    """A strange line is noted, and answered when the profile has an answer; the next is understood."""
    side = device(refusal="?")
    side.opened(1)
    assert side.received(1, b"HELLO\r\nTRIGGER\r\n") == [
        Noted("garbage", "client 1: b'HELLO' is no command"), Write(1, b"?\r\n"), Heard(TriggerNow())]


def test_a_refused_request_is_over():
    """A refusal ends the request at once: the next one goes, and nothing is given up."""
    bench = Bench("rawline", refusal="ERR")
    bench.connect()
    bench.silent = True
    bench.host.says(ResetCounters())
    bench.pipe.inject(bench.host, b"ERR\r\n")
    assert bench.host.noted == [Noted("refused", "ResetCounters")]
    bench.pipe.advance(10_000_000)
    assert bench.pipe.up


def test_an_oversized_command_is_skipped():
    """A line longer than the profile allows is noted, and what follows is heard."""
    side = device(max_frame=10)
    side.opened(1)
    assert side.received(1, b"x" * 11 + b"\r\nRESET\r\n") == [
        Noted("oversized", "client 1: 11 bytes or more in a frame; expected 10 at most"), Heard(ResetCounters())]


def test_a_profile_without_triggers_shifts_after_a_loss():
    """Counted by the host, results are right until one is lost; from then on they are those of other packs."""
    bench = Bench("rawline", "unnumbered")
    bench.connect()
    bench.asks(CameraJob("1"))
    assert bench.says(reading(1)) == [reading(1)]
    bench.device.says(reading(2))
    bench.host.take()
    bench.pipe.cut()
    bench.device.says(reading(3))
    bench.connect()
    told = bench.says(reading(4))
    assert [(each.trigger, each.content) for each in told] == [(3, reading(4).content)]
    bench.asks(CameraJob("1"))
    assert bench.says(reading(1)) == [reading(1)]


def test_the_bare_profile_says_only_data():
    """A bare reader tells content alone; orders find no command, and presence follows the connection."""
    bench = Bench("rawline", "bare")
    assert bench.connect() == [HERE]
    assert bench.says(reading(1)) == [Reading(1, "read", reading(1).content, "", "]d2")]
    assert bench.says(Reading(2, "no_read", "", "", "")) == [Reading(2, "no_read", "", "", "")]
    assert bench.says(CameraState(CAMERA, "1", True)) == []
    assert bench.asks(CameraJob("1")) == []
    assert bench.host.noted == [Noted("unsent", "CameraJob: the profile has no command for it")]
    bench.pipe.cut()
    assert bench.host.take() == [Presence(CAMERA, here=False, why="connection closed")]


def test_the_example_session_of_the_readme():
    """The session shown in the README is what the two ends really say."""
    session = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    bench = Bench("rawline", gs="<GS>")
    bench.connect()
    bench.asks(CameraJob("09504000059101"))
    bench.says(reading(1))
    bench.says(Reading(2, "no_read", "", "", ""))
    bench.trigger = 2
    bench.asks(AskCounters())
    said = {"<- ": bench.device.written, "-> ": bench.host.written}
    for mark, written in said.items():
        assert [line.removeprefix(mark) for line in session.splitlines() if line.startswith(mark)] == (
            written.decode().split("\r\n")[:-1])


def test_the_handheld_example_of_the_readme():
    """The Python example of the README holds."""
    exec(re.search(r"```python\n(.*?)```", README, re.DOTALL)[1], {})
