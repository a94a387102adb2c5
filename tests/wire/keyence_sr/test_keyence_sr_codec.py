import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.keyence_sr.codec import SrFrames, Text, TextDecoder, encode_text, error, error_in, text_of
from linebench.wire.readers.framing import Bad

PIECES = st.sampled_from([b"LON", b"\r", b"\r\n", b"\n", b"\x02", b"\x03", b"\x1b", b"\x02LOFF\x03", b"x" * 9,
                          b"\xff"])


def cut(data, sizes):
    at = turn = 0
    while at < len(data):
        size = sizes[turn % len(sizes)]
        yield data[at:at + size]
        at, turn = at + size, turn + 1


def test_both_forms_on_one_connection():
    """CR ends a command, an LF behind it is ignored; STX and ETX hold one, in which CR is data."""
    assert TextDecoder(80, escape=True).feed(b"LON\r\nLOFF\r\x02LON\x03\n\x02a\rb\x03") == [
        Text(b"LON", framed=False), Text(b"LOFF", framed=False), Text(b"LON", framed=True),
        Text(b"a\rb", framed=True)]
    assert encode_text(Text(b"OK,LON", framed=True)) == b"\x02OK,LON\x03"
    assert encode_text(Text(b"OK,LON", framed=False)) == b"OK,LON\r"


def test_escape_clears_what_was_received():
    """At the reader's end; at the host's end it is data."""
    assert TextDecoder(80, escape=True).feed(b"LO\x1bLON\r\x02LO\x1bLOFF\r") == [
        Text(b"LON", framed=False), Text(b"LOFF", framed=False)]
    assert TextDecoder(80, escape=False).feed(b"LO\x1bLON\r") == [Text(b"LO\x1bLON", framed=False)]


def test_a_text_that_is_too_long_is_told_once_and_skipped():
    """What follows its end is heard; ESC ends it too."""
    found = TextDecoder(4, escape=True).feed(
        b"12345678\rLON\r" + b"x" * 90 + b"\x1bLOFF\r\x02" + b"y" * 9 + b"\x03Z\r")
    assert [each if isinstance(each, Text) else each.what for each in found] == [
        "oversized", Text(b"LON", framed=False), "oversized", Text(b"LOFF", framed=False), "oversized",
        Text(b"Z", framed=False)]


def test_a_text_without_an_end_is_garbage_when_another_begins():
    """And the one that begins is heard."""
    found = TextDecoder(80, escape=True).feed(b"LO\x02LON\x03\x02LO\x02LOFF\x03")
    assert [each if isinstance(each, Text) else each.what for each in found] == [
        "garbage", Text(b"LON", framed=True), "garbage", Text(b"LOFF", framed=True)]


def test_whether_a_text_has_begun():
    """From its first byte to its last, and not behind it."""
    decoder = TextDecoder(80, escape=True)
    states = []
    for piece in (b"L", b"ON\r", b"\n", b"\x02", b"LON\x03", b"LO", b"\x1b"):
        decoder.feed(piece)
        states.append(bool(decoder))
    assert states == [True, False, False, True, False, True, False]


@given(data=st.lists(PIECES, max_size=40).map(b"".join), sizes=st.lists(st.integers(1, 7), min_size=1),
       escape=st.booleans())
def test_chunking_changes_nothing(data, sizes, escape):
    """Any pieces give the same texts, and never more than a text is kept."""
    decoder, found = TextDecoder(8, escape=escape), []
    for piece in cut(data, sizes):
        found += decoder.feed(piece)
        assert len(decoder._kept) <= 8
    assert found == TextDecoder(8, escape=escape).feed(data)


@given(data=st.binary(), escape=st.booleans())
def test_any_bytes_are_texts_or_bad(data, escape):
    """Bytes never raise."""
    assert all(isinstance(each, Text | Bad) for each in TextDecoder(20, escape=escape).feed(data))


@given(body=st.binary(min_size=1, max_size=60), framed=st.booleans())
def test_a_text_survives(body, framed):
    """Written and read it is the same, unless it holds what begins or ends one."""
    if {0x02, 0x03, 0x0D, 0x1B} & set(body) or body.startswith(b"\n"):
        return
    text = Text(body, framed)
    assert TextDecoder(60, escape=True).feed(encode_text(text)) == [text]
    assert [text_of(each) for each in SrFrames(60, escape=True).feed(encode_text(text))] == [text]


@pytest.mark.parametrize(("line", "found"), [
    ("ER,LON,21", ("LON", "21")), ("ER,JOB,00,x", ("JOB", "00,x")), ("OK,LON", None), ("ER,LON", None), ("", None),
])
def test_errors_are_told_from_the_rest(line, found):
    """A command and a code."""
    assert error_in(line) == found
    assert error_in(error("LON", "21")) == ("LON", "21")
