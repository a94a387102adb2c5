"""What pictures are made of: the array types of the room, and a picture as file bytes."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Modules", "Picture", "looked_up", "png"]

# One thread each: the bench runs one process per core, and results must not depend on how work is split
cv2.setNumThreads(1)

Picture: TypeAlias = NDArray[np.uint8]
"""A grey picture, row by row from the top: 0 is reflectance 0, 255 is reflectance 1."""

Modules: TypeAlias = NDArray[np.bool_]
"""A symbol, row by row from the top: True is a dark module."""

_FAST = 1
"""PNG level: a noisy picture hardly gets smaller with more effort."""


def looked_up(picture: Picture, table: Picture) -> Picture:
    """Each grey level of ``picture`` replaced by its entry in ``table`` of 256."""
    return np.asarray(cv2.LUT(picture, table), dtype=np.uint8)


def png(picture: Picture) -> bytes:
    """``picture`` as a PNG file."""
    _, data = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, _FAST])
    return bytes(data)
