"""GS1 DataMatrix symbols (ECC 200) as module matrices.

The encoder is zxing-cpp's. Everything else in the room takes the matrix from ``modules`` alone, so another
encoder, one that can also draw wrong symbols, takes its place here.
"""

import functools

import numpy as np
import zxingcpp

from linebench.imaging.picture import Modules, Picture
from linebench.product.elements import ElementError, split_elements

__all__ = ["SymbolError", "modules"]

_KEPT = 64
"""A duplicate or a repeated print shows a code again within a few packs; older ones never come back."""


class SymbolError(ValueError):
    """Content that no symbol can be drawn for. The message says what was found and what was expected."""


@functools.lru_cache(maxsize=_KEPT)
def modules(content: str) -> Modules:
    """The square symbol of an element string: a read-only matrix, True where a module is dark.

    The frame of the symbol is included, the quiet zone is not. Check digits and dates may be wrong: a printer
    prints those as well.

    Raises:
        SymbolError: ``content`` is no element string, or more than a square symbol holds.

    """
    try:
        elements = split_elements(content)
    except ElementError as error:
        raise SymbolError(f"{content!r} cannot be drawn as GS1 DataMatrix: {error}") from None
    # Square brackets, not round ones: charset 82 holds round brackets, so a lot may as well
    marked = "".join(f"[{ai}]{value}" for ai, value in elements)
    matrix: Modules = _encode(marked, content) == 0
    matrix.flags.writeable = False
    return matrix


def _encode(marked: str, content: str) -> Picture:
    try:
        symbol = zxingcpp.create_barcode(marked, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    except ValueError as error:
        raise SymbolError(f"{content!r} cannot be drawn as GS1 DataMatrix: {error}") from None
    return np.asarray(symbol.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
