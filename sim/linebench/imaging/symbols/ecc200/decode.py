"""From modules to data: the reference decoding that graders build on."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.picture import Modules
from linebench.imaging.symbols.ecc200.message import message
from linebench.imaging.symbols.ecc200.placement import FRAME, codeword_map
from linebench.imaging.symbols.ecc200.reed_solomon import corrected
from linebench.imaging.symbols.ecc200.sizes import size_of

__all__ = ["Decoded", "decode_codewords", "read_codewords"]


class Decoded(NamedTuple):
    """What codewords say.

    ``content``: as a reader delivers it, FNC1 as 0x1D, the leading one left out. ``gs1``: whether that one stood
    there. ``errors``: positions of the codewords that had to be corrected. ``worst``: how many of them one
    Reed-Solomon block has at most, for unused error correction. ``codewords``: as corrected.
    """

    content: str
    gs1: bool
    errors: tuple[int, ...]
    worst: int
    codewords: bytes


def read_codewords(modules: Modules) -> bytes:
    """The codewords that ``modules`` carry, as they stand, with the frame not looked at.

    Raises:
        SymbolError: there is no Data Matrix symbol of that size.

    """
    carried = codeword_map(*modules.shape)
    inside = carried != FRAME
    bits = np.empty(int(carried.max()) + 1, dtype=np.bool_)
    bits[carried[inside]] = modules[inside]
    return np.packbits(bits).tobytes()


def decode_codewords(codewords: bytes, rows: int, columns: int) -> Decoded | None:
    """What the ``codewords`` of a symbol say; ``None`` when they are beyond correction or make no message.

    Raises:
        SymbolError: there is no such size, or it has another number of codewords.

    """
    size = size_of(rows, columns)
    mended = corrected(codewords, size)
    text = None if mended is None else message(mended[0][:size.data])
    if mended is None or text is None:
        return None
    blocks = [size.block_of(position) for position in mended[1]]
    worst = max(map(blocks.count, blocks), default=0)
    return Decoded(text.content, text.gs1, mended[1], worst, mended[0])
