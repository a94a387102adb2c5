"""Reflectance as a verifier sees it: the mean over a round aperture at each module's centre (ISO/IEC 15415)."""

import functools

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.picture import Picture

__all__ = ["disc", "point_means", "spot_means", "x_in_px"]

_FEWEST, _MOST = 8, 32
"""Points across an aperture: enough to be round on coarse pixels, no more than needed on fine ones."""
_PARTS = 16
"""Each way that a square at the rim of the aperture is cut into, to see how much of it is inside."""
_PIXEL_CENTRE = 0.5
"""Picture coordinates name the corners of pixels, OpenCV names their centres."""


@functools.lru_cache(maxsize=64)
def disc(diameter: float) -> tuple[Floats, Floats]:
    """Points evenly over a disc, (N, 2), centred at the origin, about one to a pixel; and the share of each.

    ``diameter`` in pixels. A point stands for a square, which counts with the part of it that is in the disc.
    """
    across = int(np.clip(np.ceil(diameter), _FEWEST, _MOST))
    fine = ((np.arange(across * _PARTS) + 0.5) / (across * _PARTS) - 0.5) * diameter
    inside = fine[:, None] ** 2 + fine**2 <= (diameter / 2) ** 2
    covered = inside.reshape(across, _PARTS, across, _PARTS).mean(axis=(1, 3))
    x, y = np.meshgrid(*(2 * (fine.reshape(across, _PARTS).mean(axis=1),)))
    some = covered > 0
    return np.column_stack([x[some], y[some]]), covered[some] / covered.sum()


def x_in_px(geometry: Geometry, rows: float, columns: float) -> float:
    """Pixels per X at the middle of the symbol, the geometric mean of both directions."""
    u, v = columns / 2, rows / 2
    left, right, top, bottom = geometry.px(np.array([[u - 0.5, v], [u + 0.5, v], [u, v - 0.5], [u, v + 0.5]]))
    along, down = right - left, bottom - top
    return float(np.sqrt(abs(along[0] * down[1] - along[1] * down[0])))


def spot_means(picture: Picture, pixels: Floats, diameter: float) -> Floats:
    """Mean grey level over an aperture of ``diameter`` pixels about each of the points.

    What lies outside the picture is taken to go on as at its edge.
    """
    # Rounding to a hundredth of a pixel lets symbols of nearly the same scale share their disc
    offsets, shares = disc(round(diameter, 2))
    at, around = (pixels - _PIXEL_CENTRE).astype(np.float32), offsets.astype(np.float32)
    return _levels(picture, at[:, :1] + around[:, 0], at[:, 1:] + around[:, 1]) @ shares


def point_means(picture: Picture, pixels: Floats, group: int) -> Floats:
    """Grey level at points, the mean of each ``group`` of neighbours in the list."""
    at = (pixels - _PIXEL_CENTRE).astype(np.float32)
    means: Floats = _levels(picture, at[:, 0].reshape(-1, group), at[:, 1].reshape(-1, group)).mean(axis=1)
    return means


def _levels(picture: Picture, x: NDArray[np.float32], y: NDArray[np.float32]) -> Floats:
    """The grey level at each point."""
    looked = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(looked, dtype=np.float64)
