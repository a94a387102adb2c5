"""Triggers: the picture is taken at the wrong time. Ranges: engineering estimates."""

import numpy as np

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _late(placing: Placing, values: Values) -> None:
    """What comes in at the other side is board: the pack is larger than its label."""
    way = np.eye(3)
    way[0, 2] = values["late"] * placing.px_per_mm
    if values["late"]:
        placing.in_view(way)


def _no_symbol(canvas: Canvas, values: Values) -> None:
    del values  # the reflectance of the belt is a matter of ink
    canvas.matrix = None


def _belt(canvas: Canvas, values: Values) -> None:
    canvas.ink[:] = 0
    canvas.paper_level = values["belt"]


FAULTS = (
    CodeFault(
        id="out_of_field", plane="camera",
        summary="The trigger comes late: the pack has moved on, and its label leaves the picture.",
        parameters=(Parameter("late", "mm", -60, 60, 10, "way of the pack since it stood right; below 0: early"),),
        moves=("FPD", "decode", "UEC", "RM", "MOD", "SC"), worse=(0, 0.5, 1, 2, 4, 8, 15, 30),
        source="1 to 30 mm", place=_late),
    CodeFault(
        id="trigger_empty", plane="camera",
        summary="The trigger comes without a pack: the picture shows the belt.",
        parameters=(Parameter("belt", "of 1", 0, 1, 0.1, "reflectance of the belt"),),
        moves=("decode",), verdict="reject", reason="no code", source="light barrier set off by a flap or a hand",
        modules=_no_symbol, ink=_belt),
)
