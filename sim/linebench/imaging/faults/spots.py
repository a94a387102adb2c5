"""Faults that put ink where none belongs: splashes, dust, and dark things too close to the symbol.

Ranges are engineering estimates.
"""

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]

_MM2_PER_CM2 = 100
_SIDES = "0 left, 1 top, 2 right, 3 bottom"


def _splash(canvas: Canvas, values: Values) -> None:
    """Anywhere on the label. With the same seed a dirtier print has the spots of a cleaner one, and more."""
    height, width = canvas.ink.shape
    mean = values["spots"] * height * width / canvas.cells_mm(1) ** 2 / _MM2_PER_CM2
    drawn = canvas.chance.rng.random((int(mean + 10 * np.sqrt(mean)) + 1, 3))
    met = np.cumsum(-np.log1p(-drawn[:, 0])) <= mean
    _dot(canvas.ink, drawn[met, 1:] * (height, width), canvas.cells_mm(values["diameter"]) / 2)


def _dot(ink: Picture, places: NDArray[np.float64], radius: float) -> None:
    """Circles of ink about places (row, column). Cells are covered so far that each circle has its area."""
    reach = np.arange(-int(radius) - 2, int(radius) + 3)
    cells = np.floor(places).astype(np.intp)[:, None, :] + reach[:, None]
    off = (cells + 0.5 - places[:, None, :]) ** 2
    covered = np.clip(radius + 0.5 - np.sqrt(off[:, :, None, 0] + off[:, None, :, 1]), 0, 1)
    covered *= np.pi * radius**2 / covered.sum(axis=(1, 2), keepdims=True)
    bordered = np.pad(ink, len(reach))
    index = (cells[:, :, None, 0] + len(reach)) * bordered.shape[1] + cells[:, None, :, 1] + len(reach)
    np.maximum.at(bordered.ravel(), index.ravel(), np.rint(np.minimum(covered, 1) * FULL).astype(np.uint8).ravel())
    ink[:] = bordered[len(reach):-len(reach), len(reach):-len(reach)]


def _crowd(canvas: Canvas, values: Values) -> None:
    """A bar along the whole label."""
    side = int(values["side"])
    ink, first, length = (canvas.ink, canvas.top, canvas.size[0]) if side % 2 else (
        canvas.ink.T, canvas.left, canvas.size[1])
    if side < 2:  # noqa: PLR2004 - left and top come first
        near, rows = len(ink) - first, ink[::-1]
    else:
        near, rows = first + round(length * canvas.per_x), ink
    begin = near + values["gap"] * canvas.per_x
    _darken(rows, begin, begin + canvas.cells_mm(values["width"]))


def _darken(ink: Picture, first: float, last: float) -> None:
    numbers = np.arange(len(ink))
    covered = np.clip(np.minimum(numbers + 1, last) - np.maximum(numbers, first), 0, 1)
    bar = np.rint(covered * FULL).astype(np.uint8)
    where = np.flatnonzero(bar)
    ink[where] = np.maximum(ink[where], bar[where, None])


FAULTS = (
    CodeFault(
        id="spots", plane="print",
        summary="Splashes, satellite drops or dust: dark dots on print and board.",
        parameters=(
            Parameter("spots", "per cm2", 0, 400, 10, "how many on average"),
            Parameter("diameter", "mm", 0.02, 0.6, 0.2, "of each dot")),
        moves=("FPD", "RM", "MOD", "UEC", "decode"), worse=(0, 10, 20, 40, 80, 160, 320),
        source="engineering estimate; random and independent of each other", ink=_splash),
    CodeFault(
        id="quiet_zone", plane="print",
        summary="A flap, a fold, text or the carton's edge is too close: a dark bar beside the symbol.",
        parameters=(
            Parameter("gap", "X", 0, 3, 0.5, "between symbol and bar"),
            Parameter("width", "mm", 0.05, 3, 0.5, "of the bar"),
            Parameter("side", "side", 0, 3, 0, _SIDES, whole=True)),
        moves=("FPD",), worse=(3, 1, 0.7, 0.62, 0.58, 0.52, 0.3, 0),
        source="engineering estimate; application rules ask for free modules around the symbol", ink=_crowd),
)
