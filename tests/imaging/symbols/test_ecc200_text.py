import random
import string

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from linebench.imaging.symbols import SymbolError, decode_codewords, draw, read_codewords
from linebench.imaging.symbols.ecc200.message import message
from linebench.product.identifiers import CHARSET_82

LATIN1 = st.text(st.characters(max_codepoint=255), max_size=60)
MIXED = st.lists(st.one_of(
    st.text(string.digits, max_size=12), st.text(string.ascii_uppercase + string.digits + " ", max_size=12),
    st.text(string.ascii_lowercase, max_size=12), st.text(CHARSET_82, max_size=6), st.just("\x1d"),
    LATIN1)).map("".join)


def decoded(symbol):
    found = decode_codewords(read_codewords(symbol.modules), *symbol.modules.shape)
    return found.content, found.gs1


@given(MIXED)
def test_what_is_encoded_is_decoded(content):
    """Any Latin-1 text comes back from the modules, as GS1 data and as plain ones."""
    assert decoded(draw(content)) == (content, True)
    assert decoded(draw(content, "datamatrix")) == (content, False)


@given(MIXED, st.sampled_from(["square", "rectangle"]))
def test_size_is_the_smallest(content, shape):
    """No smaller symbol holds a content than the one that is chosen when all may be."""
    try:
        symbol = draw(content, shape=shape)
    except SymbolError:
        return
    area = symbol.modules.size
    for smaller in ((10, 10), (16, 16), (22, 22), (26, 26), (12, 26), (16, 36)):
        if smaller[0] * smaller[1] < area and (smaller[0] == smaller[1]) == (shape == "square"):
            with pytest.raises(SymbolError):
                draw(content, size=smaller)


CONTENTS = ["ABC12*>DEF\r", "A.B-C:D;E+F/G", "\xe4\xf6\xfc\xdf\xe9\xe8" * 3, "abcABC123", "AB*CD*EF*GH*IJ>KL\r12"]


@pytest.mark.parametrize("alphabet", [*CONTENTS, string.digits, string.ascii_letters, string.printable])
def test_zxings_encodations_are_decoded(alphabet):
    """Whatever encodation zxing-cpp chooses, X12, EDIFACT and Base 256 included, the text comes back."""
    chance = random.Random(alphabet)
    for length in range(1, 60):
        content = "".join(chance.choices(alphabet, k=length))
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
        modules = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
        found = decode_codewords(read_codewords(modules), *modules.shape)
        assert (found.content, found.gs1) == (content, False)


@pytest.mark.parametrize("alphabet", [string.ascii_uppercase + string.digits, string.ascii_lowercase + "0123",
                                      string.ascii_letters + string.digits, CHARSET_82])
def test_no_symbol_is_larger_than_zxings(alphabet):
    """The mix of ASCII, C40 and Text needs no larger symbol than zxing-cpp's encoder finds."""
    chance = random.Random(alphabet)
    for length in range(1, 80):
        lot, serial = ("".join(chance.choices(alphabet, k=count)) for count in (length // 4 + 1, length % 20 + 1))
        marked = f"[01]09501101530003[10]{lot[:20]}[21]{serial}"
        code = zxingcpp.create_barcode(marked, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
        theirs = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
        assert draw(f"010950110153000310{lot[:20]}\x1d21{serial}").modules.size <= theirs.size


@pytest.mark.parametrize(("data", "expected"), [
    ([236, 66, 129], ("[)>\x1e05\x1dA\x1e\x04", False)),
    ([237, 129], ("[)>\x1e06\x1d\x1e\x04", False)),
    ([241, 27, 66], ("A", False)),
    ([241, 128, 1, 66], ("A", False)),
    ([241, 192, 1, 1, 66], ("A", False)),
    ([233, 1, 1, 1, 66], ("A", False)),
    ([232, 232, 66, 232], ("\x1dA\x1d", True)),
    ([235, 66], ("\xc1", False)),
])
def test_special_codewords(data, expected):
    """Macros stand for their frame, FNC1 after the first for 0x1D; instructions to the reader are no data."""
    assert message(bytes(data)) == expected


@pytest.mark.parametrize("data", [[0], [242], [255], [231, 200], [230, 0, 0, 0]])
def test_codewords_without_meaning(data):
    """What the standard leaves open or forbids is no message."""
    assert message(bytes(data)) is None
