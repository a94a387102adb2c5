"""The image fidelity: a camera that draws the picture of each pack, decodes its code and reads its text.

``table.TableInspector`` answers in the same words, so a line needs not know which it has.
"""

import random
from collections import deque

import cv2

from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.fixture import Fixture
from linebench.imaging.grading import Grading
from linebench.imaging.label import LABEL, grade_print, label_of
from linebench.imaging.picture import Picture, png
from linebench.imaging.readers.code_read import DATAMATRIX, CodeReader, Corners
from linebench.imaging.readers.ladder import LadderReader
from linebench.imaging.readers.zxing import ZxingReader
from linebench.imaging.shot import UNREAD, Inspector, Seen, Sight
from linebench.imaging.text import CLEAR, TextReader

__all__ = ["UNREAD", "ImageInspector", "Inspector", "Seen", "symbol_contrast"]

_KEPT = 16
"""Rejected pictures kept: a line rejects a handful between two looks at its camera."""
_APERTURE = 0.8
"""Of the module width, as ISO/IEC 15415 measures reflectance."""


class ImageInspector:
    """Draws the picture of a shot, decodes its code and reads its text.

    ``label``: the camera's and the print's sound state.
    ``reader``: decodes; where the clock is real, one in a process of its own (``readers.guarded``).
    ``min_contrast``: the camera's job refuses codes of less symbol contrast. 0.40 is grade 2 of ISO/IEC 15415,
    the lowest whole grade that meets the 1.5 which Regulation (EU) 2016/161 Article 6 takes as sufficient.
    """

    def __init__(self, rng: random.Random, *, label: Scene = LABEL, min_contrast: float = 0.40,
                 reader: CodeReader | None = None) -> None:
        self._label = label
        self._place = layout(label, label.px_per_module)
        self._drawing = FastMode(rng)
        self._code = reader or LadderReader(label.px_per_module)
        self._text = TextReader(label)
        self._fixture = Fixture(self._place.code_left, self._place.code_top, label.px_per_module)
        self._anywhere = ZxingReader(DATAMATRIX)
        self._min_contrast = min_contrast
        self._rejected: deque[Picture] = deque(maxlen=_KEPT)
        self._latest: Picture | None = None

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``. Keeps the picture when it cannot be read as printed.

        Raises:
            FaultError, SymbolError, GlyphError, TextError: the shot cannot be drawn.

        """
        picture = self._drawing.draw(label_of(shot, self._label)).picture
        seen = self._read(picture, shot)
        self._latest = picture
        if not seen.readable:
            self._rejected.append(picture)
        return seen

    grades = True

    def grade(self, shot: Sight) -> Grading:
        """The grade that the print of ``shot`` deserves, from an exact picture by a sound camera.

        Raises:
            FaultError, SymbolError: the shot cannot be drawn.

        """
        return grade_print(shot, self._label)

    def _read(self, picture: Picture, shot: Sight) -> Seen:
        code = self._place.code_area(picture)
        if symbol_contrast(code, self._label.px_per_module) < self._min_contrast:
            return UNREAD
        found, beside = self._code.read(code), self._place.text_right
        if found is None:
            found, beside = self._anywhere.read(picture), 0
        if found is None:
            return UNREAD
        text = self._text_beside(picture, found.corners, beside)
        readable = found.content == shot.content and text == shot.text
        return Seen("read", found.content, text, found.symbology, readable)

    def _text_beside(self, picture: Picture, corners: Corners | None, beside: int) -> str:
        """The text where it should be or, when it is not clear there, where the code shows that it is."""
        if corners is not None and self._fixture.is_away(corners, beside):
            return self._text.read(self._fixture.aligned(picture, corners, beside))
        text, alike = self._text.look(picture)
        aligned = picture if alike >= CLEAR else self._fixture.aligned(picture, corners, beside)
        if aligned is picture:
            return text
        other, better = self._text.look(aligned)
        return other if better > alike else text

    def picture(self, back: int = 0) -> bytes | None:
        """A rejected picture as PNG: the last one, or ``back`` before it; ``None`` when none is kept."""
        return png(self._rejected[-1 - back]) if back < len(self._rejected) else None

    def latest(self) -> bytes | None:
        """The picture of the last shot, read or not, as PNG; ``None`` before the first."""
        return None if self._latest is None else png(self._latest)


def symbol_contrast(code: Picture, px_per_module: float) -> float:
    """Symbol contrast of ISO/IEC 15415: highest less lowest reflectance, through an aperture of 0.8 X."""
    aperture = max(1, round(_APERTURE * px_per_module))
    low, high, _, _ = cv2.minMaxLoc(cv2.blur(code, (aperture, aperture)))
    return float(high - low) / 255
