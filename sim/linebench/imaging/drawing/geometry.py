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
"""Most steps that undo a warp; gentle warps take three or four."""
_NEAR = 1e-6
"""Distance in X at which a warp counts as undone."""
_GAINS = (0.3, 10.0)
"""Warps stretch print by at most three and squeeze it to a tenth."""
_TINY = 1e-30


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
    """Where the warp takes to ``target``, by the secant method, each point by itself until it is there."""
    ordered, left = target.copy(), np.arange(len(target))
    missing = target - warp(ordered)
    step = missing
    for _ in range(_PASSES):
        ordered[left] += step
        still = target[left] - warp(ordered[left])
        far = np.abs(still) @ np.ones(2) > _NEAR
        if not far.any():
            break
        left, still, step, missing = left[far], still[far], step[far], missing[far]
        step, missing = still * _gain(step, missing - still), still
    return ordered


def _gain(step: Floats, change: Floats) -> Floats:
    """How far to go for each X that is missing, from what the last step changed."""
    whole = (change * change) @ np.ones(2)
    gain = ((step * change) @ np.ones(2)) / np.maximum(whole, _TINY)
    return np.asarray(np.clip(gain, *_GAINS)[:, None], dtype=np.float64)


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
    moved: Floats = _TO_CORNER @ outer @ _TO_CENTRE
    return moved


_TO_CENTRE = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
_TO_CORNER = inverse(_TO_CENTRE)
