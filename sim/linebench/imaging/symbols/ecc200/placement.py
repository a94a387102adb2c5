"""Which module carries which bit of which codeword: ISO/IEC 16022:2006 annex F and 5.7."""

import functools

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.symbols.ecc200.sizes import Size, size_of

__all__ = ["FIXED", "FRAME", "bit_source", "codeword_map"]

FRAME = -1
"""In a codeword map: a module that carries no codeword, because it belongs to a finder or fills the last corner."""
FIXED = 0b0100_0000
"""The byte behind the codewords that ``bit_source`` takes modules without codeword from: a light and a dark bit."""

_UTAH = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
"""Where the bits of a codeword lie, most significant first, relative to its last one."""
_CORNERS = (
    ((-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)),
)
"""The four codewords that are folded round the corners; negative counts from the far end."""

_Map = NDArray[np.intp]


@functools.cache
def codeword_map(rows: int, columns: int) -> _Map:
    """For each module of a symbol: position of its codeword * 8 + bit (0 the most significant), or ``FRAME``.

    Codewords are counted as printed: data, then check, both dealt to the blocks in turn. The two by two modules
    that fill the last corner of some sizes carry no codeword either. Read-only, the same array at every call.

    Raises:
        SymbolError: there is no such size.

    """
    size = size_of(rows, columns)
    full = np.full((rows, columns), FRAME, dtype=np.intp)
    full[_inside(size)] = _Walk(rows - 2 * size.down, columns - 2 * size.across).cells.ravel()
    full.flags.writeable = False
    return full


@functools.cache
def bit_source(size: Size) -> _Map:
    """For each module the bit to take from the codewords followed by the byte ``FIXED``. Read-only."""
    carried = codeword_map(size.rows, size.columns)
    light = size.total * 8
    source = np.where(carried == FRAME, light + _dark_frame(size), carried)
    source.flags.writeable = False
    return source


def _inside(size: Size) -> NDArray[np.bool_]:
    """Modules that belong to no finder."""
    row, column = _in_region(size)
    high, wide = size.rows // size.down, size.columns // size.across
    inside: NDArray[np.bool_] = (row > 0) & (row < high - 1) & (column > 0) & (column < wide - 1)
    return inside


def _dark_frame(size: Size) -> NDArray[np.bool_]:
    """Which are dark when they have no codeword: both bars, half of both tracks, the diagonal in the corner."""
    row, column = _in_region(size)
    high, wide = size.rows // size.down, size.columns // size.across
    bars = (column == 0) | (row == high - 1)
    tracks = ((row == 0) & (column % 2 == 0)) | ((column == wide - 1) & (row % 2 == 1))
    dark: NDArray[np.bool_] = bars | tracks | (_inside(size) & (row % 2 == column % 2))
    return dark


def _in_region(size: Size) -> tuple[_Map, _Map]:
    row, column = np.indices((size.rows, size.columns))
    return row % (size.rows // size.down), column % (size.columns // size.across)


class _Walk:
    """The walk over the data area, finders taken out, that lays one codeword after the other."""

    def __init__(self, rows: int, columns: int) -> None:
        self.cells = np.full((rows, columns), FRAME, dtype=np.intp)
        self._rows, self._columns = rows, columns
        self._count = 0
        row, column = 4, 0
        while row < rows or column < columns:
            self._corner(row, column)
            row, column = self._up(row, column)
            row, column = self._down(row + 1, column + 3)
            row, column = row + 3, column + 1

    def _corner(self, row: int, column: int) -> None:
        rows, columns = self._rows, self._columns
        cases = ((row, column) == (rows, 0),
                 (row, column) == (rows - 2, 0) and columns % 4 != 0,
                 (row, column) == (rows - 2, 0) and columns % 8 == 4,  # noqa: PLR2004 - the standard's case 3
                 (row, column) == (rows + 4, 2) and columns % 8 == 0)
        for case, cells in zip(cases, _CORNERS, strict=True):
            if case:
                self._lay([(r % rows, c % columns) for r, c in cells])

    def _up(self, row: int, column: int) -> tuple[int, int]:
        while row >= 0 and column < self._columns:
            if row < self._rows and column >= 0:
                self._utah(row, column)
            row, column = row - 2, column + 2
        return row, column

    def _down(self, row: int, column: int) -> tuple[int, int]:
        while row < self._rows and column >= 0:
            if row >= 0 and column < self._columns:
                self._utah(row, column)
            row, column = row + 2, column - 2
        return row, column

    def _utah(self, row: int, column: int) -> None:
        if self.cells[row, column] == FRAME:
            self._lay([self._wrapped(row + down, column + right) for down, right in _UTAH])

    def _wrapped(self, row: int, column: int) -> tuple[int, int]:
        if row < 0:
            row, column = row + self._rows, column + 4 - (self._rows + 4) % 8
        if column < 0:
            row, column = row + 4 - (self._columns + 4) % 8, column + self._columns
        return row % self._rows, column

    def _lay(self, cells: list[tuple[int, int]]) -> None:
        for bit, cell in enumerate(cells):
            self.cells[cell] = self._count * 8 + bit
        self._count += 1
