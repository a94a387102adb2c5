import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.videojet.codec import Garbage, Line, LineDecoder, encode_line

FIELD = st.text(st.characters(exclude_characters="|\r\n", exclude_categories=["Cs"]), max_size=20)
WORD = st.from_regex(r"[A-Z]{3}", fullmatch=True)


def pieces(data, cuts):
    """``data`` cut at the places that ``cuts`` names."""
    places = sorted({cut % (len(data) + 1) for cut in cuts} | {0, len(data)})
    return [data[start:end] for start, end in itertools.pairwise(places)]


@pytest.mark.parametrize(("golden", "fields", "closed"), [
    (b"SEL|job|v0|v1|\r", ("SEL", "job", "v0", "v1"), True),
    (b"SLA|job|name=value|\r", ("SLA", "job", "name=value"), True),
    (b"STS|3|0|job|12|345|\r", ("STS", "3", "0", "job", "12", "345"), True),
    (b"SST|3|\r", ("SST", "3"), True), (b"GST\r", ("GST",), False), (b"ACK\r", ("ACK",), False),
    (b"PRC\r", ("PRC",), False)])
def test_lines_as_published(golden, fields, closed):
    """Lines have fields between bars, a bar behind the last one, and end with CR."""
    assert encode_line(fields[0], fields[1:]) == golden
    assert LineDecoder(100).feed(golden) == [Line(fields, closed)]


def test_parser_is_cleared_by_cr():
    """A CR alone says nothing, an LF behind a CR is passed over, even in the next piece."""
    decoder = LineDecoder(100)
    assert [decoder.feed(piece) for piece in (b"\r\n\r", b"\nGST\r\nPR", b"N\r", b"\n", b"GST\r")] == [
        [], [Line(("GST",), closed=False)], [Line(("PRN",), closed=False)], [], [Line(("GST",), closed=False)]]


def test_line_without_its_last_bar():
    """A line tells whether a bar stood behind its last value; an empty value counts."""
    assert LineDecoder(100).feed(b"JDU|a|b\rJDU|a||\r") == [
        Line(("JDU", "a", "b"), closed=False), Line(("JDU", "a", ""), closed=True)]


def test_line_too_long():
    """A line longer than the unit takes is told once and dropped up to its CR."""
    decoder = LineDecoder(5)
    assert decoder.feed(b"ABCDEFG") == [Garbage("oversized", "found a line of more than 5 bytes")]
    assert decoder.feed(b"HIJKLMNOP") == []
    assert decoder.feed(b"Q\rGST\r") == [Line(("GST",), closed=False)]


def test_bytes_that_are_no_text():
    """A line that is no UTF-8 is told as garbage."""
    assert LineDecoder(100).feed(b"\xff\xfe\rGST\r") == [
        Garbage("garbage", "found b'\\xff\\xfe'; expected UTF-8"), Line(("GST",), closed=False)]


@pytest.mark.parametrize("value", ["a|b", "a\rb"])
def test_values_that_no_line_can_carry(value):
    """A bar or CR inside a value is refused."""
    with pytest.raises(ValueError, match="expected neither"):
        encode_line("JDU", (value,))


@given(st.binary(max_size=300), st.lists(st.integers(0, 1000), max_size=10))
def test_any_bytes(data, cuts):
    """Any bytes decode without an error, to the same values however they were cut."""
    decoder = LineDecoder(50)
    assert [item for piece in pieces(data, cuts) for item in decoder.feed(piece)] == LineDecoder(50).feed(data)


@given(st.lists(st.tuples(WORD, st.lists(FIELD, max_size=4))), st.lists(st.integers(0, 1000), max_size=10))
def test_lines_come_out_as_they_went_in(lines, cuts):
    """Lines written are the lines read."""
    data = b"".join(encode_line(word, values) for word, values in lines)
    decoder = LineDecoder(1000)
    assert [item for piece in pieces(data, cuts) for item in decoder.feed(piece)] == [
        Line((word, *values), closed=bool(values)) for word, values in lines]
