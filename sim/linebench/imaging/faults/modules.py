"""Faults of single modules: lost, printed where none belong, or out of their place.

Ranges are engineering estimates.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.symbols.ecc200 import codeword_map
from linebench.imaging.symbols.symbol import SymbolError

__all__ = ["FAULTS"]

_BITS = 8
_COUNT = Parameter("count", "modules", 0, 400, 4, "how many", whole=True)


def _lose(canvas: Canvas, values: Values) -> None:
    _flip(canvas, int(values["count"]), dark=True)


def _add(canvas: Canvas, values: Values) -> None:
    _flip(canvas, int(values["count"]), dark=False)


def _flip(canvas: Canvas, count: int, *, dark: bool) -> None:
    """Change random modules that are ``dark``.

    In Data Matrix these carry data, and no two are in one codeword as long as there are others: as many
    codewords are wrong as there are modules. In other symbols they may be any; a linear symbol loses or gains
    one X over the whole height of its bars.
    """
    if canvas.matrix is None or not count:
        return
    codewords = _codewords(*canvas.matrix.shape)
    candidates = np.flatnonzero((canvas.matrix.ravel() == dark) & (codewords >= 0))
    shuffled = canvas.chance.rng.permutation(candidates)
    alone = np.argsort(_met_before(codewords[shuffled]), kind="stable")
    canvas.matrix.ravel()[shuffled[alone[:count]]] = not dark


def _met_before(codewords: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Of each entry, whether an earlier one names the same codeword."""
    first = np.zeros(codewords.max(initial=0) + 1, dtype=np.intp)
    numbers = np.arange(len(codewords))
    first[codewords[::-1]] = numbers[::-1]
    met: NDArray[np.bool_] = first[codewords] != numbers
    return met


@functools.lru_cache(maxsize=64)
def _codewords(rows: int, columns: int) -> NDArray[np.intp]:
    """The codeword of each module, negative where there is none; each module its own where that is unknown."""
    try:
        bits = codeword_map(rows, columns).ravel()
    except SymbolError:
        return np.arange(rows * columns)
    return np.where(bits >= 0, bits // _BITS, -1)


def _jitter(canvas: Canvas, values: Values) -> None:
    """Text keeps its place: its letters are drawn whole."""
    if canvas.matrix is None or not values["sd"]:
        return
    scatter = canvas.chance.rng.standard_normal((*canvas.matrix.shape, 2)) * (values["sd"] / canvas.x_mm)
    canvas.scatter = scatter if canvas.scatter is None else canvas.scatter + scatter


FAULTS = (
    CodeFault(
        id="modules_lost", plane="print",
        summary="Single dark modules of the data are not printed.", parameters=(_COUNT,),
        moves=("RM", "UEC", "decode"), worse=(0, 2, 5, 7, 9, 11, 14),
        source="engineering estimate; UEC = 1 - 2 count / check codewords", modules=_lose),
    CodeFault(
        id="modules_extra", plane="print",
        summary="Single light modules of the data are printed dark.", parameters=(_COUNT,),
        moves=("RM", "UEC", "decode"), worse=(0, 2, 5, 7, 9, 11, 14),
        source="engineering estimate; UEC = 1 - 2 count / check codewords", modules=_add),
    CodeFault(
        id="jitter", plane="print",
        summary="Drops do not land where they should, or the head vibrates: each module is a little out of place.",
        parameters=(Parameter("sd", "mm", 0, 0.15, 0.03, "standard deviation of a module's place, each way"),),
        moves=("GN", "MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.02, 0.035, 0.045, 0.055, 0.065, 0.1),
        source="engineering estimate", modules=_jitter),
)
