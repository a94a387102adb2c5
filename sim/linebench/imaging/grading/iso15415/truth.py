"""What each module should be: the symbol as its content asks for it, codewords made wrong on purpose put right.

A verifier knows this from error correction; the bench knows it because it drew the symbol.
"""

import functools

import numpy as np

from linebench.imaging.grading.iso15415.plan import Flags, Layout
from linebench.imaging.symbols.ecc200 import Size
from linebench.imaging.symbols.ecc200.reed_solomon import corrected
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["truth"]


def truth(symbol: Symbol, layout: Layout | None) -> tuple[Flags, Flags]:
    """Of each sample, ring included, whether it should be dark; of each codeword, whether nobody can say.

    Codewords are beyond saying when more are wrong on purpose than error correction can bear: those count as
    errors whatever the picture shows.
    """
    wanted: Flags = np.pad(symbol.modules, 1).ravel()
    if layout is None:
        return wanted, np.zeros(0, dtype=np.bool_)
    lost = np.zeros(layout.size.total, dtype=np.bool_)
    if not symbol.wrong:
        return wanted, lost
    right = _right(symbol.codewords, symbol.wrong, layout.size)
    if right is None:
        lost[list(symbol.wrong)] = True
    else:
        bits = np.unpackbits(np.frombuffer(right, dtype=np.uint8))
        wanted[layout.cells.ravel()] = bits.astype(np.bool_)
    return wanted, lost


@functools.lru_cache(maxsize=256)
def _right(codewords: bytes, wrong: tuple[int, ...], size: Size) -> bytes | None:
    """Codewords put right, if the correction finds those that are wrong and does not make up another message."""
    found = corrected(codewords, size)
    return found[0] if found is not None and set(found[1]) == set(wrong) else None
