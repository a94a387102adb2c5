"""The image fidelity: a camera that draws the picture of each pack, decodes its code and reads its text.

``table.TableInspector`` answers in the same words, so a line needs not know which it has.
"""

import random
from collections import deque

import cv2
import msgspec

from linebench.imaging.defects import with_defects
from linebench.imaging.layout import layout
from linebench.imaging.noise import NoisePool
from linebench.imaging.picture import Picture, png
from linebench.imaging.readers.ladder import LadderReader
from linebench.imaging.render import render
from linebench.imaging.scene import Scene
from linebench.imaging.shot import UNREAD, Inspector, Seen, Sight
from linebench.imaging.text import TextReader

__all__ = ["UNREAD", "ImageInspector", "Inspector", "Seen", "symbol_contrast"]

_KEPT = 16
"""Rejected pictures kept: a line rejects a handful between two looks at its camera."""
_APERTURE = 0.8
"""Of the module width, as ISO/IEC 15415 measures reflectance."""


class ImageInspector:
    """Draws the picture of a shot, decodes its code and reads its text.

    ``scene``: the camera's and the print's sound state; its content and text are replaced by the shot's.
    ``min_contrast``: the camera's job refuses codes of less symbol contrast. 0.40 is grade 2 of ISO/IEC 15415,
    the lowest whole grade that meets the 1.5 which Regulation (EU) 2016/161 Article 6 takes as sufficient.
    """

    def __init__(self, rng: random.Random, *, scene: Scene | None = None, min_contrast: float = 0.40) -> None:
        self._scene = scene or Scene(content="")
        self._place = layout(self._scene)
        self._noise = NoisePool(rng, self._place.height, self._place.width)
        self._code = LadderReader(self._scene.px_per_module)
        self._text = TextReader(self._scene)
        self._min_contrast = min_contrast
        self._rejected: deque[Picture] = deque(maxlen=_KEPT)
        self._latest: Picture | None = None

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``. Keeps the picture when it cannot be read as printed.

        Raises:
            DefectError, SymbolError, GlyphError, SceneError: the shot cannot be drawn.

        """
        scene = msgspec.structs.replace(self._scene, content=shot.content, text=shot.text)
        picture = render(with_defects(scene, shot.print_defects, shot.camera_defects), self._noise)
        seen = self._read(picture, shot)
        self._latest = picture
        if not seen.readable:
            self._rejected.append(picture)
        return seen

    def _read(self, picture: Picture, shot: Sight) -> Seen:
        code = self._place.code_area(picture)
        if symbol_contrast(code, self._scene.px_per_module) < self._min_contrast:
            return UNREAD
        found = self._code.read(code)
        if found is None:
            return UNREAD
        text = self._text.read(picture)
        readable = found.content == shot.content and text == shot.text
        return Seen("read", found.content, text, found.symbology, readable)

    def picture(self, back: int = 0) -> bytes | None:
        """A rejected picture as PNG: the last one, or ``back`` before it; ``None`` when none is kept."""
        return png(self._rejected[-1 - back]) if back < len(self._rejected) else None

    def latest(self) -> bytes | None:
        """The picture of the last shot, read or not, as PNG; ``None`` before the first."""
        return None if self._latest is None else png(self._latest)


def symbol_contrast(code: Picture, px_per_module: int) -> float:
    """Symbol contrast of ISO/IEC 15415: highest less lowest reflectance, through an aperture of 0.8 X."""
    aperture = max(1, round(_APERTURE * px_per_module))
    low, high, _, _ = cv2.minMaxLoc(cv2.blur(code, (aperture, aperture)))
    return float(high - low) / 255
