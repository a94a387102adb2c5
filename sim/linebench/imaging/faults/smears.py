"""Faults that print ink twice or drag it: wet ink that is touched, or a second print over the first.

Packs run to the right, so a fixed guide drags ink to the left. Ranges are engineering estimates.
"""

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]


def _drag(canvas: Canvas, values: Values) -> None:
    """Text included."""
    cells = canvas.cells_mm(values["tail"])
    if cells:
        canvas.darker(_thinned(_dragged(canvas.ink, cells), values["density"]))


def _dragged(ink: Picture, cells: float) -> Picture:
    """Ink drawn out to the left; the cell in which the tail ends is covered in part."""
    whole = int(cells)
    inner = _reach(ink, whole)
    if cells == whole:
        return inner
    return np.asarray(cv2.addWeighted(inner, 1 - (cells - whole), _reach(ink, whole + 1), cells - whole, 0))


def _reach(ink: Picture, cells: int) -> Picture:
    if not cells:
        return ink
    window = np.ones((1, cells + 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(ink, window, anchor=(0, 0)), dtype=np.uint8)


def _thinned(ink: Picture, density: float) -> Picture:
    return np.asarray(cv2.convertScaleAbs(ink, alpha=density), dtype=np.uint8)


def _strike_again(canvas: Canvas, values: Values) -> None:
    """Text included."""
    if values["shift"]:
        second = canvas.shifted(canvas.cells_mm(values["shift"]))
        canvas.darker(_thinned(second, values["density"]))


FAULTS = (
    CodeFault(
        id="smear", plane="print",
        summary="A guide or the next pack touches wet ink and drags it along the transport.",
        parameters=(
            Parameter("tail", "mm", 0, 2, 0.3, "length of the tail"),
            Parameter("density", "of full ink", 0, 1, 0.5, "ink in the tail")),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.15, 0.3, 0.34, 0.38, 0.42, 0.5, 0.8),
        source="engineering estimate", ink=_drag),
    CodeFault(
        id="double_strike", plane="print",
        summary="A second trigger, vibration or a second head row prints everything once more, beside the first.",
        parameters=(
            Parameter("shift", "mm", 0, 0.6, 0.1, "along the transport"),
            Parameter("density", "of full ink", 0, 1, 1, "ink of the second print")),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.08, 0.12, 0.14, 0.16, 0.2, 0.3),
        source="engineering estimate", ink=_strike_again),
)
