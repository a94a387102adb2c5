"""Where the print lies in the picture: from print space in X to pixels, and back.

Print space has its origin at the outer top left corner of the symbol; u runs to the right, along the transport,
v runs down; both in module widths X. Picture coordinates have their origin at the outer corner of the top left
pixel, so that the centre of that pixel is at (0.5, 0.5).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Geometry", "Warp", "centred", "centres", "inverse", "projected"]

Floats: TypeAlias = NDArray[np.float64]
"""Points are rows of two: (u, v) or (x, y)."""

Warp: TypeAlias = Callable[[Floats], Floats]
"""Takes points of print space as ordered, gives where in print space they really are (belt slip, curvature)."""

_PASSES = 100
"""Most fixed-point steps that undo a warp. Gentle warps gain a digit or more with each; steep ones gain less."""
_NEAR = 1e-6
"""Distance in X at which a warp counts as undone."""


def _unit() -> Floats:
    return np.eye(3)


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """The way of a point: through the warps in their order, then through the homography.

    Attributes:
        homography: 3 x 3, print space in X to pixels: scale, rotation, stretch, tilt.
        warps: displacements that are no homography.
        scatter: displacement of each single module in X, (rows, columns, 2), or None. Modules scatter about the
            grid; the grid itself stays where it is.

    """

    homography: Floats = field(default_factory=_unit)
    warps: tuple[Warp, ...] = ()
    scatter: Floats | None = None

    def px(self, points: Floats) -> Floats:
        """Pixel coordinates (x, y) of points (u, v); shape (N, 2) to (N, 2)."""
        for warp in self.warps:
            points = warp(points)
        return projected(self.homography, points)

    def back(self, pixels: Floats) -> Floats:
        """Print coordinates (u, v) of pixel coordinates (x, y)."""
        return self.unwarped(projected(inverse(self.homography), pixels))

    def unwarped(self, points: Floats) -> Floats:
        """The points of print space, as ordered, that the warps bring to ``points``."""
        ordered = points
        for warp in reversed(self.warps):
            ordered = _undone(warp, ordered)
        return ordered

    def shifted(self, change: Floats) -> "Geometry":
        """The same way with another 3 x 3 map on pixels behind it."""
        return Geometry(change @ self.homography, self.warps, self.scatter)

    @property
    def px_per_module(self) -> float:
        """Pixels per X at the symbol's origin, the geometric mean of both directions."""
        here = self.px(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
        along, across = here[1] - here[0], here[2] - here[0]
        return float(np.sqrt(abs(along[0] * across[1] - along[1] * across[0])))


def _undone(warp: Warp, target: Floats) -> Floats:
    """Where the warp takes to ``target``; it must move points less than it would take to swap two of them."""
    ordered, open_ = target.copy(), np.arange(len(target))
    for _ in range(_PASSES):
        missing = target[open_] - warp(ordered[open_])
        ordered[open_] += missing
        open_ = open_[np.abs(missing) @ np.ones(2) > _NEAR]
        if not open_.size:
            break
    return ordered


def projected(homography: Floats, points: Floats) -> Floats:
    """Points through a homography."""
    x, y, w = homography @ np.column_stack([points, np.ones(len(points))]).T
    return np.column_stack([x / w, y / w])


def inverse(homography: Floats) -> Floats:
    """The way back of a 3 x 3 map."""
    back: Floats = np.linalg.inv(homography).astype(np.float64)
    return back


def centres(rows: int, columns: int, ring: int = 0) -> Floats:
    """Centres of the modules in X, row by row, (N, 2); ``ring`` adds that many modules on every side."""
    v, u = np.mgrid[-ring:rows + ring, -ring:columns + ring]
    return np.column_stack([u.ravel() + 0.5, v.ravel() + 0.5])


def centred(outer: Floats) -> Floats:
    """A map between outer corners of cells as the map between their centres, which OpenCV wants."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    moved: Floats = inverse(half) @ outer @ half
    return moved
