import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.imaging.readers.code_read import CodeRead
from linebench.imaging.readers.zxing import ZxingReader
from linebench.imaging.symbol import SymbolError, modules
from linebench.product import PackCode, gs1

GOLDEN = PackCode("09501101530003", "271231", "123456", "0000000001")
CODEWORDS = [
    232, 131, 139, 180, 141, 131, 183, 130, 133, 147, 157, 142, 161, 140, 142, 164, 186, 232, 151, 130,
    130, 130, 130, 131, 129, 209, 104, 254, 150, 45,
    66, 150, 87, 70, 29, 111, 158, 223, 166, 42, 132, 204, 248, 177, 198, 72, 110, 218, 119, 61,
]
"""Data and check words of the golden symbol, on which two independent encoders agree."""
UTAH = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))


class _Placement:
    """Reads the codewords back from a 22x22 symbol, by the placement rule of ISO/IEC 16022 annex F."""

    def __init__(self, matrix):
        self.data = matrix[1:-1, 1:-1]
        self.side = self.data.shape[0]
        self.taken = np.zeros_like(self.data)
        self.words = []

    def bit(self, row, column):
        if row < 0:
            row, column = row + self.side, column + 4 - (self.side + 4) % 8
        if column < 0:
            row, column = row + 4 - (self.side + 4) % 8, column + self.side
        self.taken[row, column] = True
        return int(self.data[row, column])

    def word(self, cells):
        self.words.append(sum(self.bit(*cell) << 7 - place for place, cell in enumerate(cells)))

    def sweep(self, row, column, step):
        """One diagonal, up-right or down-left, until it has left the symbol."""
        side = self.side
        while (row >= 0 and column < side) if step > 0 else (row < side and column >= 0):
            inside = 0 <= row < side and 0 <= column < side
            if inside and not self.taken[row, column]:
                self.word([(row + down, column + right) for down, right in UTAH])
            row, column = row - 2 * step, column + 2 * step
        return row, column

    def read(self):
        row, column, last = 4, 0, self.side - 1
        while row < self.side or column < self.side:
            if (row, column) == (self.side, 0):
                self.word([(last, 0), (last, 1), (last, 2), (0, last - 1),
                           (0, last), (1, last), (2, last), (3, last)])
            row, column = self.sweep(row, column, 1)
            row, column = self.sweep(row + 1, column + 3, -1)
            row, column = row + 3, column + 1
        return self.words


def test_golden_symbol():
    """The golden content gives the published data and check words in a 22x22 symbol."""
    matrix = modules(GOLDEN.content())
    assert matrix.shape == (22, 22)
    assert _Placement(matrix).read() == CODEWORDS


def test_frame():
    """Left and bottom are solid, top and right alternate."""
    matrix = modules(GOLDEN.content())
    assert matrix[:, 0].all()
    assert matrix[-1].all()
    assert matrix[0].tolist() == [True, False] * 11
    assert matrix[:, -1].tolist() == [False, True] * 11


X20 = st.text(gs1.CHARSET_82, min_size=1, max_size=20)


@given(X20, X20)
def test_whatever_charset_82_holds_is_read_back(lot, serial):
    """Round brackets in a lot are data, not marks of identifiers."""
    content = PackCode("09504000059101", "271231", lot, serial).content()
    picture = np.pad(np.kron(~modules(content), np.ones((6, 6))), 18, constant_values=1).astype(np.uint8) * 255
    assert ZxingReader().read(picture) == CodeRead(content, "]d2", "zxing-cpp")


def test_a_wrong_check_digit_can_be_printed():
    """A symbol is drawn for what a wrong printer would print."""
    assert modules("010950400005910221A").shape == (16, 16)


def test_symbols_are_not_changed_by_their_users():
    """The matrix is shared, so it cannot be written to."""
    with pytest.raises(ValueError, match="read-only"):
        modules(GOLDEN.content())[0, 0] = False


@pytest.mark.parametrize(("content", "reason"), [
    ("", "position 0: found nothing, expected an application identifier"),
    ("10L\u00f6T", "position 2: found 'L\u00f6T', expected X..20 for (10) batch or lot"),
    ("0509504000059101", "position 0: found '0509', expected an application identifier"),
])
def test_what_cannot_be_drawn(content, reason):
    """Content without a symbol is refused with the reason."""
    with pytest.raises(SymbolError) as caught:
        modules(content)
    assert str(caught.value) == f"{content!r} cannot be drawn as GS1 DataMatrix: {reason}"


def test_too_much_content():
    """More than a symbol holds is refused."""
    parts = "\x1d".join(f"9{n}" + "a" * 90 for n in range(1, 10)) + "\x1d" + "\x1d".join(
        f"9{n}" + "a" * 90 for n in range(1, 10)) + "\x1d" + "\x1d".join(f"9{n}" + "B" * 90 for n in range(1, 10))
    with pytest.raises(SymbolError, match="cannot be drawn as GS1 DataMatrix"):
        modules(parts)
