"""DMCC frames: golden bytes, round trips, and nothing that breaks a decoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.dmcc.codec import (
    Command,
    DmccError,
    Reply,
    decode_command,
    decode_reply,
    decode_result,
    encode_command,
    encode_result,
)
from linebench.wire.readers.framing import Bad, Frames
from tests.wire.vision.splitting import pieces

words = st.lists(st.text(max_size=30), min_size=1, max_size=4).map(tuple)
numbers = st.integers(0, 999_999).map(str)
commands = st.builds(Command, words, st.sampled_from(["", "0", "1"]), numbers | st.just(""))
covers = st.sampled_from(["frame", "body"])


@pytest.mark.parametrize(("frame", "command"), [
    (b"||>GET DEVICE.TYPE", Command(("GET", "DEVICE.TYPE"))),
    (b"||0:123>TRIGGER ON", Command(("TRIGGER", "ON"), "0", "123")),
    (b"||0>trigger off", Command(("trigger", "off"), "0")),
    (b'||>SET DATA.PREFIX "a \\"b\\" \\\\ \\| \\t\\r\\n"', Command(("SET", "DATA.PREFIX", 'a "b" \\ | \t\r\n'))),
    (b'||>SET X ""', Command(("SET", "X", ""))),
    # 7C^7C^31^3E^54^52^49^47^47^45^52^20^4F^4E = 76
    (b"||1>TRIGGER ON" + bytes([0x76]), Command(("TRIGGER", "ON"), "1")),
])
def test_commands(frame, command):
    """A command is its words, with quotes and escapes gone, and what its head says."""
    assert decode_command(frame) == command


@pytest.mark.parametrize(("frame", "status"), [
    (b"GET DEVICE.TYPE", 100), (b"||", 100), (b"||x>GET A", 100), (b"||0:1:2>GET A", 100), (b"||>", 101),
    (b"||> ", 101), (b'||>SET A "b', 102), (b"||1>TRIGGER ON\x00", 103), (b"||1>", 103), (b"||2>GET A", 101),
    (b"||>\xff", 101)])
def test_what_is_no_command(frame, status):
    """A frame that is no command has the status that a reader answers."""
    with pytest.raises(DmccError) as caught:
        decode_command(frame)
    assert caught.value.status == status


@pytest.mark.parametrize(("frame", "reply"), [
    (b"||0:123[0]", Reply(0, b"", "123")), (b"||:[0]DM475", Reply(0, b"DM475", "")),
    (b"||:::2[0]", Reply(0, b"", "2")), (b"||:[1]XWQy", Reply(1, b"XWQy", "")),
    (b"||:7[101]", Reply(101, b"", "7")), (b"||:7[0]a[5]", Reply(0, b"a[5]", "7")),
    (b"1;read;]d2;0109;", None), (b"||", None), (b"||0:1]0[", None)])
def test_replies(frame, reply):
    """A reply is the status in the first brackets, the id behind the last colon and the rest; else it is a line."""
    assert decode_reply(frame) == reply


@given(commands, covers)
def test_a_command_comes_back(command, covers):
    """Any words come back, with any head, with and without checksum."""
    frame = encode_command(command, covers)
    assert frame.endswith(b"\r\n")
    assert decode_command(frame[:-2], covers) == command


@given(st.lists(commands, max_size=6), st.lists(st.integers(0, 10_000), max_size=9))
def test_any_chunking_gives_the_same_commands(several, cuts):
    """Commands come out the same however the stream is cut, even where a checksum is CR or LF."""
    frames = Frames(b"\r\n", most=4096)
    stream = b"".join(map(encode_command, several))
    assert [decode_command(frame) for part in pieces(stream, cuts) for frame in frames.feed(part)] == several


@given(st.binary(max_size=80), covers)
def test_any_bytes(data, covers):
    """No bytes make a decoder raise anything but its own error."""
    for head in (b"", b"||>", b"||1:5>", b"||0:5[0]", b"||1:2[1]"):
        for decode in (decode_command, decode_reply):
            try:
                assert isinstance(decode(head + data, covers), Command | Reply | None)
            except DmccError:
                continue


@given(st.binary(max_size=200))
def test_results(line):
    """A pushed line is base64 in extended mode; what is not is an error."""
    assert decode_result(encode_result(line)) == line
    try:
        assert isinstance(decode_result(line), bytes)
    except DmccError:
        assert line


def test_base64_of_a_golden_line():
    """The AIM identifier ]d2 is XWQy."""
    assert encode_result(b"]d2") == b"XWQy"
    assert not isinstance(Frames(b"\r\n", most=9).feed(b"XWQy\r\n")[0], Bad)
