"""Finding a print that is not where it should be: the position tool of a smart camera.

The code is found first; from its corners follows where the print lies, and the picture is turned, stretched and
moved back until the code stands where the camera's job has it.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import Corners

__all__ = ["Fixture"]

_CLOSE_PX = 4.0
"""Displacement anywhere in the label up to which nothing is done. A corner is known to about a pixel, and text
lies three symbols away: corners are no better."""


class Fixture(NamedTuple):
    """Where a camera's job has the symbol: its outer top left corner and the pixels per module."""

    left: float
    top: float
    px_per_module: float

    def is_away(self, corners: Corners, beside: int = 0) -> bool:
        """Whether the code itself stands elsewhere; text then does too, perhaps in its neighbour's cell."""
        left, top = corners[0]
        return max(abs(left + beside - self.left), abs(top - self.top)) > _CLOSE_PX

    def aligned(self, picture: Picture, corners: Corners | None, beside: int = 0) -> Picture:
        """``picture`` with the print in its place; as it is when that is right or where the code is unknown.

        ``beside``: column of the picture from which the corners count.
        """
        if corners is None:
            return picture
        way = self._way(np.array(corners) + np.array((beside, 0)))
        height, width = picture.shape
        rim = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], dtype=np.float64)
        if np.abs(rim @ way.T - rim[:, :2]).max() <= _CLOSE_PX:
            return picture
        # OpenCV counts from the centre of the first pixel
        way[:, 2] += way[:, :2] @ (0.5, 0.5) - 0.5
        back = cv2.warpAffine(picture, way, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                              borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(back, dtype=np.uint8)

    def _way(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """From where a point should be to where it is, 2 x 3. A symbol's sides have whole, even module counts."""
        first, right, _, below = corners
        sides = [(side, 2 * max(1, round(float(np.hypot(*side)) / self.px_per_module / 2)) * self.px_per_module)
                 for side in (right - first, below - first)]
        turn = np.column_stack([side / length for side, length in sides])
        return np.column_stack([turn, first - turn @ (self.left, self.top)])
