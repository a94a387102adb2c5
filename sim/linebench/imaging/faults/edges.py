"""Faults that move the edges of the ink: it spreads, or there is too little of it.

Growth is that of a whole bar: each of its two edges moves by half. Ranges are engineering estimates.
"""

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]


def _grow(canvas: Canvas, values: Values) -> None:
    cells = values["growth"] * canvas.per_x
    canvas.grow(cells, cells)


def _lengthen(canvas: Canvas, values: Values) -> None:
    canvas.grow(values["growth"] * canvas.per_x, 0)


def _thin(canvas: Canvas, values: Values) -> None:
    cells = values["loss"] * canvas.per_x
    canvas.grow(-cells, -cells)


def _shrink(canvas: Canvas, values: Values) -> None:
    """Every module of a matrix symbol by itself. Bars, modules that are out of place, and text get thinner."""
    matrix = canvas.matrix
    if matrix is None or len(matrix) == 1 or canvas.scatter is not None or not values["loss"]:
        _thin(canvas, values)
        return
    dots = np.tile(_dot(canvas.per_x, values["loss"]), matrix.shape)
    symbol = cv2.multiply(canvas.code, dots, scale=1 / FULL)
    _thin(canvas, values)
    canvas.code[:] = symbol


def _dot(per_x: int, loss: float) -> Picture:
    """What is left of one module: the same loss at all its edges, half of it each."""
    cells = np.arange(per_x)
    first, last = loss / 2 * per_x, (1 - loss / 2) * per_x
    covered = np.clip(np.minimum(cells + 1, last) - np.maximum(cells, first), 0, 1)
    dot: Picture = np.rint(np.outer(covered, covered) * FULL).astype(np.uint8)
    return dot


FAULTS = (
    CodeFault(
        id="gain", plane="print",
        summary="Ink wicks into the board, or too much heat: bars get wider both ways, text bolder.",
        parameters=(Parameter("growth", "X", 0, 0.9, 0.2, "by how much a bar gets wider and higher"),),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.28, 0.34, 0.4, 0.46, 0.55),
        source="engineering estimate", ink=_grow),
    CodeFault(
        id="gain_along", plane="print",
        summary="Drops are drawn out at speed: bars get longer along the transport only.",
        parameters=(Parameter("growth", "X", 0, 0.9, 0.3, "by how much a bar gets longer along the transport"),),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.15, 0.3, 0.44, 0.5, 0.56, 0.64),
        source="engineering estimate", ink=_lengthen),
    CodeFault(
        id="loss", plane="print",
        summary="Drops or laser dots are too small: every module is a dot of its own, with gaps between.",
        parameters=(Parameter("loss", "X", 0, 0.9, 0.2, "by how much a module is narrower and lower than X"),),
        moves=("SC", "MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.34, 0.42, 0.5, 0.6, 0.75),
        source="engineering estimate", ink=_shrink),
    CodeFault(
        id="thinning", plane="print",
        summary="Too little ink, pressure or heat: the edges of the ink draw back, bars and letters get thinner.",
        parameters=(Parameter("loss", "X", 0, 0.9, 0.2, "by how much a bar gets narrower and lower"),),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.32, 0.36, 0.4, 0.5),
        source="engineering estimate", ink=_thin),
)
