"""Reading the human-readable text from a picture, letter by letter.

Smart cameras verify text against a trained font (OCV); so does this reader: every cell of the text area is
compared with every letter of the font by normalised correlation, and the most alike wins. It knows the font
and the area, as a camera's job does, and nothing of what should stand there.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

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

_Floats = NDArray[np.float32]


class TextReader:
    """Reads text of the font and place that pictures of scenes like ``scene`` have."""

    def __init__(self, scene: Scene) -> None:
        self._place = layout(scene)
        font = self._place.font
        seen = [cv2.GaussianBlur(tile, (0, 0), scene.lens * scene.px_per_module) for tile in font.tiles[1:]]
        letters, _ = _normalised(255 - np.stack(seen).astype(np.float32).reshape(len(seen), -1))
        self._letters = np.ascontiguousarray(letters.T)
        self._signs = np.array(list(font.signs[1:]))

    def read(self, picture: Picture) -> str:
        """The text in ``picture``, lines joined by line feeds; empty cells at ends are dropped.

        A cell that is like no letter gives ``?``, an empty one between letters a space.
        """
        cells, contrast = _normalised(self._cells(picture))
        inked = contrast > _EMPTY_SD
        letters = np.full(LINES * COLUMNS, " ")
        if inked.any():
            alike = cells[inked] @ self._letters
            best = alike.argmax(axis=1)
            letters[inked] = np.where(alike.max(axis=1) >= _ALIKE, self._signs[best], UNSURE)
        lines = ("".join(line).rstrip() for line in letters.reshape(LINES, COLUMNS))
        return "\n".join(lines).rstrip("\n")

    def _cells(self, picture: Picture) -> _Floats:
        font = self._place.font
        area = self._place.text_area(picture).reshape(LINES, font.height, COLUMNS, font.width)
        return area.transpose(0, 2, 1, 3).reshape(LINES * COLUMNS, -1).astype(np.float32)


def _normalised(cells: _Floats) -> tuple[_Floats, _Floats]:
    """Rows with mean 0 and length 1, and the standard deviation each had."""
    centred = cells - cells.mean(axis=1, keepdims=True)
    length = np.sqrt((centred * centred).sum(axis=1, keepdims=True))
    spread: _Floats = (length / np.sqrt(np.float32(cells.shape[1])))[:, 0]
    return centred / np.maximum(length, np.float32(1e-6)), spread
