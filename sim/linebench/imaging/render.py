"""Pictures of scenes: ink where print stands, then reflectance, optics and noise.

The fast mode of the house: pixels per module is a whole number, the print is aligned with the pixels, and
only the print is drawn, not the pack around it. It carries no expected grade. The same scene and the same
state of the noise pool give the same bytes.
"""

import cv2
import numpy as np

from linebench.imaging.layout import COLUMNS, LINES, Layout, layout
from linebench.imaging.noise import NoisePool
from linebench.imaging.picture import Modules, Picture
from linebench.imaging.scene import Scene
from linebench.imaging.symbol import modules

__all__ = ["SceneError", "render"]

_WHITE = 255


class SceneError(ValueError):
    """A scene that does not fit its picture. The message says what was found and what was expected."""


def render(scene: Scene, noise: NoisePool) -> Picture:
    """The picture of ``scene``.

    Raises:
        SceneError: text of too many or too long lines.
        SymbolError: content that cannot be drawn.
        GlyphError: text with characters that the font lacks.

    """
    matrix = modules(scene.content) if scene.content and not scene.blank else np.zeros((0, 0), dtype=np.bool_)
    place = layout(scene, matrix.shape[0])
    ink = np.zeros((place.height, place.width), dtype=np.uint8)
    if not scene.blank:
        _draw_text(ink, scene.text, place)
        _draw_symbol(ink, matrix, place, scene.px_per_module)
        _lose_nozzles(ink, scene, place, matrix.shape[0])
    return noise.add(_blur(_reflect(ink, scene), scene.sigma_px))


def _draw_text(ink: Picture, text: str, place: Layout) -> None:
    lines = text.split("\n")
    longest = max(map(len, lines))
    if len(lines) > LINES or longest > COLUMNS:
        raise SceneError(f"text of {len(lines)} lines, the longest of {longest} letters; "
                         f"expected at most {LINES} lines of {COLUMNS}")
    area = place.text_area(ink)
    for number, line in enumerate(lines):
        top = number * place.font.height
        area[top:top + place.font.height, :len(line) * place.font.width] = place.font.line(line)


def _draw_symbol(ink: Picture, matrix: Modules, place: Layout, px: int) -> None:
    if not matrix.size:
        return
    dark = matrix.view(np.uint8) * np.uint8(_WHITE)
    drawn = cv2.resize(dark, None, fx=px, fy=px, interpolation=cv2.INTER_NEAREST)
    area = place.code_area(ink)[place.margin:, place.margin:]
    area[:drawn.shape[0], :drawn.shape[1]] = drawn


def _lose_nozzles(ink: Picture, scene: Scene, place: Layout, side: int) -> None:
    """Takes the ink from the strip amid the symbol, text included: the head prints both in one pass."""
    middle = place.margin + side * scene.px_per_module / 2
    first, last = middle - scene.gap_px / 2, middle + scene.gap_px / 2
    for row in range(int(first), min(int(np.ceil(last)), ink.shape[0])):
        lost = min(row + 1, last) - max(row, first)
        ink[row] = np.rint(ink[row] * (1 - lost))


def _reflect(ink: Picture, scene: Scene) -> Picture:
    share = np.arange(_WHITE + 1) / _WHITE
    levels = np.rint(_WHITE * (scene.paper - (scene.paper - scene.ink) * share)).astype(np.uint8)
    return np.asarray(cv2.LUT(ink, levels), dtype=np.uint8)


def _blur(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8) if sigma else picture
