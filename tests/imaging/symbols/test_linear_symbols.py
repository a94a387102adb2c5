import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.symbols.pictures import picture_of, zxing_reads

from linebench.imaging.symbols import SymbolError, draw
from linebench.product.gs1 import check_digit

PACK = "01095011015300031727123110AB12\x1d21XY0001"
ASCII = st.lists(st.one_of(st.characters(max_codepoint=127), st.sampled_from("0123456789\x1d")),
                 min_size=1, max_size=48).map("".join)


def digits(count):
    return st.from_regex(f"[0-9]{{{count}}}", fullmatch=True)


@given(ASCII)
def test_gs1_128_is_read(content):
    """Any ASCII text of up to 48 characters is read back with its separators, as GS1-128."""
    assert zxing_reads(picture_of(draw(content, "gs1-128"))) == (content, "]C1")


@given(st.text(st.characters(max_codepoint=127, exclude_characters="\x1d"), min_size=1, max_size=48))
def test_gs1_128_is_short(content):
    """No symbol is longer than zxing-cpp's Code 128, which lacks the leading FNC1 of 11 X."""
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
    theirs = np.asarray(code.to_image(scale=1, add_quiet_zones=False)).shape[1]
    assert draw(content, "gs1-128").modules.shape[1] <= theirs + 11


def test_gs1_128():
    """Start C, FNC1, ten pairs, set B for letters: 25 values of 11 X with check, and a stop of 13 X."""
    symbol = draw("0109501101530003" + "10AB", "gs1-128")
    assert symbol.size == (50, 15 * 11 + 13)
    assert (symbol.quiet_zone, symbol.bearer, symbol.linear) == ((10, 0, 10, 0), 0, True)
    assert symbol.modules[0, :11].tolist() == [bit == "1" for bit in "11010011100"]
    assert symbol.modules[0, -13:].tolist() == [bit == "1" for bit in "1100011101011"]


@given(digits(12).map(lambda body: body + check_digit(body)))
def test_ean_13_is_read(content):
    """Any 13 digits with a right check digit are read; the bars are zxing-cpp's."""
    symbol = draw(content, "ean-13")
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.EAN13)
    theirs = np.asarray(code.to_image(scale=1, add_quiet_zones=False, add_hrt=False))
    assert np.array_equal(symbol.modules[0], theirs[0] == 0)
    assert zxing_reads(picture_of(symbol)) == (content, "]E0")


@given(digits(12), st.integers(1, 9))
def test_ean_13_with_a_wrong_check_digit(body, more):
    """A wrong check digit is drawn, and no reader takes the symbol for a valid one."""
    content = body + str((int(check_digit(body)) + more) % 10)
    symbol = draw(content, "ean-13")
    assert (symbol.content, symbol.size, symbol.quiet_zone) == (content, (69, 95), (11, 0, 7, 0))
    assert zxing_reads(picture_of(symbol), formats=zxingcpp.BarcodeFormat.EAN13) is None


@given(digits(14), st.sampled_from([0, 2]))
def test_itf_14_is_read(content, bearer):
    """Any 14 digits are read, with and without bearer bars."""
    symbol = draw(content, "itf-14", bearer=bearer)
    assert (symbol.size, symbol.bearer, symbol.quiet_zone) == ((26, 135), bearer, (10, 0, 10, 0))
    assert zxing_reads(picture_of(symbol), formats=zxingcpp.BarcodeFormat.ITF)[0] == content


def test_itf_14_identifier():
    """A GTIN with its check digit is reported as ITF with a check digit."""
    assert zxing_reads(picture_of(draw("19501101530000", "itf-14"))) == ("19501101530000", "]I1")


@pytest.mark.parametrize(("content", "carrier", "options", "reason"), [
    ("", "gs1-128", {}, "'' has 0 characters; expected 1 to 48 in GS1-128"),
    ("1" * 49, "gs1-128", {}, f"{'1' * 49!r} has 49 characters; expected 1 to 48 in GS1-128"),
    ("10\xe4", "gs1-128", {}, "'10\xe4' cannot be drawn as GS1-128; expected ASCII characters"),
    ("123", "ean-13", {}, "'123' cannot be drawn as EAN-13; expected 13 digits"),
    ("\u0663" * 14, "itf-14", {}, f"{chr(0x663) * 14!r} cannot be drawn as ITF-14; expected 14 digits"),
    ("9501101530003", "ean-13", {"bar_height": 0}, "bars cannot be 0 X high; expected more than 0"),
])
def test_what_cannot_be_drawn(content, carrier, options, reason):
    """What the carrier cannot hold is refused in one sentence."""
    with pytest.raises(SymbolError) as caught:
        draw(content, carrier, **options)
    assert str(caught.value) == reason
