"""DataMan readers: back to back like a direct link; statuses, modes and parameters as published."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linebench.wire.dmcc
from linebench.ports.camera import AskCounters, CameraJob, CameraState, ResetCounters, TriggerNow
from linebench.wire.dialect import dialects
from linebench.wire.side import Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.readers import meaning
from tests.wire.readers.bench import CAMERA, Bench, reading
from tests.wire.transcript import readme

DMCC = dialects()["dmcc"]
README = readme(linebench.wire.dmcc)
SETUPS = [("extended", {}), ("silent", {}), ("dm475v", {}), ("extended", {"checksum": True}),
          ("extended", {"checksum": True, "checksum_of": "body", "gs": "<GS>"}), ("dm475v", {"encoded_in": (1, 2)})]


class Reader:
    """The device's end with one client, spoken to by bytes."""

    def __init__(self, mode=1, profile="", **options):
        self.side = DMCC.device(DMCC.profile(profile, options), Clock().setting(CAMERA))
        assert self.side.opened(1) == ()
        self.side.received(1, b"||>SET COM.DMCC-RESPONSE %d\r\n" % mode)

    def __call__(self, line):
        """What is written and heard after a line."""
        effects = self.side.received(1, line.encode() + b"\r\n")
        return [effect.data.decode() if isinstance(effect, Write) else effect for effect in effects
                if not isinstance(effect, Noted)]


@pytest.mark.parametrize(("profile", "options"), SETUPS)
@pytest.mark.parametrize("chunking", meaning.CHUNKINGS)
def test_like_a_direct_link(profile, options, chunking):
    """Both ends together say what a direct link says, in every mode and any chunking."""
    meaning.check_like_a_direct_link(Bench("dmcc", profile, chunking, **options))


def test_an_unknown_job_is_told():
    """A job that the camera does not have leaves it without one."""
    meaning.check_an_unknown_job_is_told("dmcc")


@pytest.mark.parametrize("profile", ["extended", "silent", "dm475v"])
def test_silence_ends_the_connection(profile):
    """No answer within the limit is the end of the connection."""
    meaning.check_silence_ends_the_connection("dmcc", profile=profile)


@pytest.mark.parametrize("profile", ["extended", "silent", "dm475v"])
def test_a_reconnect_tells_the_state(profile):
    """The host sets the mode and asks for the state whenever a connection stands."""
    meaning.check_a_reconnect_tells_the_state("dmcc", profile=profile)


@pytest.mark.parametrize("profile", ["extended", "silent"])
def test_storm(profile):
    """5,000 readings over a bad connection keep their triggers."""
    meaning.check_storm("dmcc", profile=profile)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=100).map(b"||0:1>%b\r\n||9[0]\r\n||[1]x\r\n".__mod__))
def test_garbage(data):
    """Any bytes are survived at both ends."""
    meaning.check_garbage("dmcc", data)


def test_no_banner():
    """A reader says nothing to a new client."""
    assert DMCC.device(DMCC.profile(), Clock().setting(CAMERA)).opened(1) == ()


@pytest.mark.parametrize(("line", "said"), [
    ("||>GET DEVICE.TYPE", ["||:[0]DM475\r\n"]),
    ("||0:123>get device.type", ["||0:123[0]DM475\r\n"]),
    ("||:7>SET SYMBOL.DATAMATRIX off", ["||:7[0]\r\n"]),
    ("||:7>SET SYMBOL.DATAMATRIX maybe", ["||:7[102]\r\n"]),
    ("||:7>SET TRIGGER.TYPE x", ["||:7[102]\r\n"]),
    ("||:7>SET TRIGGER.TYPE 2", ["||:7[0]\r\n"]),
    ('||:7>SET DEVICE.NAME "a \\"b\\""', ["||:7[0]\r\n"]),
    ("||:7>SET DEVICE.TYPE DM1", ["||:7[104]\r\n"]),
    ("||:7>SET NO.SUCH 1", ["||:7[101]\r\n"]),
    ("||:7>GET NO.SUCH", ["||:7[101]\r\n"]),
    ("||:7>GET", ["||:7[102]\r\n"]),
    ("||:7>SET DEVICE.NAME", ["||:7[102]\r\n"]),
    ("||:7>JUMP", ["||:7[101]\r\n"]),
    ("||:7>JUMP HIGH", ["||:7[101]\r\n"]),
    ("||:7>SET COM.DMCC-RESPONSE 3", ["||:7[102]\r\n"]),
    ("||:7>GET COM.DMCC-RESPONSE", ["||:7[0]1\r\n"]),
    ("||:7>CONFIG.SAVE", ["||:7[0]\r\n"]),
    ("||1:7>GET DEVICE.TYPE?", ["||1:7[103]\x08\r\n"]),
    ("||:7>TRIGGER ON", ["||:7[0]\r\n", Heard(TriggerNow())]),
    ("||:7>TRIGGER OFF", ["||:7[0]\r\n"]),
    ("||:7>TRIGGER", ["||:7[102]\r\n"]),
    ("||:7>BENCH.JOB", ["||:7[102]\r\n"]),
    ('||:7>BENCH.JOB "a b"', ["||:7[0]\r\n", Heard(CameraJob("a b"))]),
    ("||:7>bench.counters", ["||:7[0]\r\n", Heard(AskCounters())]),
    ("||:7>BENCH.COUNTERS 1", ["||:7[102]\r\n"]),
    ("||:7>BENCH.RESET", ["||:7[0]\r\n", Heard(ResetCounters())]),
    ("||:7>BENCH.STATE", ["||:7[0]\r\n", "||:[1]U1RBVEU7OzE7MA==\r\n"]),
    ("||x>GET DEVICE.TYPE", ["||:[100]\r\n"]),
    ("hello", []),
    ("||:7>REBOOT", ["||:7[0]\r\n", Hang(1, "reboot")]),
])
def test_extended_mode(line, said):
    """Every command is answered with its id and a status, and what it brings about follows."""
    assert Reader()(line) == said


