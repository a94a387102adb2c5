import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.codenet.codec import (
    Ack,
    Character,
    CommandDecoder,
    Frame,
    Garbage,
    Nak,
    ReplyDecoder,
    encode_ack,
    encode_frame,
    encode_nak,
)

FORMS = ("variable", "fixed", "bare")
TEXT = st.text(st.characters(max_codepoint=255, exclude_characters="\x04\x1b"), max_size=40)


def pieces(data, cuts):
    """``data`` cut at the places that ``cuts`` names."""
    places = sorted({cut % (len(data) + 1) for cut in cuts} | {0, len(data)})
    return [data[start:end] for start, end in itertools.pairwise(places)]


@pytest.mark.parametrize(("golden", "text"), [
    ("1B 41 3F 04", "A?"), ("1B 7D 44 3F 04", "}D?"), ("1B 4F 31 3F 04", "O1?"), ("1B 31 43 3F 04", "1C?"),
    ("1B 50 31 30 30 39 04", "P1009"), ("1B 4F 4E 31 30 35 42 45 41 4E 53 04", "ON105BEANS"),
    ("1B 53 30 30 31 41 42 43 04", "S001ABC"), ("1B 4F 45 30 30 30 34 41 42 43 44 04", "OE0004ABCD"),
    ("1B 4E 31 04", "N1"), ("1B 49 31 32 04", "I12")])
def test_frames_as_published(golden, text):
    """Commands have the bytes that published examples show."""
    data = bytes.fromhex(golden)
    assert encode_frame(text) == data
    assert CommandDecoder(100).feed(data) == [Frame(text)]


@pytest.mark.parametrize(("form", "accepted", "refused"), [
    ("variable", b"\x06", b"\x15007"), ("fixed", b"\x06000", b"\x15007"), ("bare", b"\x06", b"\x15")])
def test_answers_in_each_form(form, accepted, refused):
    """Acceptance and refusal have the digits that the unit's set-up gives them."""
    assert (encode_ack(form), encode_nak(form, "007")) == (accepted, refused)
    code = "" if form == "bare" else "007"
    assert ReplyDecoder(100, form).feed(accepted + refused + accepted) == [Ack(), Nak(code), Ack()]


def test_bytes_between_frames_are_lost():
    """What follows EOT is lost up to the next ESC, and told once."""
    assert CommandDecoder(100).feed(b"x\r\n\x1bA?\x04yy\x1bR\x04") == [
        Garbage("garbage", "3 bytes outside a frame; expected ESC"), Frame("A?"),
        Garbage("garbage", "2 bytes outside a frame; expected ESC"), Frame("R")]


def test_frame_cut_off_by_the_next():
    """An ESC inside a frame begins a new one; the broken one is told."""
    assert CommandDecoder(100).feed(b"\x1bOE0004AB\x1bR\x04") == [
        Garbage("garbage", "found ESC behind b'OE0004AB'; expected EOT"), Frame("R")]


def test_frame_too_long():
    """A frame longer than the unit takes is told once and dropped up to its end."""
    assert CommandDecoder(4).feed(b"\x1bABCDEFGHIJ\x04\x1bR\x04") == [
        Garbage("oversized", "found a frame of more than 4 bytes"), Frame("R")]


def test_print_character_beside_answers():
    """A print character is told from answers and frames that share its segment, stray bytes too."""
    assert ReplyDecoder(100, "variable").feed(b"2\x062\x1bO100100\x04A\x15000" b"0") == [
        Character(0x32), Ack(), Character(0x32), Frame("O100100"), Character(0x41), Nak("000"), Character(0x30)]


def test_bare_refusal_where_digits_are_expected():
    """A refusal whose digits do not come counts as bare as soon as something else does."""
    assert ReplyDecoder(100, "variable").feed(b"\x15\x06\x151A") == [
        Nak(""), Ack(), Nak(""), Character(0x31), Character(0x41)]


@pytest.mark.parametrize("text", ["A\x04", "\x1b"])
def test_text_that_would_break_a_frame_is_refused(text):
    """A frame cannot hold the bytes that begin and end frames."""
    with pytest.raises(ValueError, match="expected neither"):
        encode_frame(text)


@given(st.binary(max_size=300), st.lists(st.integers(0, 1000), max_size=10))
def test_any_bytes_from_a_host(data, cuts):
    """Any bytes decode without an error, and frames do not depend on how they were cut."""
    decoder = CommandDecoder(50)
    found = [item for piece in pieces(data, cuts) for item in decoder.feed(piece)]
    assert [item for item in found if isinstance(item, Frame)] == [
        item for item in CommandDecoder(50).feed(data) if isinstance(item, Frame)]


@given(st.binary(max_size=300), st.lists(st.integers(0, 1000), max_size=10), st.sampled_from(FORMS))
def test_any_bytes_from_a_printer(data, cuts, form):
    """Any bytes decode without an error, to the same values however they were cut."""
    decoder = ReplyDecoder(50, form)
    assert [item for piece in pieces(data, cuts) for item in decoder.feed(piece)] == (
        ReplyDecoder(50, form).feed(data))


@given(st.lists(TEXT), st.lists(st.integers(0, 1000), max_size=10))
def test_frames_come_out_as_they_went_in(texts, cuts):
    """Frames written are the frames read, in both directions."""
    data = b"".join(map(encode_frame, texts))
    frames = [Frame(text) for text in texts]
    decoder = CommandDecoder(100)
    assert [item for piece in pieces(data, cuts) for item in decoder.feed(piece)] == frames
    assert ReplyDecoder(100, "fixed").feed(data) == frames
