"""The sizes of ECC 200 symbols: ISO/IEC 16022:2006 table 7, and the longer rectangles of ISO/IEC 21471 (DMRE)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from linebench.imaging.symbols.symbol import SymbolError

__all__ = ["RECTANGLES", "SIZES", "SQUARES", "Size", "size_of"]


class Size(NamedTuple):
    """One size of symbol.

    ``rows``, ``columns``: modules with all finder patterns. ``down``, ``across``: how many data regions stand
    below and beside each other. ``data``, ``check``: codewords of the whole symbol. ``blocks``: to how many
    Reed-Solomon blocks the data codewords are dealt in turn, and then the check codewords, from the first again.
    """

    rows: int
    columns: int
    down: int
    across: int
    data: int
    check: int
    blocks: int = 1

    @property
    def total(self) -> int:
        """Codewords of the symbol, data and check."""
        return self.data + self.check

    @property
    def block_check(self) -> int:
        """Check codewords of one block."""
        return self.check // self.blocks

    @property
    def correctable(self) -> int:
        """Wrong codewords that one block bears."""
        return self.block_check // 2

    def block_of(self, position: int) -> int:
        """The block that the codeword at ``position`` belongs to."""
        return (position if position < self.data else position - self.data) % self.blocks

    def places(self, block: int) -> tuple[int, ...]:
        """The positions of the codewords of ``block``, data before check."""
        return (*range(block, self.data, self.blocks), *range(self.data + block, self.total, self.blocks))

    def __str__(self) -> str:
        return f"{self.rows}x{self.columns}"


def _square(side: int, regions: int, data: int, check: int, blocks: int = 1) -> Size:
    return Size(side, side, regions, regions, data, check, blocks)


SQUARES = (
    _square(10, 1, 3, 5), _square(12, 1, 5, 7), _square(14, 1, 8, 10), _square(16, 1, 12, 12),
    _square(18, 1, 18, 14), _square(20, 1, 22, 18), _square(22, 1, 30, 20), _square(24, 1, 36, 24),
    _square(26, 1, 44, 28), _square(32, 2, 62, 36), _square(36, 2, 86, 42), _square(40, 2, 114, 48),
    _square(44, 2, 144, 56), _square(48, 2, 174, 68), _square(52, 2, 204, 84, 2), _square(64, 4, 280, 112, 2),
    _square(72, 4, 368, 144, 4), _square(80, 4, 456, 192, 4), _square(88, 4, 576, 224, 4),
    _square(96, 4, 696, 272, 4), _square(104, 4, 816, 336, 6), _square(120, 6, 1050, 408, 6),
    _square(132, 6, 1304, 496, 8), _square(144, 6, 1558, 620, 10),
)
"""All square sizes, smallest first."""

RECTANGLES = (
    Size(8, 18, 1, 1, 5, 7), Size(8, 32, 1, 2, 10, 11), Size(12, 26, 1, 1, 16, 14), Size(12, 36, 1, 2, 22, 18),
    Size(16, 36, 1, 2, 32, 24), Size(16, 48, 1, 2, 49, 28),
)
"""The rectangles of ISO/IEC 16022, smallest first."""

_EXTENDED = (
    Size(8, 48, 1, 2, 18, 15), Size(8, 64, 1, 4, 24, 18), Size(8, 80, 1, 4, 32, 22), Size(8, 96, 1, 4, 38, 28),
    Size(8, 120, 1, 6, 49, 32), Size(8, 144, 1, 6, 63, 36), Size(12, 64, 1, 4, 43, 27),
    Size(12, 88, 1, 4, 64, 36), Size(16, 64, 1, 4, 62, 36), Size(20, 36, 1, 2, 44, 28),
    Size(20, 44, 1, 2, 56, 34), Size(20, 64, 1, 4, 84, 42), Size(22, 48, 1, 2, 72, 38),
    Size(24, 48, 1, 2, 80, 41), Size(24, 64, 1, 4, 108, 46), Size(26, 40, 1, 2, 70, 38),
    Size(26, 48, 1, 2, 90, 42), Size(26, 64, 1, 4, 118, 50),
)
"""Rectangles of ISO/IEC 21471: many readers do not know them, so they are drawn only when asked for by size."""

SIZES: Mapping[tuple[int, int], Size] = MappingProxyType(
    {(size.rows, size.columns): size for size in (*SQUARES, *RECTANGLES, *_EXTENDED)})
"""Every size by its rows and columns."""


def size_of(rows: int, columns: int) -> Size:
    """The size with ``rows`` by ``columns`` modules.

    Raises:
        SymbolError: there is no such size.

    """
    found = SIZES.get((rows, columns))
    if found is None:
        known = ", ".join(map(str, SIZES.values()))
        raise SymbolError(f"{rows}x{columns} is no size of a Data Matrix symbol; expected one of {known}")
    return found
