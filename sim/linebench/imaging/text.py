"""Reading the human-readable text from a picture, letter by letter.

Smart cameras verify text against a trained font (OCV); so does this reader: every cell of the text area is
compared with every letter of the font by normalised correlation, and the most alike wins. It knows the font
and the area, as a camera's job does, and nothing of what should stand there.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.glyphs import Glyphs
from linebench.imaging.layout import COLUMNS, LINES, layout
from linebench.imaging.picture import Picture
from linebench.imaging.scene import Scene

__all__ = ["UNSURE", "TextReader"]

UNSURE = "?"
"""Stands for a letter that is like none of the font."""
_ALIKE = 0.6
"""Correlation below which a cell holds no letter; noise alone stays below 0.2."""
_EMPTY_SD = 5.5
"""Standard deviation in grey levels below which a cell is empty: noise has 4, a full stop at low contrast 9."""
_BLURS = (0, 0.2, 0.3, 0.4, 0.5)
"""Blurs, sigma in modules, that the font is taught with: beyond, no code can be read any more (measured)."""
_TOGETHER = 12
"""Cells compared at a time: BLAS libraries share larger products out among threads, which then wait for each
other on a busy machine."""
_SHARP = 0.95
"""Mean correlation from which on the picture is in focus and no blurred font is tried."""

_Floats = NDArray[np.float32]


class TextReader:
    """Reads text of the font and place that pictures of scenes like ``scene`` have."""

    def __init__(self, scene: Scene) -> None:
        self._place = layout(scene)
        sigmas = [scene.px_per_module * math.hypot(scene.lens, blur) for blur in _BLURS]
        self._fonts = [_letters(self._place.font, sigma) for sigma in sigmas]
        self._signs = np.array(list(self._place.font.signs[1:]))

    def read(self, picture: Picture) -> str:
        """The text in ``picture``, lines joined by line feeds; empty cells at ends are dropped.

        A cell that is like no letter gives ``?``, an empty one between letters a space.
        """
        cells, spread = _normalised(self._cells(picture))
        inked = spread > _EMPTY_SD
        letters = np.full(LINES * COLUMNS, " ")
        if inked.any():
            letters[inked] = self._recognised(cells[inked])
        lines = ("".join(line).rstrip() for line in letters.reshape(LINES, COLUMNS))
        return "\n".join(lines).rstrip("\n")

    def _recognised(self, cells: _Floats) -> NDArray[np.str_]:
        """The letter of each cell, by the font that suits the blur of the whole picture best."""
        alike = _alikeness(cells, self._fonts[0])
        if alike.max(axis=1).mean() < _SHARP:
            every = [alike, *(_alikeness(cells, font) for font in self._fonts[1:])]
            alike = max(every, key=lambda scores: float(scores.max(axis=1).sum()))
        best = self._signs[alike.argmax(axis=1)]
        return np.where(alike.max(axis=1) >= _ALIKE, best, UNSURE)

    def _cells(self, picture: Picture) -> _Floats:
        font = self._place.font
        area = self._place.text_area(picture).reshape(LINES, font.height, COLUMNS, font.width)
        return area.transpose(0, 2, 1, 3).reshape(LINES * COLUMNS, -1).astype(np.float32)


def _letters(font: Glyphs, sigma: float) -> _Floats:
    """One column per letter: the font as a camera with a blur of ``sigma`` pixels was taught it."""
    blurred = [_blur(tile, sigma) if sigma else tile for tile in font.tiles[1:]]
    letters, _ = _normalised(255 - np.stack(blurred).astype(np.float32).reshape(len(blurred), -1))
    return np.ascontiguousarray(letters.T)


def _blur(tile: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(tile, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT), dtype=np.uint8)


def _alikeness(cells: _Floats, font: _Floats) -> _Floats:
    """Correlation of each cell with each letter, 1 for the same picture."""
    return np.concatenate([cells[first:first + _TOGETHER] @ font for first in range(0, len(cells), _TOGETHER)])


def _normalised(cells: _Floats) -> tuple[_Floats, _Floats]:
    """Rows with mean 0 and length 1, and the standard deviation each had."""
    centred = cells - cells.mean(axis=1, keepdims=True)
    length = np.sqrt((centred * centred).sum(axis=1, keepdims=True))
    spread: _Floats = (length / np.sqrt(np.float32(cells.shape[1])))[:, 0]
    return centred / np.maximum(length, np.float32(1e-6)), spread
