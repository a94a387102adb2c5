import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.vision.header import End, FrameDecoder, encode_end, encode_header
from linebench.wire.vision.values import Frame, FrameError
from tests.wire.vision.splitting import pieces


@st.composite
def _frames(draw):
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    pixels = draw(st.binary(min_size=width * height, max_size=width * height))
    return Frame(draw(st.integers(1, 2**32 - 1)), width, height, pixels)


def _bytes(frame):
    return encode_header(frame) + frame.pixels


def _header(*, magic=b"LBVF", version=1, form=1, reserved=0, trigger=1, width=1, height=1):
    return struct.pack(">4sBBHIHH", magic, version, form, reserved, trigger, width, height)


def test_every_byte_of_a_header():
    """Magic, version, format, reserved, trigger, width, height; most significant byte first."""
    assert encode_header(Frame(0x01020304, 0x0102, 1, bytes(0x0102))).hex(" ") == (
        "4c 42 56 46 01 01 00 00 01 02 03 04 01 02 00 01")
    assert encode_end().hex(" ") == "4c 42 56 46 01 00 00 00 00 00 00 00 00 00 00 00"


@given(st.lists(_frames(), max_size=5), st.lists(st.integers(0, 5000), max_size=20))
def test_frames_survive_any_splitting(frames, cuts):
    """Split and glued input gives the same frames, then the end."""
    decoder = FrameDecoder()
    data = b"".join(map(_bytes, frames)) + encode_end()
    found = [item for piece in pieces(data, cuts) for item in decoder.feed(piece)]
    decoder.close()
    assert found == [*frames, End()]


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=9))
def test_garbage_gives_an_error_or_waits(data, cuts):
    """Whatever arrives, the decoder raises its own error or asks for more."""
    decoder = FrameDecoder()
    try:
        for piece in pieces(data, cuts):
            decoder.feed(piece)
        decoder.close()
    except FrameError:
        return
    assert data == b""


@pytest.mark.parametrize(("header", "message"), [
    (_header(magic=b"GET "), "header: magic is b'GET '; expected b'LBVF'"),
    (_header(version=2), "header: version is 2; expected 1"),
    (_header(form=7), "header: pixel format is 7; expected 1 (8 bit grey) or 0 (end)"),
    (_header(reserved=9), "header: reserved is 9; expected 0"),
    (_header(trigger=0), "header: trigger 0, 1x1 pixels; expected 1 or more of each"),
    (_header(height=0), "header: trigger 1, 1x0 pixels; expected 1 or more of each"),
    (_header(width=60000, height=60000), "header: 60000x60000 pixels; expected 64000000 at most"),
    (_header(form=0, width=0, height=0),
     "header: trigger, width and height of the end is (1, 0, 0); expected (0, 0, 0)"),
    (encode_end() + b"!", "stream: 1 bytes after the end of the feed; expected none"),
])
def test_each_wrong_header_has_its_message(header, message):
    """The message names the field, what was found and what was expected; the stream stays wrong."""
    decoder = FrameDecoder()
    with pytest.raises(FrameError) as caught:
        decoder.feed(header) and decoder.feed(b"")
    assert str(caught.value) == message
    with pytest.raises(FrameError, match=r"header|stream"):
        decoder.feed(_bytes(Frame(1, 1, 1, b"x")))


def test_good_frames_before_garbage_are_given_first():
    """Glued to a good frame, garbage is told with the next call."""
    decoder, frame = FrameDecoder(), Frame(1, 1, 1, b"x")
    assert decoder.feed(_bytes(frame) + b"?" * 16) == [frame]
    with pytest.raises(FrameError, match="magic"):
        decoder.close()


def test_a_stream_that_stops_within_a_frame_is_an_error():
    """The end of the stream in the middle of the pixels tells how far it got."""
    decoder = FrameDecoder()
    assert decoder.feed(_bytes(Frame(1, 2, 2, b"abcd"))[:-1]) == []
    with pytest.raises(FrameError, match="ended within a frame, after 19 bytes"):
        decoder.close()
