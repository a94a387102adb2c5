"""Camera noise from a pool: drawn once, then taken in random windows, since drawing it anew is slow."""

import random

import cv2
import numpy as np

from linebench.imaging.picture import Picture

__all__ = ["NoisePool"]

_SPARE = 256
"""Pixels by which the pool exceeds a picture in each direction: 65,536 different windows."""


class NoisePool:
    """Normal noise of ``sd`` grey levels for pictures of up to ``height`` x ``width`` pixels.

    ``rng`` gives the seed of the pool and then the window of each picture: equal states, equal bytes.
    """

    def __init__(self, rng: random.Random, height: int, width: int, *, sd: float = 4.0) -> None:
        self._rng = rng
        self._seed = rng.getrandbits(128)
        self._sd = sd
        self._grow(height, width)

    def _grow(self, height: int, width: int) -> None:
        drawn = np.random.Generator(np.random.PCG64(self._seed)).normal(
            0, self._sd, (height + _SPARE, width + _SPARE))
        levels = np.rint(drawn)
        self._fits = (height, width)
        self._lighter = np.clip(levels, 0, 255).astype(np.uint8)
        self._darker = np.clip(-levels, 0, 255).astype(np.uint8)

    def add(self, picture: Picture) -> Picture:
        """``picture`` with noise of the next window, clipped to 0 … 255. A larger picture enlarges the pool."""
        height, width = picture.shape
        if height > self._fits[0] or width > self._fits[1]:
            self._grow(max(height, self._fits[0]), max(width, self._fits[1]))
        place = self._rng.getrandbits(16)
        row, column = place >> 8, place & 0xFF
        window = np.s_[row:row + height, column:column + width]
        lighter = cv2.add(picture, self._lighter[window])
        return np.asarray(cv2.subtract(lighter, self._darker[window]), dtype=np.uint8)
