"""The controller's lines: commands in any pieces, garbage, clients, and what cannot be set up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.packer import CloseNow, Release
from linebench.wire.packer_station.commands import Commands
from linebench.wire.packer_station.dialect import DIALECTS
from linebench.wire.packer_station.profile import ControlProfile
from linebench.wire.readers.template import TemplateError
from linebench.wire.side import Hang, Heard, Noted, Setting, Write

SETTING = Setting(name="packer-1", now=lambda: 0)
NUMBERS = st.integers(0, 10**18 - 1)
COMMANDS = st.just(CloseNow("")) | st.builds(Release, st.just(""), NUMBERS, st.booleans())


def device(**options):
    made = DIALECTS[0].device(ControlProfile(**options), SETTING)
    assert made.opened(1) == ()
    return made


@given(command=COMMANDS, terminator=st.sampled_from(["CR LF", "CR", "LF"]))
def test_a_command_is_read_as_it_was_written(command, terminator):
    """With any number and whatever ends the line."""
    commands = Commands(ControlProfile(terminator=terminator))
    (line,) = commands.frames().feed(commands.encode(command))
    assert commands.decode(line) == command


@given(pieces=st.lists(st.binary(max_size=40) | st.just(b"RELEASE 7 EJECT\r\n"), max_size=8))
def test_no_bytes_break_it_and_no_chunking_changes_them(pieces):
    """Both ends take anything; pieces, glued or single bytes, mean the same."""
    data = b"".join(pieces)
    whole, single = device(), device()
    once = [*whole.received(1, data)]
    assert once == [effect for byte in data for effect in single.received(1, bytes([byte]))]
    host = DIALECTS[0].host(ControlProfile(), SETTING)
    host.opened(1)
    assert all(isinstance(effect, Noted) for effect in host.received(1, data))


@pytest.mark.parametrize("line", [b"", b"RELEASE", b"RELEASE x EJECT", b"RELEASE 1 KEEP", b"RELEASE -1 EJECT",
                                  b"RELEASE 1 ACCEPT ", b"close", b"\xff\xfe"])
def test_what_is_no_command_is_refused(line):
    """It is noted and answered, and releases nothing."""
    noted, answer = device().received(1, line + b"\r\n")
    assert (noted.what, answer) == ("garbage", Write(1, b"ERROR\r\n"))


def test_a_line_too_long_is_refused_once():
    """Behind it commands are taken again."""
    out = device(max_frame=20).received(1, b"x" * 100 + b"\r\nCLOSE\r\n")
    assert [type(each) for each in out] == [Noted, Write, Heard, Write]
    assert out[2:] == [Heard(CloseNow("")), Write(1, b"OK\r\n")]


def test_a_second_client_is_hung_up_on():
    """One host alone commands the controller, until it leaves."""
    made = device()
    assert [type(each) for each in made.opened(2)] == [Noted, Hang]
    assert made.received(2, b"CLOSE\r\n") == []
    made.closed(2)
    made.closed(1)
    assert made.opened(3) == ()
    assert made.received(3, b"CLOSE\r\n") == [Heard(CloseNow("")), Write(3, b"OK\r\n")]


def test_commands_wait_for_the_answer_before():
    """One at a time; a refusal is noted and lets the next go."""
    host = DIALECTS[0].host(ControlProfile(max_waiting=1), SETTING)
    host.opened(1)
    first, *_ = host.tell(Release("case", 1, accept=True))
    assert first == Write(1, b"RELEASE 1 ACCEPT\r\n")
    assert host.tell(CloseNow("case")) == []
    assert [each.what for each in host.tell(CloseNow("case"))] == ["overrun"]
    assert Write(1, b"CLOSE\r\n") in host.received(1, b"ERROR\r\n")
    assert [each.what for each in host.received(1, b"HELLO\r\n")] == ["unexpected"]


def test_without_answers_nothing_is_awaited():
    """A controller that says nothing takes all commands at once; one without early close is not asked for it."""
    host = DIALECTS[0].host(ControlProfile(done="", close=""), SETTING)
    host.opened(1)
    assert [host.tell(Release("case", trigger, accept=False)) for trigger in (1, 2)] == [
        [Write(1, b"RELEASE 1 EJECT\r\n")], [Write(1, b"RELEASE 2 EJECT\r\n")]]
    assert [each.what for each in host.tell(CloseNow("case"))] == ["unsent"]
    assert device(done="").received(1, b"CLOSE\r\n") == [Heard(CloseNow(""))]


@pytest.mark.parametrize("options", [{"release": "RELEASE {trigger}"}, {"accept": "EJECT"}, {"release": "{a}"}])
def test_lines_that_decide_nothing_are_refused(options):
    """A release without decision, two words that are the same, a field that does not exist."""
    with pytest.raises(TemplateError):
        Commands(ControlProfile(**options))
