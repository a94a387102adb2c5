"""Faults of single modules: lost, printed where none belong, or out of their place.

Ranges are engineering estimates.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import FULL, Canvas
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


def _shrink(canvas: Canvas, values: Values) -> None:
    """A dark module of the data whose neighbours are light, if there is one; smaller, amid its place."""
    side = values["side"] * canvas.per_x
    if canvas.matrix is None or canvas.size[0] != canvas.matrix.shape[0] or side >= canvas.per_x:
        return
    alone = _lonely(canvas.matrix)
    row, column = divmod(int(alone[canvas.chance.rng.integers(len(alone))]), canvas.matrix.shape[1])
    per_x, places = canvas.per_x, np.arange(canvas.per_x)
    rest = (per_x - side) / 2
    inked = np.clip(np.minimum(places + 1 - rest, per_x - rest - places), 0, 1)
    canvas.code[row * per_x:(row + 1) * per_x, column * per_x:(column + 1) * per_x] = np.rint(
        np.outer(inked, inked) * FULL)


def _lonely(matrix: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The dark data modules with the fewest dark neighbours."""
    dark = np.pad(matrix, 1).astype(np.intp)
    around = sum(dark[1 + down:dark.shape[0] - 1 + down, 1 + along:dark.shape[1] - 1 + along]
                 for down in (-1, 0, 1) for along in (-1, 0, 1) if down or along)
    crowd = np.where(matrix.ravel() & (_codewords(*matrix.shape) >= 0), np.ravel(around), np.iinfo(np.intp).max)
    return np.flatnonzero(crowd == crowd.min())


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
        id="module_small", plane="print",
        summary="One dark module of the data is smaller than it should be.",
        parameters=(Parameter("side", "of a module", 0, 1, 0.56, "length of its sides"),),
        source="ISO/IEC 15426-2:2023: reference symbol for modulation, 5/9 X", ink=_shrink),
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
