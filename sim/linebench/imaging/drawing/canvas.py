"""Print space as a raster of ink, which print faults change.

The raster's columns run along the transport, its rows across it: one row of the print head's nozzles draws some
rows of the raster.
"""

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
        move = np.array([[1, 0, along], [0, 1, across]], dtype=np.float64)
        height, width = self.ink.shape
        return np.asarray(cv2.warpAffine(self.ink, move, (width, height), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def _scale(ink: Picture, first: float, last: float, factor: float) -> None:
    first, last = max(first, 0.0), min(last, float(ink.shape[0]))
    for row in range(int(first), int(np.ceil(last))):
        covered = min(row + 1, last) - max(row, first)
        ink[row] = np.rint(ink[row] * (1 - covered * (1 - factor)))


def _grown(ink: Picture, each_edge: float, *, horizontal: bool) -> Picture:
    change = cv2.dilate if each_edge > 0 else cv2.erode
    whole = int(abs(each_edge))
    rest = abs(each_edge) - whole

    def moved(cells: int) -> Picture:
        if not cells:
            return ink
        shape = (1, 2 * cells + 1) if horizontal else (2 * cells + 1, 1)
        return np.asarray(change(ink, np.ones(shape, dtype=np.uint8)), dtype=np.uint8)

    inner = moved(whole)
    return inner if not rest else np.asarray(cv2.addWeighted(inner, 1 - rest, moved(whole + 1), rest, 0),
                                             dtype=np.uint8)
