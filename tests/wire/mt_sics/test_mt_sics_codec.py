import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.mt_sics.codec import (
    BadLine,
    LineDecoder,
    SicsError,
    decode_mass,
    decode_texts,
    encode_line,
    encode_mass,
    encode_texts,
    fill,
    number_in,
)

TEXT = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(("mg", "unit", "decimals", "point", "text"), [
    (12_345, "g", 3, ".", "12.345"), (12_000, "g", 3, ".", "12.000"), (12_345, "g", 1, ".", "12.345"),
    (12_300, "g", 1, ",", "12,3"), (0, "g", 0, ".", "0"), (-5, "g", 2, ".", "-0.005"), (7, "mg", 0, ".", "7"),
    (7, "mg", 2, ".", "7.00"), (1, "kg", 3, ".", "0.000001"), (1_500_000, "kg", 2, ",", "1,50"),
])
def test_a_mass_is_written_exactly(mg, unit, decimals, point, text):
    """In each unit, with at least the digits wanted and always with those needed."""
    assert encode_mass(mg, unit, decimals, point) == text
    assert decode_mass(text, unit) == mg


@given(mg=st.integers(-10**12, 10**12), unit=st.sampled_from(["mg", "g", "kg"]), decimals=st.integers(0, 8),
       point=st.sampled_from([".", ","]))
def test_every_mass_survives(mg, unit, decimals, point):
    """Written and read again it is the same, to the milligram."""
    assert decode_mass(encode_mass(mg, unit, decimals, point), unit) == mg


@pytest.mark.parametrize(("text", "unit"), [
    ("12.3456", "g"), ("1", "lb"), ("", "g"), ("1e3", "g"), ("--1", "g"), ("1.2.3", "g"), ("٣", "g"),
    ("9" * 19, "g"), ("0.1", "mg"),
])
def test_a_text_that_is_no_mass_is_refused(text, unit):
    """Nothing is rounded, and no other unit is taken for one of these."""
    with pytest.raises(SicsError):
        decode_mass(text, unit)


@given(texts=st.lists(TEXT, min_size=1, max_size=4))
def test_quoted_texts_survive_and_stay_printable(texts):
    """Whatever they hold: quotes, backslashes, line ends, other scripts."""
    written = encode_texts(*texts)
    assert all(" " <= each <= "~" for each in written)
    assert decode_texts(written) == tuple(texts)


@given(text=st.text(st.characters(codec="ascii")))
def test_any_text_is_quoted_texts_or_refused(text):
    """There is no third."""
    try:
        found = decode_texts(text)
    except SicsError:
        return
    assert isinstance(found, tuple)


@given(template=st.sampled_from(["E{encoder}", "{encoder}", "[{encoder}]", '"{encoder}" cts']),
       number=st.integers(-10**12, 10**12))
def test_the_place_of_a_pack_survives(template, number):
    """In every template with one place for it."""
    assert number_in(template, fill(template, number)) == number


@pytest.mark.parametrize("text", ["", "E", "X5", "E5 ", "E 5", "E05", "E5E", "E1" + "0" * 18])
def test_a_place_that_was_not_written_so_is_refused(text):
    """A place is never guessed."""
    with pytest.raises(SicsError):
        number_in("E{encoder}", text)


def test_golden_lines():
    """Lines as the manual shows them, glued and split, with an LF alone taken as an end too."""
    lines = LineDecoder(80)
    assert lines.feed(b"S\r\nSI\nS S ") == ["S", "SI"]
    assert lines.feed(b"    100.00 g\r") == []
    assert lines.feed(b"\n") == ["S S     100.00 g"]
    assert encode_line("S S     100.00 g") == b"S S     100.00 g\r\n"


def test_bad_lines_stand_at_their_place():
    """What is too long is skipped to its end; a control character or a byte above 7E makes a line garbage."""
    found = LineDecoder(8).feed(b"S\n" + b"x" * 9 + b"\nZ\n\xffS\n\x1bS\nT\n")
    assert found[:1] + found[2:3] + found[5:] == ["S", "Z", "T"]
    assert [each.what for each in found if isinstance(each, BadLine)] == ["oversized", "garbage", "garbage"]


@given(data=st.lists(st.sampled_from([b"S", b"\r", b"\n", b"\r\n", b"\xff", b"S S 1.5 g", b"\x00"]), max_size=40),
       sizes=st.lists(st.integers(1, 7), min_size=1))
def test_chunking_changes_nothing(data, sizes):
    """Any pieces give the same lines, and never more than a line is kept."""
    whole = b"".join(data)
    lines, found, at, turn = LineDecoder(12), [], 0, 0
    while at < len(whole):
        size = sizes[turn % len(sizes)]
        found += lines.feed(whole[at:at + size])
        at, turn = at + size, turn + 1
        assert len(lines._kept) <= 12
    assert found == LineDecoder(12).feed(whole)


@given(data=st.binary())
def test_any_bytes_are_lines_or_bad_lines(data):
    """Bytes never raise."""
    assert all(isinstance(each, str | BadLine) for each in LineDecoder(20).feed(data))
