"""Faults of the inks and boards themselves, and of how evenly ink is laid down.

Contrast follows directly: SC is the board's reflectance less the ink's. Ranges are engineering estimates.
"""

import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _pale(canvas: Canvas, values: Values) -> None:
    canvas.ink_level = max(canvas.ink_level, values["reflectance"])


def _dark(canvas: Canvas, values: Values) -> None:
    canvas.paper_level = min(canvas.paper_level, values["reflectance"])


def _band(canvas: Canvas, values: Values) -> None:
    """Text included: the bands run across the whole print."""
    if not values["modulation"]:
        return
    where = np.arange(canvas.ink.shape[1]) / canvas.cells_mm(values["period"])
    wave = (1 - np.cos(2 * np.pi * (where + canvas.chance.rng.random()))) / 2
    lost = np.rint(FULL * values["modulation"] * wave).astype(np.uint8)
    canvas.thin(np.repeat(lost[None, :], canvas.ink.shape[0], axis=0))


FAULTS = (
    CodeFault(
        id="ink_low", plane="print",
        summary="The cartridge ends or the print energy is wrong, so the ink is pale.",
        parameters=(Parameter("reflectance", "of 1", 0, 0.85, 0.3, "of the ink, if it is not paler already"),),
        moves=("SC", "decode"), worse=(0.05, 0.12, 0.24, 0.38, 0.55, 0.7),
        source="engineering estimate", ink=_pale),
    CodeFault(
        id="paper_dark", plane="print",
        summary="Kraft, coloured board or print showing through: the board is darker.",
        parameters=(Parameter("reflectance", "of 1", 0.05, 1, 0.5, "of the board, if it is not darker already"),),
        moves=("SC", "decode"), worse=(0.85, 0.78, 0.65, 0.5, 0.35, 0.2),
        source="engineering estimate", ink=_dark),
    CodeFault(
        id="banding", plane="print",
        summary="A stepping drive or uneven heat lays ink down in waves along the transport.",
        parameters=(
            Parameter("modulation", "of the ink", 0, 0.9, 0.3, "ink missing in the troughs of the waves"),
            Parameter("period", "mm", 0.3, 5, 1.5, "from wave to wave")),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.25, 0.35, 0.45, 0.6, 0.8),
        source="engineering estimate", ink=_band),
)
