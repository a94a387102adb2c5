"""Faults that take ink away: pinholes, uneven ink, wrinkles of a ribbon, print that is cut off or missing.

Ranges are engineering estimates.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.drawing.grain import LEVELS, grain
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]

_SIDES = "0 left, 1 top, 2 right, 3 bottom"


def _prick(canvas: Canvas, values: Values) -> None:
    """Text included. A raster cell has its ink or loses all of it."""
    if values["share"]:
        kept = cv2.inRange(grain(canvas, values["grain"] / 2), (round(values["share"] * LEVELS),), (LEVELS,))
        cv2.bitwise_and(canvas.ink, kept, dst=canvas.ink)


def _mottle(canvas: Canvas, values: Values) -> None:
    """Text included."""
    if values["unevenness"]:
        lost = cv2.convertScaleAbs(grain(canvas, values["grain"] / 2), alpha=values["unevenness"] * FULL / LEVELS)
        canvas.thin(np.asarray(lost, dtype=np.uint8))


def _wrinkle(canvas: Canvas, values: Values) -> None:
    """Streaks run over the whole label, each through a random place of the symbol; text included."""
    if not values["width"]:
        return
    covered = _streak(canvas, values["width"], values["angle"])
    for _ in range(int(values["streaks"]) - 1):
        np.maximum(covered, _streak(canvas, values["width"], values["angle"]), out=covered)
    canvas.thin((covered * np.float32(FULL * (1 - values["remaining"]))).astype(np.uint8))


def _streak(canvas: Canvas, width_mm: float, angle: float) -> NDArray[np.float32]:
    """How much of each raster cell a streak covers."""
    steep, width = np.radians(angle), canvas.cells_mm(width_mm)
    row, column = canvas.chance.rng.random(2) * canvas.size * canvas.per_x + (canvas.top - 0.5, canvas.left - 0.5)
    height, length = canvas.ink.shape
    down = ((np.arange(height) - row) * np.cos(steep)).astype(np.float32)
    along = ((np.arange(length) - column) * np.sin(steep)).astype(np.float32)
    inside: NDArray[np.float32] = np.float32((width + 1) / 2) - np.abs(down[:, None] + along)
    np.clip(inside, 0, min(width, 1), out=inside)
    return inside


def _cut(canvas: Canvas, values: Values) -> None:
    """Text beyond the cut is missing as well."""
    side, upright = int(values["side"]), int(values["side"]) % 2 == 1
    ink, first, length = (canvas.ink, canvas.top, canvas.size[0]) if upright else (
        canvas.ink.T, canvas.left, canvas.size[1])
    missing = values["share"] * length * canvas.per_x
    if missing and side < 2:  # noqa: PLR2004 - left and top come first
        _clear(ink, first + missing)
    elif missing:
        _clear(ink[::-1], len(ink) - first - length * canvas.per_x + missing)


def _clear(ink: Picture, rows: float) -> None:
    whole = int(rows)
    ink[:whole] = 0
    if rows > whole:
        ink[whole] = np.rint(ink[whole] * (1 - (rows - whole)))


def _skip(canvas: Canvas, _: Values) -> None:
    canvas.matrix = None


def _wipe(canvas: Canvas, _: Values) -> None:
    canvas.ink[:] = 0


FAULTS = (
    CodeFault(
        id="pinholes", plane="print",
        summary="Rough board, dry ink or too little heat: light grains within the ink.",
        parameters=(
            Parameter("share", "of the ink's area", 0, 0.6, 0.1, "how much of the ink is missing"),
            Parameter("grain", "mm", 0.02, 0.5, 0.05, "mean length of a hole, at a share of 0.1")),
        moves=("MOD", "RM", "FPD", "SC", "UEC", "decode"), worse=(0, 0.04, 0.1, 0.16, 0.22, 0.3, 0.45),
        source="engineering estimate; grain is where smooth noise falls below a level", ink=_prick),
    CodeFault(
        id="mottle", plane="print",
        summary="The board takes the ink unevenly: it is thick here and thin there.",
        parameters=(
            Parameter("unevenness", "of the ink", 0, 1, 0.3, "how much is missing where it is thinnest"),
            Parameter("grain", "mm", 0.05, 2, 0.4, "mean length of a thin spot")),
        moves=("MOD", "RM", "FPD", "SC", "UEC", "decode"), worse=(0, 0.15, 0.3, 0.4, 0.5, 0.7, 1),
        source="engineering estimate; all thicknesses down to the thinnest are equally frequent", ink=_mottle),
    CodeFault(
        id="ribbon_wrinkle", plane="print",
        summary="The ribbon of a thermal transfer printer is creased: oblique streaks stay (nearly) without ink.",
        parameters=(
            Parameter("width", "mm", 0, 2, 0.3, "of each streak"),
            Parameter("streaks", "streaks", 1, 5, 1, "how many", whole=True),
            Parameter("angle", "deg", 0, 90, 45, "between streak and transport"),
            Parameter("remaining", "of full ink", 0, 0.9, 0, "ink in the streak")),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.08, 0.16, 0.3, 0.5, 0.8, 1.4),
        source="engineering estimate", ink=_wrinkle),
    CodeFault(
        id="cut_off", plane="print",
        summary="Print window, late trigger or the edge of the board: a part of the print is missing.",
        parameters=(
            Parameter("share", "of the symbol", 0, 1, 0.1, "how much of the symbol is missing"),
            Parameter("side", "side", 0, 3, 0, _SIDES, whole=True)),
        moves=("FPD", "RM", "MOD", "decode", "UEC"), worse=(0, 0.01, 0.02, 0.03, 0.05, 0.2),
        source="engineering estimate", ink=_cut),
    CodeFault(
        id="blank", plane="print",
        summary="Nothing was printed: the trigger or the ink was missing.",
        verdict="reject", reason="no read", source="engineering estimate", modules=_skip, ink=_wipe),
)
