"""The right data in the wrong symbol, and more than one symbol in view."""

import pytest
from hypothesis import given
from tests.imaging.faults.written_codes import (
    CODE,
    CODES,
    CONTENT,
    EXPIRY,
    GTIN,
    LOT,
    OTHER,
    SEEDS,
    SERIAL,
    codes_seen,
    whole,
    write,
)

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.faults.writing import Another, Neighbours
from linebench.imaging.grading import grade
from linebench.imaging.marking import Marking
from linebench.imaging.symbols import correctable, draw
from linebench.product.keys import is_key

_LINK = f"https://id.gs1.org/01/{GTIN}/10/{LOT}/21/{SERIAL}?17={EXPIRY}"
_GS1 = "gs1-datamatrix"


@pytest.mark.parametrize(("kind", "values", "expected", "aim", "size"), [
    ("wrong_symbology", {"carrier": 1}, (CONTENT, "datamatrix", {}), "]d1", (22, 22)),
    ("wrong_symbology", {}, (CONTENT, "gs1-qr", {}), "]Q3", (25, 25)),
    ("wrong_symbology", {"carrier": 3}, (_LINK, "qr-link", {}), "]Q1", (33, 33)),
    ("rectangle", {}, (CONTENT, _GS1, {"shape": "rectangle"}), "]d2", (16, 36)),
    ("wrong_size", {}, (CONTENT, _GS1, {"size": (24, 24)}), "]d2", (24, 24)),
    ("wrong_size", {"steps": 3}, (CONTENT, _GS1, {"size": (32, 32)}), "]d2", (32, 32)),
    ("ecc_errors", {"codewords": 0}, (CONTENT, _GS1, {}), "]d2", (22, 22)),
    ("ecc_errors", {}, (CONTENT, _GS1, {"wrong": 4}), "]d2", (22, 22)),
    ("ecc_errors", {"codewords": 10}, (CONTENT, _GS1, {"wrong": 10}), "]d2", (22, 22)),
])
def test_written(kind, values, expected, aim, size):
    """Content, carrier and options alone say how the symbol is drawn; a decoder delivers the data."""
    found = write(kind, **values)
    content, carrier, options = expected
    assert whole(found) == (content, CODE.text(), carrier, options)
    assert draw(found.content, found.carrier, **found.options).modules.shape == size
    assert codes_seen(found) == [(content, aim)]


def test_wrong_codewords_beyond_correction():
    """One more than can be corrected is drawn, and not read."""
    found = write("ecc_errors", codewords=11)
    symbol = draw(found.content, found.carrier, **found.options)
    assert (len(symbol.wrong), correctable(symbol), codes_seen(found)) == (11, False, [])
    assert draw(found.content, found.carrier, **found.options).codewords == symbol.codewords


@pytest.mark.parametrize(("count", "uec", "overall"), [
    (0, 1, 4), (4, 0.6, 3), (6, 0.4, 2), (7, 0.3, 1), (11, 0, 0)])
def test_unused_error_correction(count, uec, overall):
    """Each wrong codeword costs two of the 20 check words (ISO/IEC 15415: 1 - 2t/check words)."""
    found = write("ecc_errors", codewords=count)
    symbol = draw(found.content, found.carrier, **found.options)
    drawn = draw_exact(Scene(symbol=symbol, noise=0))
    grading = grade(drawn.picture, drawn.geometry, symbol)
    assert (grading["UEC"].value, grading.overall) == (pytest.approx(uec), overall)


def test_larger_rectangle_with_wrong_codewords():
    """Faults of the same symbol act together."""
    found = written(CODE, [fault("ecc_errors", codewords=3), fault("wrong_size"), fault("rectangle")])
    assert found.options == {"shape": "rectangle", "size": (16, 48), "wrong": 3}
    assert codes_seen(found) == [(CONTENT, "]d2")]


@pytest.mark.parametrize(("near", "kind", "another", "aim"), [
    (Neighbours(), "two_codes", Another(f"01{GTIN}17{EXPIRY}10{LOT}\x1d21C7P1H1PF83", Marking(), 8), "]d2"),
    (Neighbours(before=CODE), "two_codes",
     Another(f"01{GTIN}17{EXPIRY}10{LOT}\x1d21C7P1H1PF83", Marking(), 8), "]d2"),
    (Neighbours(before=OTHER), "two_codes", Another(OTHER.content(), Marking(), 8), "]d2"),
    (Neighbours(), "foreign_code", Another("9508048305015", Marking("ean-13", (("bar_height", 18),)), 12), "]E0"),
    (Neighbours(foreign=OTHER), "foreign_code",
     Another(OTHER.gtin[1:], Marking("ean-13", (("bar_height", 18),)), 12), "]E0"),
])
def test_two_codes_in_view(near, kind, another, aim):
    """The pack's own code is right; another one stands right of it, and both are read."""
    found = write(kind, near=near)
    assert (*whole(found), found.others) == (CONTENT, CODE.text(), _GS1, {}, [another])
    assert codes_seen(found) == [(CONTENT, "]d2"), (another.content, aim)]


@given(CODES, SEEDS)
def test_the_other_code_is_another_one(code, seed):
    """What is made up is never the pack's own code, and an EAN-13 is one."""
    second = write("two_codes", code=code, seed=seed).others[0].content
    ean = write("foreign_code", code=code, seed=seed).others[0].content
    assert second != code.content()
    assert "0" + ean != code.gtin
    assert is_key(ean, 13)


@pytest.mark.parametrize(("faults", "reason"), [
    ([fault("ecc_errors", codewords=12)],
     "ecc_errors with codewords 12 in a symbol of 22x22; expected 0 to 11, one more than it can correct"),
    ([fault("wrong_symbology"), fault("wrong_size")],
     "a symbol of carrier gs1-qr has no such fault; expected Data Matrix"),
    ([fault("rectangle"), fault("wrong_size", steps=2)], "16x36 cannot be 2 sizes larger; expected at most 16x48"),
    ([fault("rectangle"), fault("lot_too_long", length=40), fault("serial_too_long", length=40)],
     "the content takes .* codewords; expected at most 49, which 16x48 holds"),
    ([fault("wrong_symbology", carrier=3), fault("ai_brackets")], "has no link: position 0"),
])
def test_what_cannot_be_drawn(faults, reason):
    """A symbol that does not exist is refused in one sentence."""
    with pytest.raises(FaultError, match=reason):
        written(CODE, faults)
