"""Reading the human-readable text from a picture, letter by letter.

Smart cameras verify text against a trained font (OCV); so does this reader: every cell of the text area is
compared with every letter of the font by normalised correlation, and the most alike wins. It knows the font
and the area, as a camera's job does, and nothing of what should stand there.
"""

import itertools
import math
from typing import NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.glyphs import Glyphs
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.picture import Picture

__all__ = ["CLEAR", "UNSURE", "TextReader"]

UNSURE = "?"
"""Stands for a letter that is like none of the font."""
_ALIKE = 0.6
"""Correlation below which a cell holds no letter; noise alone stays below 0.2."""
_EMPTY_SD = 5.5
"""Standard deviation in grey levels below which a cell is empty: noise has 4, a full stop at low contrast 9."""
_TENTH = 10
"""One cell in so many is empty in any text that a pack carries: what it spreads is noise."""
_NOISIEST_SD = 12.0
"""Grey levels: where even the emptiest cells spread more they hold letters."""
_ABOVE_NOISE = 1.4
_BLURS = (0, 0.2, 0.3, 0.4, 0.5)
"""Blurs, sigma in modules, that the font is taught with: beyond, no code can be read any more (measured)."""
_TOGETHER = 12
"""Cells compared at a time: BLAS libraries share larger products out among threads, which then wait for each
other on a busy machine."""
_SHARP = 0.95
"""Mean correlation from which on the picture is in focus and no blurred font is tried."""
CLEAR = 0.93
"""Mean correlation below which letters are sought beside their cells."""
_BESIDE = 4
"""Pixels each way that a letter may stand beside its cell: what is left when the code has shown the place."""
_HALVES = [np.array([[1.0, 0, along], [0, 1, down]]) for down in (0, 0.5) for along in (0, 0.5)]
"""Look-alikes such as 0 and O differ by less than a letter between two pixels differs from itself."""
_SPECK = 0.4
"""Of a cell's height and width: ink that reaches less far and is like no letter is a splash."""

_Floats = NDArray[np.float32]


class TextReader:
    """Reads text of the font and place that pictures of scenes like ``scene``, which has room, have."""

    def __init__(self, scene: Scene) -> None:
        self._place = layout(scene, scene.px_per_module)
        sigmas = [scene.px_per_module * math.hypot(scene.lens, blur) for blur in _BLURS]
        self._fonts = [_letters(self._place.font, sigma) for sigma in sigmas]
        self._signs = np.array(list(self._place.font.signs[1:]))

    def read(self, picture: Picture) -> str:
        """The text in ``picture``, lines joined by line feeds; empty cells at ends are dropped.

        A cell that is like no letter gives ``?``, an empty one between letters a space.
        """
        return self.look(picture)[0]

    def look(self, picture: Picture) -> tuple[str, float]:
        """The text, and how much its letters are like those of the font on the mean: 1 is the same picture."""
        cells = self._cells(picture, (0, 0))
        letters, alike = self._letters(cells, self._alike(cells)[0])
        if alike < CLEAR:
            moved, better = self._beside(picture)
            letters, alike = (moved, better) if better > alike else (letters, alike)
        texts = ("".join(line).rstrip() for line in letters.reshape(self._place.lines, -1))
        return "\n".join(texts).rstrip("\n"), alike

    def _alike(self, cells: "_Cells") -> tuple[_Floats, _Floats]:
        """How much each inked cell is like each letter by the font that suits the blur best, and that font."""
        font, alike = self._fonts[0], _alikeness(cells.inked, self._fonts[0])
        if len(alike) and alike.max(axis=1).mean() < _SHARP:
            every = [(each, _alikeness(cells.inked, each)) for each in self._fonts]
            font, alike = max(every, key=lambda pair: float(pair[1].max(axis=1).sum()))
        return alike, font

    def _letters(self, cells: "_Cells", alike: _Floats) -> tuple[NDArray[np.str_], float]:
        letters = np.full(len(cells.raw), " ")
        if not len(alike):
            return letters, 1.0
        sure = alike.max(axis=1)
        letters[cells.where] = np.where(sure >= _ALIKE, self._signs[alike.argmax(axis=1)], UNSURE)
        for cell in np.flatnonzero(letters == UNSURE):
            if self._is_speck(cells.raw[cell]):
                letters[cell] = " "
        return letters, float(sure.mean())

    def _beside(self, picture: Picture) -> tuple[NDArray[np.str_], float]:
        """Each line where its letters fit their cells best, and then each letter a pixel about that."""
        room = np.asarray(cv2.copyMakeBorder(picture, *(4 * (_BESIDE + 1,)), cv2.BORDER_REPLICATE), dtype=np.uint8)
        centre = _BESIDE + 1
        steps = range(centre - _BESIDE, centre + _BESIDE + 1, 2)
        tries = {at: self._cells(room, at) for at in itertools.product(steps, steps)}
        _, font = self._alike(max(tries.values(), key=self._fit))
        fits = [{at: self._fit(cells, line, font) for at, cells in tries.items()}
                for line in range(self._place.lines)]
        places = [max(fit, key=fit.__getitem__) for fit in fits]
        lines = [self._line(room, place, line, font) for line, place in enumerate(places)]
        return np.concatenate([letters for letters, _ in lines]), min(alike for _, alike in lines)

    def _line(self, room: Picture, place: tuple[int, int], line: int,
              font: _Floats) -> tuple[NDArray[np.str_], float]:
        columns = self._place.columns
        own = slice(line * columns, (line + 1) * columns)
        cells = self._cells(room, place).of(own)
        alike = _alikeness(cells.inked, font)
        for half in _HALVES:
            moved = np.asarray(cv2.warpAffine(room, half, room.shape[::-1], borderMode=cv2.BORDER_REPLICATE),
                               dtype=np.uint8)
            for down, along in itertools.product((-1, 0, 1), (-1, 0, 1)):
                near = self._cells(moved, (place[0] + down, place[1] + along)).of(own)
                alike = np.maximum(alike, _alikeness(near.all[cells.where], font))
        return self._letters(cells, alike)

    def _fit(self, cells: "_Cells", line: int | None = None, font: _Floats | None = None) -> float:
        columns = self._place.columns
        own = cells if line is None else cells.of(slice(line * columns, (line + 1) * columns))
        alike = _alikeness(own.inked, self._fonts[0] if font is None else font)
        return float(alike.max(axis=1).mean()) if len(alike) else 0.0

    def _is_speck(self, cell: _Floats) -> bool:
        """Whether the ink of a cell is a small blot."""
        font = self._place.font
        inked = cell.reshape(font.height, font.width) < (cell.min() + cell.max()) / 2
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        return bool(rows[-1] - rows[0] < _SPECK * font.height and columns[-1] - columns[0] < _SPECK * font.width)

    def _cells(self, picture: Picture, corner: tuple[int, int]) -> "_Cells":
        """The cells of all lines when the picture's (row, column) ``corner`` is where a sound one begins."""
        font, lines, columns = self._place.font, self._place.lines, self._place.columns
        area = self._place.text_area(picture[corner[0]:, corner[1]:])
        cells = area.reshape(lines, font.height, columns, font.width).transpose(0, 2, 1, 3)
        return _Cells.of_raw(cells.reshape(lines * columns, -1).astype(np.float32))


