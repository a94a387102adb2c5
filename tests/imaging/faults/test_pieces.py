"""Element strings in pieces, however wrong they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import CODE, CODES, CONTENT, EXPIRY, GTIN, LOT, SERIAL, text

from linebench.imaging.faults.apply import written
from linebench.imaging.faults.pieces import Piece, arranged, joined, pieces, put, put_text


def test_a_pack_code():
    """Each element is a piece, with the separator behind it."""
    assert pieces(CONTENT) == [
        Piece("01", GTIN), Piece("17", EXPIRY), Piece("10", LOT, "\x1d"), Piece("21", SERIAL)]


@pytest.mark.parametrize(("content", "parts"), [
    ("", []),
    ("01123", [Piece("01", "123")]),
    ("01", [Piece("01", "")]),
    ("10\x1d", [Piece("10", "", "\x1d")]),
    (f"01{GTIN}\x1d17{EXPIRY}", [Piece("01", GTIN, "\x1d"), Piece("17", EXPIRY)]),
    ("\x1d0112", [Piece("", "\x1d0112")]),
    (f"01{GTIN}18{EXPIRY}", [Piece("01", GTIN), Piece("", f"18{EXPIRY}")]),
])
def test_what_is_no_pack_code(content, parts):
    """What makes no sense any more stays in one piece."""
    assert pieces(content) == parts


@given(st.text("01172\x1dAB(") | CODES.map(lambda code: code.content()))
def test_pieces_fit_together(content):
    """Nothing is lost or added."""
    assert joined(pieces(content)) == content


@given(CODES)
def test_arranging_what_is_right(code):
    """Separators stand where they stood."""
    assert arranged(pieces(code.content())) == code.content()


def test_put_changes_code_and_text():
    """A wrong value in the data sent to the printer shows in both."""
    writing = written(CODE)
    put(writing, "10", "NEW")
    assert (writing.content, writing.text) == (f"01{GTIN}17{EXPIRY}10NEW\x1d21{SERIAL}", text(lot="NEW"))


def test_text_goes_as_far_as_font_and_field():
    """A space for what the font lacks; twenty characters at most."""
    writing = written(CODE)
    put_text(writing, "10", "ÄB C#" + "1" * 20)
    assert (writing.content, writing.text) == (CONTENT, text(lot=" B C 111111111111111"))
