"""What the camera has before it, as grey levels: what light, optics and sensor faults change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.chance import Chance
from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.picture import Picture

__all__ = ["REACH_BYTES", "WHOLE", "Plane32", "View", "gaussian"]

Plane32: TypeAlias = NDArray[np.float32]

WHOLE = (slice(None), slice(None))
"""All of a picture."""

_STEP = 4
"""Pixels between the places where a smooth field is asked for."""
_OVER = 4
"""Fine pixels a pixel, each way, for the edges of what covers the print."""
_SUBPIXEL_BITS = 4
_SUBPIXELS = 1 << _SUBPIXEL_BITS
_ONE = np.ones((1, 1), dtype=np.float32)
"""The kernel that changes nothing."""
_SHORTEST = 1e-9
_SHARPEST = 0.1
"""Spikes are drawn in no further than this lets them."""
_NARROW = 0.7
"""Pixels below which samples of a Gaussian spread too little; three weights of its variance then stand in."""
_REACH = 4.0
"""Sigmas that a Gaussian is followed to each way."""
REACH_BYTES = 3.0
"""The same where levels are whole: what lies further out rounds to nothing."""


@dataclass(eq=False)
class View:
    """The picture while it is being taken.

    Attributes:
        plane: grey levels, 255 is reflectance 1. Float while light and sensor act, so that nothing is clipped or
            rounded before the end; in fast mode bytes while only optics act.
        geometry: where print space lies.
        size: height and width of the symbol in X.
        px_per_module: pixels per X.
        x_mm: module width in millimetres.
        chance: of the fault that acts.
        paper: reflectance of the board.

    """

    plane: Plane32 | Picture
    geometry: Geometry
    size: tuple[float, float]
    px_per_module: float
    x_mm: float
    chance: Chance
    paper: float

    @cached_property
    def centre(self) -> tuple[float, float]:
        """Pixel coordinates (x, y) of the symbol's centre."""
        x, y = self.geometry.px(np.array([[self.size[1] / 2, self.size[0] / 2]]))[0]
        return float(x), float(y)

    @cached_property
    def u(self) -> Plane32:
        """Distance of each pixel column from the symbol's centre in X, shape (1, width)."""
        return self._axis(self.plane.shape[1], self.centre[0])[None, :]

    @cached_property
    def v(self) -> Plane32:
        """Distance of each pixel row from the symbol's centre in X, shape (height, 1)."""
        return self._axis(self.plane.shape[0], self.centre[1])[:, None]

    def _axis(self, length: int, centre: float) -> Plane32:
        return ((np.arange(length, dtype=np.float32) + np.float32(0.5 - centre)) / np.float32(self.px_per_module))

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre on the pack."""
        return self.px_per_module / self.x_mm

    @cached_property
    def across_view(self) -> tuple[Plane32, Plane32]:
        """Place of each pixel column and row in the picture, -0.5 to 0.5, shapes (1, width) and (height, 1)."""
        height, width = self.plane.shape
        half = np.float32(0.5)
        return (((np.arange(width, dtype=np.float32) + half) / width - half)[None, :],
                ((np.arange(height, dtype=np.float32) + half) / height - half)[:, None])

    @cached_property
    def axes(self) -> Floats:
        """What one X along the transport (first column) and across it (second) is in pixels, at the centre."""
        middle = np.array([self.size[1] / 2, self.size[0] / 2])
        here = self.geometry.px(middle + np.array([[-0.5, 0], [0.5, 0], [0, -0.5], [0, 0.5]]))
        return np.column_stack([here[1] - here[0], here[3] - here[2]])

    def multiply(self, field: NDArray[np.float32]) -> None:
        """Multiply the light by a field that broadcasts over the picture."""
        plane = self._light()
        if field.shape == plane.shape:
            cv2.multiply(plane, field, dst=plane)
        else:
            np.multiply(plane, field, out=plane)

    def add(self, reflectance: NDArray[np.float32], place: tuple[slice, slice] = WHOLE) -> None:
        """Add light, in reflectance, to the whole picture or to a part of it."""
        self._light()[place] += reflectance * np.float32(255)

    def shade(self, field: Callable[[Plane32, Plane32], Plane32]) -> None:
        """Multiply the light by a smooth field that lies on the pack.

        ``field`` takes u and v in X about the symbol's centre. It is asked at every fourth pixel and interpolated;
        the pack's place is taken as flat there, which is right for what is no larger than a symbol.
        """
        height, width = self.plane.shape
        rows, columns = -(-height // _STEP), -(-width // _STEP)
        (a, b), (c, d) = np.linalg.inv(self.axes).astype(np.float32)
        x = ((np.arange(columns, dtype=np.float32) + np.float32(0.5)) * _STEP - np.float32(self.centre[0]))[None, :]
        y = ((np.arange(rows, dtype=np.float32) + np.float32(0.5)) * _STEP - np.float32(self.centre[1]))[:, None]
        coarse = field(a * x + b * y, c * x + d * y)
        fine = cv2.resize(coarse, (columns * _STEP, rows * _STEP), interpolation=cv2.INTER_LINEAR)
        self.multiply(np.ascontiguousarray(fine[:height, :width]))

    def cover(self, outline: Floats, reflectance: float) -> None:
        """Lay something over the print: a polygon in X about the symbol's centre, of given reflectance.

        Its edges are anti-aliased to 1/16 pixel.
        """
        corners = self.geometry.px(outline + np.array([self.size[1] / 2, self.size[0] / 2]))
        height, width = self.plane.shape
        left, top = np.clip(np.floor(corners.min(axis=0)).astype(int) - 1, 0, [width, height])
        right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, [width, height])
        if left >= right or top >= bottom:
            return
        share = _covered(corners - [left, top], bottom - top, right - left)
        here = self._light()[top:bottom, left:right]
        here += share * (np.float32(255 * reflectance) - here)

    def blur(self, sigma_x: float) -> None:
        """Blur with a Gaussian of a sigma in X."""
        if sigma_x > 0:
            reach = REACH_BYTES if self.plane.dtype == np.uint8 else _REACH
            kernel = gaussian(round(sigma_x * self.px_per_module, 6), reach)
            self._filter_each(kernel, kernel)

    def filter(self, kernel: NDArray[np.float32]) -> None:
        """Convolve with a kernel whose sum is 1."""
        if 1 in kernel.shape:
            self._filter_each(*((kernel, _ONE) if kernel.shape[0] == 1 else (_ONE, kernel)))
        else:
            self.become(cv2.filter2D(self.plane, -1, kernel, borderType=cv2.BORDER_REPLICATE))

    def _filter_each(self, row: Plane32, column: Plane32) -> None:
        """Along rows, then columns: half as long as ``cv2.GaussianBlur`` and ``cv2.filter2D``, and as exact."""
        self.become(cv2.sepFilter2D(self.plane, -1, row, column, borderType=cv2.BORDER_REPLICATE))

    def _light(self) -> Plane32:
        """The plane as floating point, to change in place."""
        if self.plane.dtype != np.float32:
            self.plane = self.plane.astype(np.float32)
        return self.plane  # type: ignore[return-value]  # its dtype has just been seen to

    def become(self, plane: NDArray[Any]) -> None:
        """Take another plane of the same size and kind."""
        self.plane = plane


@lru_cache(maxsize=256)
def gaussian(sigma: float, reach: float) -> Plane32:
    """A Gaussian of ``sigma`` pixels, followed to ``reach`` sigmas each way, as a column whose sum is 1."""
    if sigma < _NARROW:
        side = sigma * sigma / 2
        return np.array([[side], [1 - 2 * side], [side]], dtype=np.float32)
    return np.asarray(cv2.getGaussianKernel(2 * max(1, round(sigma * reach)) + 1, sigma, cv2.CV_32F))


def _covered(corners: Floats, height: int, width: int) -> Plane32:
    """Share of each pixel that a polygon covers."""
    fine = np.zeros((height * _OVER, width * _OVER), dtype=np.uint8)
    # OpenCV fills the pixels that its outline touches as well
    inner = _drawn_in(corners * _OVER, 0.5)
    points = np.rint((inner - 0.5) * _SUBPIXELS).astype(np.int32)
    cv2.fillPoly(fine, [points], 255, shift=_SUBPIXEL_BITS)
    # Twice a half is much faster than a quarter at once
    half = cv2.resize(fine, (width * 2, height * 2), interpolation=cv2.INTER_AREA)
    mean = cv2.resize(half, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(mean, dtype=np.float32) / np.float32(255)


def _drawn_in(corners: Floats, distance: float) -> Floats:
    """A polygon whose sides lie a distance further in."""
    sides = np.roll(corners, -1, axis=0) - corners
    sides = sides / np.maximum(np.hypot(*sides.T), _SHORTEST)[:, None]
    outward = np.column_stack([sides[:, 1], -sides[:, 0]])
    both = outward + np.roll(outward, 1, axis=0)
    x, y = corners.T
    turn = np.sign((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())
    blunt = np.maximum((both * both).sum(axis=1) / 2, _SHARPEST)
    inner: Floats = corners - both * (distance * turn / blunt)[:, None]
    return inner
