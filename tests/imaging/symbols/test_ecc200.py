import itertools
import random

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from linebench.imaging.symbols import SymbolError, codeword_map, decode_codewords, draw, read_codewords
from linebench.imaging.symbols.ecc200 import RECTANGLES, SIZES, SQUARES, matrix, size_of, with_checks

REPORT_DATA = bytes([
    92, 42, 63, 31, 136, 30, 148, 87, 69, 219, 183, 55, 30, 50, 81, 219, 132, 66, 30, 84, 161, 152, 66, 132, 226,
    54, 31, 5, 129, 45, 195, 90])
REPORT_CHECK = bytes([
    107, 149, 89, 60, 57, 44, 200, 195, 82, 134, 17, 211, 227, 21, 91, 158, 239, 24, 33, 160, 108, 40, 223, 204])
"""A 16x36 symbol from a published verifier report."""
PACK = "0109501101530003" + "17271231" + "10123456\x1d" + "210000000001"
PACK_CODEWORDS = bytes([
    232, 131, 139, 180, 141, 131, 183, 130, 133, 147, 157, 142, 161, 140, 142, 164, 186, 232, 151, 130,
    130, 130, 130, 131, 129, 209, 104, 254, 150, 45,
    66, 150, 87, 70, 29, 111, 158, 223, 166, 42, 132, 204, 248, 177, 198, 72, 110, 218, 119, 61])
"""A 22x22 symbol on which two independent encoders agree."""
ORDERED = [*SQUARES, *RECTANGLES, *(size for size in SIZES.values() if size not in (*SQUARES, *RECTANGLES))]
"""In the order of zxing-cpp's versions, which count from 1."""


def zxing_modules(content, version):
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix, version=version)
    return np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0


def test_published_check_codewords():
    """The check codewords of a published verifier report come out."""
    assert with_checks(REPORT_DATA, size_of(16, 36)) == REPORT_DATA + REPORT_CHECK


def test_published_content():
    """Its data codewords are the encodation of the content they decode to."""
    decoded = decode_codewords(REPORT_DATA + REPORT_CHECK, 16, 36)
    symbol = draw(decoded.content, "datamatrix", size=(16, 36))
    assert (decoded.gs1, decoded.errors, decoded.worst) == (False, (), 0)
    assert symbol.codewords == REPORT_DATA + REPORT_CHECK


def test_golden_pack():
    """A pack's content gives the golden codewords, and their modules give them back."""
    symbol = draw(PACK)
    assert (symbol.modules.shape, symbol.codewords, symbol.data_codewords) == ((22, 22), PACK_CODEWORDS, 30)
    assert read_codewords(symbol.modules) == PACK_CODEWORDS


@pytest.mark.parametrize(("version", "size"), list(enumerate(ORDERED, 1)), ids=map(str, ORDERED))
def test_every_size_agrees_with_zxing(version, size):
    """Symbols that zxing-cpp makes come out of their own data codewords, module by module, at every filling."""
    chance = random.Random(version)
    for share in (0.1, 0.5, 1.0):
        content = "".join(chance.choices("0123456789", k=2 * max(1, int(size.data * share))))
        theirs = zxing_modules(content, version)
        data = read_codewords(theirs)[:size.data]
        assert theirs.shape == (size.rows, size.columns)
        assert np.array_equal(matrix(with_checks(data, size), size), theirs)
        assert np.array_equal(draw(content, "datamatrix", size=(size.rows, size.columns)).modules, theirs)


@pytest.mark.parametrize("size", ORDERED, ids=str)
def test_codeword_map(size):
    """Each bit of each codeword has one module; all others are frame, or fill the last corner."""
    carried = codeword_map(size.rows, size.columns)
    inside = carried[carried >= 0]
    frame = 2 * size.across * size.rows + 2 * size.down * size.columns - 4 * size.down * size.across
    assert np.array_equal(np.sort(inside), np.arange(8 * size.total))
    assert (carried < 0).sum() - frame in (0, 4)
    assert carried is codeword_map(size.rows, size.columns)
    assert not carried.flags.writeable


def test_frame_of_a_symbol_with_regions():
    """Left and bottom of each region are solid, top and right alternate."""
    modules = draw("1", "datamatrix", size=(32, 32)).modules
    for row, column in itertools.product((0, 16), (0, 16)):
        region = modules[row:row + 16, column:column + 16]
        assert region[:, 0].all()
        assert region[-1].all()
        assert region[0].tolist() == [True, False] * 8
        assert region[:, -1].tolist() == [False, True] * 8


def test_no_such_size():
    """A size that the standard does not know is refused."""
    with pytest.raises(SymbolError, match=r"^11x11 is no size of a Data Matrix symbol; expected one of 10x10"):
        codeword_map(11, 11)


SIZE = st.sampled_from(list(SIZES.values()))


@st.composite
def spoilt(draw_from, more=0):
    """Right codewords, and some of them made wrong: in one block exactly what it bears and ``more``."""
    size = draw_from(SIZE)
    right = with_checks(bytes(draw_from(st.randoms()).choices(range(1, 129), k=size.data)), size)
    worst = draw_from(st.integers(0, size.blocks - 1))
    wrong = bytearray(right)
    chance = draw_from(st.randoms())
    for block in range(size.blocks):
        count = size.correctable + more if block == worst else chance.randint(0, size.correctable)
        for position in chance.sample(size.places(block), count):
            wrong[position] ^= chance.randint(1, 255)
    return size, right, bytes(wrong)


@given(spoilt())
def test_all_that_can_be_corrected_is(case):
    """Up to half as many wrong codewords as check codewords are found and put right in every block."""
    size, right, wrong = case
    decoded = decode_codewords(wrong, size.rows, size.columns)
    positions = tuple(place for place in range(size.total) if right[place] != wrong[place])
    assert (decoded.codewords, decoded.errors, decoded.worst) == (right, positions, size.correctable)


@given(spoilt(more=1))
def test_one_more_is_never_taken_for_right(case):
    """With one more the symbol is unread, or taken for another one, as any correction may."""
    size, right, wrong = case
    decoded = decode_codewords(wrong, size.rows, size.columns)
    assert decoded is None or decoded.codewords != right
