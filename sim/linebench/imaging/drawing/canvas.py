"""Print space as a raster of ink, which print faults change.

The raster's columns run along the transport, its rows across it: one row of the print head's nozzles draws some
rows of the raster.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.chance import Chance
from linebench.imaging.picture import Modules, Picture

__all__ = ["FULL", "Canvas"]

FULL = 255
"""Full ink; less is the share of a raster cell that has ink, or ink that is thinner."""


@dataclass(slots=True, eq=False)
class Canvas:
    """The ink of one label.

    Attributes:
        ink: 0 to ``FULL`` per raster cell.
        per_x: raster cells per module; even in exact mode.
        x_mm: module width in millimetres.
        nozzle_x: distance of two nozzles in X.
        left: raster column of the symbol's outer left edge.
        top: raster row of the symbol's outer top edge.
        size: height and width of the symbol in X.
        matrix: the modules as they are to be printed; None without symbol. The stage ``modules`` changes it.
        ink_level: reflectance of full ink.
        paper_level: reflectance of the board.
        chance: of the fault that acts.
        scatter: displacement of each module in X, (rows, columns, 2), (u, v); None: modules stand in their grid.

    """

    ink: Picture
    per_x: int
    x_mm: float
    nozzle_x: float
    left: int
    top: int
    size: tuple[float, float]
    matrix: Modules | None
    ink_level: float
    paper_level: float
    chance: Chance
    scatter: NDArray[np.float64] | None = None

    def cells_mm(self, millimetres: float) -> float:
        """A length in millimetres as raster cells."""
        return millimetres / self.x_mm * self.per_x

    @property
    def bottom(self) -> int:
        """Raster row below the symbol."""
        return self.top + round(self.size[0] * self.per_x)

    @property
    def right(self) -> int:
        """Raster column right of the symbol."""
        return self.left + round(self.size[1] * self.per_x)

    @property
    def code(self) -> Picture:
        """The part of the ink where the symbol stands; writing to it changes the ink."""
        return self.ink[self.top:self.bottom, self.left:self.right]

    def scale_rows(self, first: float, last: float, factor: float) -> None:
        """Multiply the ink between two raster rows; rows covered in part are changed in part."""
        _scale(self.ink, first, last, factor)

    def scale_columns(self, first: float, last: float, factor: float) -> None:
        """Multiply the ink between two raster columns; columns covered in part are changed in part."""
        _scale(self.ink.T, first, last, factor)

    def grow(self, along: float, across: float) -> None:
        """Move every edge of the ink: a dark bar gets wider by ``along`` and higher by ``across`` raster cells.

        Negative values make it thinner. Fractions of a cell blend the two whole neighbours, which is exact for
        straight edges.
        """
        if along:
            self.ink = _grown(self.ink, along / 2, horizontal=True)
        if across:
            self.ink = _grown(self.ink, across / 2, horizontal=False)

    def darker(self, other: Picture) -> None:
        """Lay other ink over this: the thicker of the two stays."""
        cv2.max(self.ink, other, dst=self.ink)

    def shifted(self, along: float, across: float = 0) -> Picture:
        """A copy of the ink, moved by raster cells; what leaves is lost, what comes in has no ink."""
        return _moved(_moved(self.ink, along, 1), across, 0)

    def thin(self, loss: Picture) -> None:
        """Take ink away: ``loss`` has the ink's shape, ``FULL`` takes all, 0 nothing."""
        cv2.multiply(self.ink, cv2.bitwise_not(loss), dst=self.ink, scale=1 / FULL)


def _scale(ink: Picture, first: float, last: float, factor: float) -> None:
    first, last = max(first, 0.0), min(last, float(ink.shape[0]))
    begin, end = math.ceil(first), math.floor(last)
    if begin < end:
        ink[begin:end] = np.rint(ink[begin:end] * factor) if factor else 0
    for row in {int(first), math.ceil(last) - 1}.difference(range(begin, end)):
        covered = min(row + 1, last) - max(row, first)
        if covered > 0:
            ink[row] = np.rint(ink[row] * (1 - covered * (1 - factor)))


def _grown(ink: Picture, each_edge: float, *, horizontal: bool) -> Picture:
    change, more = (cv2.dilate, cv2.max) if each_edge > 0 else (cv2.erode, cv2.min)
    whole = int(abs(each_edge))
    rest = abs(each_edge) - whole
    inner = ink
    if whole:
        shape = (1, 2 * whole + 1) if horizontal else (2 * whole + 1, 1)
        inner = np.asarray(change(ink, np.ones(shape, dtype=np.uint8)), dtype=np.uint8)
    if not rest:
        return inner
    outer = inner.copy()
    for here, there in ((np.s_[1:], np.s_[:-1]), (np.s_[:-1], np.s_[1:])):
        mine, other = (outer[:, here], inner[:, there]) if horizontal else (outer[here], inner[there])
        more(mine, other, dst=mine)
    return _blend(inner, outer, rest)


def _moved(ink: Picture, cells: float, axis: int) -> Picture:
    """Towards higher indices; between two whole cells a blend of both."""
    whole = int(np.floor(cells))
    moved = _rolled(ink, whole, axis)
    return moved if cells == whole else _blend(moved, _rolled(ink, whole + 1, axis), cells - whole)


def _rolled(ink: Picture, cells: int, axis: int) -> Picture:
    if not cells:
        return ink
    moved = np.zeros_like(ink)
    to, source = (np.s_[cells:], np.s_[:-cells]) if cells > 0 else (np.s_[:cells], np.s_[-cells:])
    if axis:
        moved[:, to] = ink[:, source]
    else:
        moved[to] = ink[source]
    return moved


def _blend(first: Picture, second: Picture, share: float) -> Picture:
    return np.asarray(cv2.addWeighted(first, 1 - share, second, share, 0), dtype=np.uint8)
