"""Random grain of the print, such as board and dry ink give it: smooth random planes, made once for each size.

Making grain anew for every picture takes longer than drawing the picture, so a plane is made once and looked at
through windows. It repeats after ``_SIDE`` cells in both directions, seamlessly.
"""

import functools
import math

import numpy as np

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.picture import Picture

__all__ = ["grain"]

_SIDE = 1024
_LEVELS = 256
_FINEST = 0.4
"""Cells: grain below this is that of single cells."""
_STEP = 1.05
"""Grain sizes are rounded to steps of 5 %, so that a sweep makes few planes."""


def grain(canvas: Canvas, sigma_mm: float) -> Picture:
    """A random plane as large as the ink, in which all levels 0 … 255 are equally frequent.

    White noise blurred by a Gaussian of ``sigma_mm``: what lies below a level makes grains of about twice that
    size. The canvas's chance decides which window of the plane it is, and how it is turned.
    """
    sigma = max(canvas.cells_mm(sigma_mm), _FINEST)
    plane = _plane(round(math.log(sigma) / math.log(_STEP)))
    turns, row, column = (int(each) for each in canvas.chance.rng.integers((8, _SIDE, _SIDE)))
    height, width = canvas.ink.shape
    return _window(_turned(plane, turns), row, column, height, width)


@functools.lru_cache(maxsize=16)
def _plane(size: int) -> Picture:
    """Grain of ``_STEP`` to the power of ``size`` cells, laid out twice each way, so that windows need no seam."""
    noise = np.random.Generator(np.random.PCG64(size + _SIDE)).standard_normal((_SIDE, _SIDE))
    waves = np.fft.fftfreq(_SIDE)
    pass_ = np.exp(-2 * (np.pi * _STEP**size * waves) ** 2)
    smooth = np.fft.ifft2(np.fft.fft2(noise) * np.outer(pass_, pass_)).real
    ranks = np.empty(_SIDE * _SIDE, dtype=np.uint8)
    ranks[np.argsort(smooth, axis=None)] = np.arange(_SIDE * _SIDE) // (_SIDE * _SIDE // _LEVELS)
    return np.tile(ranks.reshape(_SIDE, _SIDE), (2, 2))


def _turned(plane: Picture, turns: int) -> Picture:
    """One of the eight ways to lay a square."""
    turned = plane.T if turns & 1 else plane
    return turned[::-1 if turns & 2 else 1, ::-1 if turns & 4 else 1]


def _window(plane: Picture, row: int, column: int, height: int, width: int) -> Picture:
    if height <= _SIDE and width <= _SIDE:
        return np.ascontiguousarray(plane[row:row + height, column:column + width])
    rows, columns = (np.arange(row, row + height) % _SIDE, np.arange(column, column + width) % _SIDE)
    return np.ascontiguousarray(plane[np.ix_(rows, columns)])