@pytest.mark.parametrize(("line", "said"), [
    ("||>GET DEVICE.TYPE", ["DM475\r\n"]), ("||0:5>SET DEVICE.NAME x", []), ("||>JUMP", []), ("||>GET NO.SUCH", []),
    ("||>TRIGGER ON", [Heard(TriggerNow())]), ("||>BENCH.STATE", ["STATE;;1;0\r\n"])])
def test_silent_mode(line, said):
    """Values come bare, errors not at all."""
    assert Reader(mode=0)(line) == said


def test_mode_2():
    """The reply of a DM475V."""
    assert Reader(mode=2)("||>TRIGGER OFF") == ["||:::2[0]\r\n"]


def test_a_new_connection_is_silent():
    """Mode 0 is the default, and each connection has its own."""
    side = Reader().side
    side.opened(2)
    assert side.received(2, b"||>JUMP\r\n||>GET COM.DMCC-RESPONSE\r\n")[-1] == Write(2, b"0\r\n")
    assert side.received(1, b"||>GET COM.DMCC-RESPONSE\r\n") == [Write(1, b"||:[0]1\r\n")]
    side.closed(1)
    side.opened(3)
    assert side.tell(reading(17)) == [Write(2, b"17;no_read;;NoRead;\r\n"), Write(3, b"17;no_read;;NoRead;\r\n")]


def test_parameters_keep_and_fall_back():
    """What is set is told, until the defaults are restored."""
    reader = Reader()
    reader("||>SET SYMBOL.QR on")
    assert reader("||>GET SYMBOL.QR") == ["||:[0]ON\r\n"]
    reader("||>CONFIG.DEFAULT")
    assert reader("||>GET SYMBOL.QR") == ["||:[0]OFF\r\n"]


def test_a_trigger_needs_an_online_reader():
    """Offline the reader is unavailable."""
    reader = Reader()
    reader.side.tell(CameraState(CAMERA, "", False))
    assert reader("||:7>TRIGGER ON") == ["||:7[105]\r\n"]


def test_a_refused_request_is_noted_and_over():
    """A host whose command is unknown to the reader notes the status and goes on."""
    bench = Bench("dmcc")
    bench.connect()
    bench.device.side._plain.clear()
    assert bench.asks(AskCounters()) == []
    assert bench.host.noted == [Noted("refused", "AskCounters: status 101")]
    bench.pipe.advance(10_000_000)
    assert bench.pipe.up


def test_a_reply_to_something_else_is_no_answer():
    """A reply with another id does not end the present request."""
    bench = Bench("dmcc")
    bench.connect()
    bench.silent = True
    bench.host.says(CameraJob("1"))
    bench.pipe.inject(bench.host, b"||0:99[0]\r\n||:[1]?\r\n")
    assert bench.host.notes() == ["stray", "garbage"]
    bench.pipe.advance(500_000)
    assert not bench.pipe.up


def test_without_counters_in_the_profile_nothing_is_awaited():
    """What a profile does not say is not waited for."""
    bench = Bench("dmcc", counters="")
    bench.connect()
    assert bench.asks(AskCounters()) == []
    bench.pipe.advance(10_000_000)
    assert (bench.pipe.up, bench.host.noted) == (True, [])


def test_the_example_session_of_the_readme():
    """The session shown in the README is what the two ends really say."""
    session = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    bench = Bench("dmcc")
    bench.connect()
    bench.asks(CameraJob("09504000059101"))
    bench.says(reading(1))
    bench.trigger = 1
    bench.asks(AskCounters())
    bench.asks(TriggerNow())
    for mark, written in (("<- ", bench.device.written), ("-> ", bench.host.written)):
        assert [line.removeprefix(mark) for line in session.splitlines() if line.startswith(mark)] == (
            written.decode().split("\r\n")[:-1])
