"""Native mode's bytes: commands, cells, blocks with their checksum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.insight.codec import (
    CHECKSUM,
    END,
    FAILED,
    MEMORY,
    OK,
    Command,
    PromptFrames,
    Upload,
    block,
    checksum,
    command,
    finite,
    reference,
)
from linebench.wire.readers.framing import Bad
from tests.wire.vision.splitting import pieces


def test_checksum():
    """CRC-16 with polynomial 0x1021 from 0: the check value of XMODEM."""
    assert checksum(b"123456789") == "31C3"


def test_a_block():
    """Data are hexadecimal digits, 80 to a line, with their number before and their checksum behind."""
    size, digits, crc = block(bytes(range(41)))
    assert (size, digits.split(END)) == ("82", [bytes(range(40)).hex().upper().encode(), b"28", b""])
    assert crc == checksum(bytes(range(41)).hex().upper().encode()).encode() + END


def write(upload, lines):
    """The statuses given to lines, up to the last."""
    return [status for line in lines if (status := upload.take(line)) is not None]


@given(st.binary(max_size=300))
def test_a_block_that_is_written_comes_back(data):
    """What was read can be written: names, length, digits, checksum."""
    size, digits, crc = block(data)
    upload = Upload(1, 1000)
    lines = [b"a.job", size.encode(), *(digits.split(END)[:-1] or [b""]), crc.removesuffix(END)]
    assert write(upload, lines) == [OK]
    assert (upload.name, upload.data) == ("a.job", data)


@pytest.mark.parametrize(("lines", "status"), [
    ([b"4", b"AB12", b"0000"], CHECKSUM), ([b"x"], FAILED), ([b"-1"], FAILED), ([b"9" * 40], FAILED),
    ([b"2", b"ABCD"], FAILED), ([b"2", b"XY", checksum(b"XY").encode()], FAILED),
    ([b"3", b"ABC", checksum(b"ABC").encode()], FAILED),
    ([b"40", b"A" * 40, checksum(b"A" * 40).encode()], MEMORY)])
def test_blocks_that_are_wrong(lines, status):
    """A wrong length, digit or checksum, and a block that is too long, has a status of its own."""
    assert write(Upload(0, 30), lines) == [status]


@given(st.lists(st.binary(max_size=90), max_size=8))
def test_any_lines_end_in_a_status_or_go_on(lines):
    """No lines make an upload raise anything, and it holds no more than it may."""
    upload = Upload(1, 100)
    for line in lines:
        if upload.take(line) is not None:
            break
    assert len(upload._digits) <= 190


@pytest.mark.parametrize(("argument", "found"), [
    ("A010", ("A010", "")), ("a399x", ("A399", "x")), ("A40053", None), ("B01053", ("B010", "53")),
    ("Part.Count", ("Part.Count", "")), ("Part.Count 69.3", ("Part.Count", "69.3")), ("", None), (" x", None)])
def test_references(argument, found):
    """A cell is a letter and three digits up to 399, its value follows at once; behind a tag stands a blank."""
    assert reference(argument) == found


@given(st.text(max_size=30), st.binary(max_size=30))
def test_anything_is_a_command_or_reference(text, data):
    """No text makes the small decoders raise."""
    assert isinstance(command(data), Command)
    assert reference(text) is None or reference(text)[0]
    assert finite(text) is None or isinstance(finite(text), float)


@given(st.lists(st.integers(0, 1000), max_size=9))
def test_prompts_have_no_end_and_come_in_pieces(cuts):
    """Prompts are frames although no line end follows, while they are expected."""
    frames = PromptFrames(100)
    stream = b"Welcome to In-Sight\r\nUser: "
    assert [found for part in pieces(stream, cuts) for found in frames.feed(part)] == [b"Welcome to In-Sight",
                                                                                      b"User: "]
    assert frames.feed(b"Password: ") == [b"Password: "]
    frames.prompts = False
    assert frames.feed(b"User: ") == []
    assert not any(isinstance(found, Bad) for found in frames.feed(b"\r\n"))
