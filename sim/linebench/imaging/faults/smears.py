"""Faults that print ink twice or drag it: wet ink that is touched, or a second print over the first.

Packs run to the right, so a fixed guide drags ink to the left. Ranges are engineering estimates.
"""

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]


def _drag(canvas: Canvas, values: Values) -> None:
    """Text included. The tail thins out evenly from ``density`` at the edge of the ink to nothing at its end."""
    cells, density = canvas.cells_mm(values["tail"]), values["density"]
    if not cells or not density:
        return
    tail, reached = _thinned(canvas.ink, density), 1
    while reached <= cells:
        faded = round(min(reached * density * FULL / cells, FULL))
        fading = cv2.subtract(tail, np.full_like(tail, faded))
        cv2.max(tail[:, :-reached], fading[:, reached:], dst=tail[:, :-reached])
        reached *= 2
    canvas.darker(tail)


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
            Parameter("density", "of full ink", 0, 1, 0.7, "ink where the tail begins")),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.15, 0.27, 0.31, 0.36, 0.42, 0.5, 0.8),
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
