"""What the camera has before it, as grey levels: what light, optics and sensor faults change."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.chance import Chance
from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.picture import Picture

__all__ = ["Plane32", "View"]

Plane32: TypeAlias = NDArray[np.float32]


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

    """

    plane: Plane32 | Picture
    geometry: Geometry
    size: tuple[float, float]
    px_per_module: float
    x_mm: float
    chance: Chance

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

    def multiply(self, field: NDArray[np.float32]) -> None:
        """Multiply the light by a field that broadcasts over the picture."""
        self.plane = self.plane * field

    def add(self, reflectance: NDArray[np.float32]) -> None:
        """Add light, in reflectance."""
        self.plane = self.plane + reflectance * np.float32(255)

    def cover(self, outline: Floats, reflectance: float) -> None:
        """Lay something over the print: a polygon in X about the symbol's centre, of given reflectance.

        Its edges are anti-aliased to 1/16 pixel.
        """
        points = outline + np.array([self.size[1] / 2, self.size[0] / 2])
        mask = np.zeros(self.plane.shape, dtype=np.uint8)
        pixels = np.rint((self.geometry.px(points) - 0.5) * 16).astype(np.int32)
        cv2.fillPoly(mask, [pixels], 255, lineType=cv2.LINE_AA, shift=4)
        share = mask.astype(np.float32) / np.float32(255)
        self.plane = self.plane * (1 - share) + share * np.float32(255 * reflectance)

    def blur(self, sigma_x: float) -> None:
        """Blur with a Gaussian of a sigma in X."""
        if sigma_x > 0:
            self._become(cv2.GaussianBlur(self.plane, (0, 0), sigma_x * self.px_per_module))

    def filter(self, kernel: NDArray[np.float32]) -> None:
        """Convolve with a kernel whose sum is 1."""
        self._become(cv2.filter2D(self.plane, -1, kernel, borderType=cv2.BORDER_REPLICATE))

    def _become(self, plane: NDArray[Any]) -> None:
        self.plane = plane
