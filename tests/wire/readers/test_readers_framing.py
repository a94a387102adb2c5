"""Frames come out the same however the stream is cut, and never more is held than a frame may be long."""

from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.readers.framing import Bad, Frames
from tests.wire.vision.splitting import pieces

KINDS = ({"end": b"\r\n"}, {"end": b"\r", "between": b"\n", "clears": b"\x1b"},
         {"end": b"\x03", "start": b"\x02", "between": b"\r\n"})
streams = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"\x02", b"\x03", b"\x1b", b"abc", b"x" * 30, b"\xff"]),
                   max_size=30).map(b"".join)
cuts = st.lists(st.integers(0, 10_000), max_size=12)


def good(frames, parts):
    return [found for part in parts for found in frames.feed(part) if not isinstance(found, Bad)]


@given(st.sampled_from(KINDS), streams, cuts)
def test_any_chunking_gives_the_same_frames(kind, stream, cuts):
    """The frames of a stream do not depend on how it arrives."""
    assert good(Frames(**kind, most=50), [stream]) == good(Frames(**kind, most=50), pieces(stream, cuts))


@given(st.sampled_from(KINDS), st.lists(st.binary(min_size=1, max_size=60), max_size=40))
def test_memory_is_bounded(kind, parts):
    """No more is held between two pieces than one frame may have."""
    frames = Frames(**kind, most=50)
    for part in parts:
        frames.feed(part)
        assert len(frames) <= 51


def test_an_oversized_frame_is_noted_once_and_the_next_is_whole():
    """A frame that is too long is told once, skipped to its end, and the one behind it comes."""
    frames = Frames(b"\r\n", most=10)
    found = [frames.feed(part) for part in (b"a" * 15, b"b" * 500, b"c\r", b"\nnext\r\n")]
    assert found == [[Bad("oversized", "15 bytes or more in a frame; expected 10 at most")], [], [], [b"next"]]


def test_garbage_before_a_header_is_told():
    """Bytes between frames are garbage, but for those that may stand there."""
    frames = Frames(b"\x03", start=b"\x02", between=b"\r\n", most=10)
    assert frames.feed(b"\x02one\x03\r\n\x02two\x03junk\x02three\x03none\x03") == [
        b"one", b"two", Bad("garbage", "b'junk'; expected b'\\x02' first"), b"three",
        Bad("garbage", "b'none'; expected b'\\x02' first")]


def test_a_frame_behind_much_garbage_is_not_lost():
    """However much garbage comes first, the frame behind it is understood."""
    frames = Frames(b"\x03", start=b"\x02", between=b"", most=10)
    assert good(frames, [b"g" * 100, b"g" * 15 + b"\x02o", b"ne\x03"]) == [b"one"]


def test_a_clearing_byte_forgets_what_came_before_it():
    """ESC makes the reader forget the beginning of a command."""
    frames = Frames(b"\r", between=b"\n", clears=b"\x1b", most=10)
    assert frames.feed(b"LOFF\x1bLON\r\nOK\r") == [b"LON", b"OK"]
