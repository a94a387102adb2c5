"""Planes of board and noise, drawn once and then taken in random windows, since drawing them anew is slow."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

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
        self.sd = sd
        self._boards: dict[int, Picture] = {}
        self._grow(height, width)

    def _grow(self, height: int, width: int) -> None:
        drawn = np.random.Generator(np.random.PCG64(self._seed)).normal(
            0, self.sd, (height + _SPARE, width + _SPARE))
        levels = np.rint(drawn)
        self._fits = (height, width)
        self._lighter = np.clip(levels, 0, 255).astype(np.uint8)
        self._darker = np.clip(-levels, 0, 255).astype(np.uint8)

    def add(self, picture: Picture, into: Picture | None = None) -> Picture:
        """``picture`` with noise of the next window, clipped to 0 … 255; written to ``into`` where that is given.

        A larger picture enlarges the pool.
        """
        lighter, darker = self.window(*picture.shape)
        return np.asarray(cv2.subtract(cv2.add(picture, lighter), darker, dst=into), dtype=np.uint8)

    def stored(self, plane: NDArray[np.float32]) -> Picture:
        """Light as the sensor gives it: noise of the next window, then rounded and clipped to 0 … 255.

        What is far above white stays white, which ``add`` cannot know of a picture of bytes.
        """
        lighter, darker = self.window(*plane.shape)
        noisy = cv2.add(plane, lighter, dtype=cv2.CV_32F)
        return np.asarray(cv2.subtract(noisy, darker, dtype=cv2.CV_8U), dtype=np.uint8)

    def board(self, height: int, width: int, level: int) -> Picture:
        """A picture of nothing but board of a grey level, with the noise of the next window."""
        self._hold(height, width)
        if level not in self._boards:
            flat = np.full(self._lighter.shape, level, dtype=np.uint8)
            self._boards[level] = np.asarray(cv2.subtract(cv2.add(flat, self._lighter), self._darker))
        row, column = self._place()
        return self._boards[level][row:row + height, column:column + width].copy()

    def window(self, height: int, width: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """The next window: what gets lighter, and what darker."""
        self._hold(height, width)
        row, column = self._place()
        window = np.s_[row:row + height, column:column + width]
        return self._lighter[window], self._darker[window]

    def _hold(self, height: int, width: int) -> None:
        if height > self._fits[0] or width > self._fits[1]:
            self._grow(max(height, self._fits[0]), max(width, self._fits[1]))
            self._boards.clear()

    def _place(self) -> tuple[int, int]:
        place = self._rng.getrandbits(16)
        return place >> 8, place & 0xFF
