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
_PIXEL_CENTRE = 0.5
"""Picture coordinates name the corners of pixels, OpenCV names their centres."""


@functools.lru_cache(maxsize=64)
def disc(diameter: float) -> Floats:
    """Points evenly over a disc, (N, 2), centred at the origin; about one to a pixel. ``diameter`` in pixels."""
    across = int(np.clip(np.ceil(diameter), _FEWEST, _MOST))
    ticks = ((np.arange(across) + 0.5) / across - 0.5) * diameter
    x, y = np.meshgrid(ticks, ticks)
    inside = x**2 + y**2 <= (diameter / 2) ** 2
    return np.column_stack([x[inside], y[inside]])


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
    offsets = disc(round(diameter, 2)).astype(np.float32)
    at = (pixels - _PIXEL_CENTRE).astype(np.float32)
    return _means(picture, at[:, :1] + offsets[:, 0], at[:, 1:] + offsets[:, 1])


def point_means(picture: Picture, pixels: Floats, group: int) -> Floats:
    """Grey level at points, the mean of each ``group`` of neighbours in the list."""
    at = (pixels - _PIXEL_CENTRE).astype(np.float32)
    return _means(picture, at[:, 0].reshape(-1, group), at[:, 1].reshape(-1, group))


def _means(picture: Picture, x: NDArray[np.float32], y: NDArray[np.float32]) -> Floats:
    """The mean of each row of points."""
    looked = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    sums = cv2.reduce(looked, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)
    means: Floats = np.asarray(sums, dtype=np.float64).ravel() / x.shape[1]
    return means
