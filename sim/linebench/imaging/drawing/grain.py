"""Random grain of the print, such as board and dry ink give it: smooth random planes, made once for each size.

Making grain anew for every picture takes longer than drawing the picture, so a plane is made once and looked at
through windows. It repeats after ``_SIDE`` cells in both directions, seamlessly.
"""

import functools
import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import Canvas

__all__ = ["LEVELS", "Plane16", "grain"]

Plane16: TypeAlias = NDArray[np.uint16]

_SIDE = 1024
LEVELS = 65536
"""Levels of grain, all equally frequent to a hundred-thousandth of the plane."""
_BINS = 1 << 20
_FINEST = 0.4
"""Cells: grain below this is that of single cells."""
_STEP = 1.05
"""Grain sizes are rounded to steps of 5 %, so that a sweep makes few planes."""


def grain(canvas: Canvas, sigma_mm: float) -> Plane16:
    """A random plane as large as the ink, in which all levels 0 … ``LEVELS`` - 1 are equally frequent.

    White noise blurred by a Gaussian of ``sigma_mm``: what lies below a level makes grains of about twice that
    size. The canvas's chance decides which window of the plane it is, and how it is turned. Read-only.
    """
    sigma = max(canvas.cells_mm(sigma_mm), _FINEST)
    plane = _plane(round(math.log(sigma) / math.log(_STEP)))
    turns, row, column = (int(each) for each in canvas.chance.rng.integers((4, _SIDE, _SIDE)))
    turned = plane[::-1 if turns & 1 else 1, ::-1 if turns & 2 else 1]
    return _window(turned, row, column, *canvas.ink.shape)


@functools.lru_cache(maxsize=16)
def _plane(size: int) -> Plane16:
    """Grain of ``_STEP`` to the power of ``size`` cells, laid out twice each way, so that windows need no seam."""
    noise = np.random.Generator(np.random.PCG64(size + _SIDE)).standard_normal((_SIDE, _SIDE))
    waves = np.fft.fftfreq(_SIDE)
    pass_ = np.exp(-2 * (np.pi * _STEP**size * waves) ** 2)
    passed = np.fft.rfft2(noise) * np.outer(pass_, pass_[:_SIDE // 2 + 1])
    return np.tile(_ranks(np.fft.irfft2(passed, s=(_SIDE, _SIDE))), (2, 2))


def _ranks(smooth: NDArray[np.float64]) -> Plane16:
    """The share of the plane that lies below each cell, as a level. Counted in fine bins: sorting takes longer."""
    low, high = smooth.min(), smooth.max()
    bins = ((smooth - low) * ((_BINS - 1) / (high - low))).astype(np.int32)
    counts = np.bincount(bins.ravel(), minlength=_BINS)
    below = np.cumsum(counts) - counts
    levels: Plane16 = (below * LEVELS // smooth.size).astype(np.uint16)[bins]
    return levels


def _window(plane: Plane16, row: int, column: int, height: int, width: int) -> Plane16:
    if height <= _SIDE and width <= _SIDE:
        return plane[row:row + height, column:column + width]
    rows, columns = (np.arange(row, row + height) % _SIDE, np.arange(column, column + width) % _SIDE)
    return plane[np.ix_(rows, columns)]