class _Cells(NamedTuple):
    """Cells of a picture, line by line: as they are, normalised, and which of them have ink."""

    raw: _Floats
    all: _Floats
    where: NDArray[np.bool_]

    @classmethod
    def of_raw(cls, raw: _Floats) -> Self:
        normalised, spread = _normalised(raw)
        emptiest = min(float(np.partition(spread, len(spread) // _TENTH)[len(spread) // _TENTH]), _NOISIEST_SD)
        return cls(raw, normalised, spread > max(_EMPTY_SD, _ABOVE_NOISE * emptiest))

    @property
    def inked(self) -> _Floats:
        return self.all[self.where]

    def of(self, some: slice) -> "_Cells":
        return _Cells(self.raw[some], self.all[some], self.where[some])


def _letters(font: Glyphs, sigma: float) -> _Floats:
    """One column per letter: the font as a camera with a blur of ``sigma`` pixels was taught it."""
    blurred = [_blur(tile, sigma) if sigma else tile for tile in font.tiles[1:]]
    letters, _ = _normalised(255 - np.stack(blurred).astype(np.float32).reshape(len(blurred), -1))
    return np.ascontiguousarray(letters.T)


def _blur(tile: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(tile, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT), dtype=np.uint8)


def _alikeness(cells: _Floats, font: _Floats) -> _Floats:
    """Correlation of each cell with each letter, 1 for the same picture."""
    parts = [cells[first:first + _TOGETHER] @ font for first in range(0, len(cells), _TOGETHER)]
    return np.concatenate(parts) if parts else np.zeros((0, font.shape[1]), dtype=np.float32)


def _normalised(cells: _Floats) -> tuple[_Floats, _Floats]:
    """Rows with mean 0 and length 1, and the standard deviation each had."""
    centred = cells - cells.mean(axis=1, keepdims=True)
    length = np.sqrt((centred * centred).sum(axis=1, keepdims=True))
    spread: _Floats = (length / np.sqrt(np.float32(cells.shape[1])))[:, 0]
    return centred / np.maximum(length, np.float32(1e-6)), spread
