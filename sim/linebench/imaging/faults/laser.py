"""Faults of laser marking. Models and ranges are engineering estimates."""

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _burn(canvas: Canvas, values: Values) -> None:
    cells = values["growth"] * canvas.per_x
    if not cells:
        return
    canvas.grow(cells, cells)
    burnt = canvas.ink
    rim = 2 * cells * values["halo"]
    canvas.grow(rim, rim)
    brown = np.asarray(cv2.convertScaleAbs(canvas.ink, alpha=values["brown"]), dtype=np.uint8)
    canvas.ink = burnt
    canvas.darker(brown)


def _starve(canvas: Canvas, values: Values) -> None:
    """Too little energy makes a mark both paler and narrower: one parameter drives the other."""
    range_ = canvas.paper_level - canvas.ink_level
    pale = min(max(values["reflectance"] - canvas.ink_level, 0) / range_, 1) if range_ > 0 else 0.0
    cells = values["loss"] * pale * canvas.per_x
    canvas.grow(-cells, -cells)
    canvas.ink_level = max(canvas.ink_level, values["reflectance"])


def _invert(canvas: Canvas, _: Values) -> None:
    """The coat is as large as the label: symbol, quiet zone and text."""
    canvas.ink = np.asarray(FULL - canvas.ink, dtype=np.uint8)


FAULTS = (
    CodeFault(
        id="laser_over", plane="print",
        summary="Too much laser energy: marks grow, and the board around them turns brown.",
        parameters=(
            Parameter("growth", "X", 0, 0.7, 0.25, "by how much a bar gets wider and higher"),
            Parameter("halo", "of the growth", 0, 2, 1, "width of the brown rim beside each edge"),
            Parameter("brown", "of full ink", 0, 1, 0.4, "how dark the rim is")),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.06, 0.13, 0.18, 0.22, 0.28, 0.35, 0.5),
        source="engineering estimate", ink=_burn),
    CodeFault(
        id="laser_under", plane="print",
        summary="Too little laser energy: marks are pale and thin.",
        parameters=(
            Parameter("reflectance", "of 1", 0, 0.85, 0.35, "of the mark"),
            Parameter("loss", "X", 0, 0.8, 0.5, "by how much a bar as pale as the board would be narrower")),
        moves=("SC", "MOD", "RM", "FPD", "decode"), worse=(0.05, 0.12, 0.22, 0.33, 0.45, 0.6, 0.75),
        source="engineering estimate", ink=_starve),
    CodeFault(
        id="inverse", plane="print",
        summary="The laser takes a dark coat off where marks should be: light modules on dark ground.",
        verdict="reject", reason="inverse",
        source="engineering estimate; readers that do not try inverse reflectance do not read it", ink=_invert),
)
