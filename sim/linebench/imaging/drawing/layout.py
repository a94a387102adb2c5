"""Where text and symbol stand on a label. The camera's job knows it: text at the left, the symbol at the right."""

import functools
import math
from typing import NamedTuple

from linebench.imaging.drawing.glyphs import Glyphs, glyphs
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.picture import Picture

__all__ = ["Layout", "em_px", "layout"]


class Layout(NamedTuple):
    """A label's geometry in raster cells or pixels."""

    font: Glyphs
    columns: int
    lines: int
    code_left: int
    """Column of the symbol's outer left edge."""
    code_top: int
    """Row of the symbol's outer top edge."""
    text_left: int
    text_top: int
    height: int
    """Of the whole label."""
    width: int
    """Of the whole label."""

    @property
    def text_right(self) -> int:
        """Column behind the text block."""
        return self.text_left + self.columns * self.font.width

    def text_area(self, picture: Picture) -> Picture:
        """The part of the picture where text is expected."""
        return picture[self.text_top:self.text_top + self.lines * self.font.height, self.text_left:self.text_right]

    def code_area(self, picture: Picture) -> Picture:
        """The part of the picture where the symbol is expected, quiet zone included."""
        return picture[:, self.text_right:]


def layout(scene: Scene, per_x: float) -> Layout:
    """The geometry of a scene's label at ``per_x`` cells a module.

    Where cells are a whole part of a pixel, everything stands exactly where it does at one cell a pixel: text is
    set in whole pixels, as coders set it in whole dots.
    """
    room = scene.room
    texts = scene.text.split("\n") if scene.text else []
    columns, lines = (room.columns, room.lines) if room else (max(map(len, texts), default=0), len(texts))
    height, width = _extent(scene)
    side = room.side if room else 0
    times = per_x / scene.px_per_module
    fine = int(times) if times == int(times) else 1
    coarse = per_x / fine
    return _laid_out((em_px(scene, coarse), columns, lines), (max(side, height), max(side, width)), _zones(scene),
                     scene.margin, (coarse, fine))


@functools.lru_cache(maxsize=64)
def _laid_out(text: tuple[int, int, int], extent: tuple[float, float], zones: tuple[float, float, float, float],
              margin: float, cells: tuple[float, int]) -> Layout:
    """The same from what decides it: labels of one batch are laid out alike."""
    (em, columns, lines), (height, width), (per_x, fine) = text, extent, cells
    font = glyphs(em, fine)
    left, top, right, bottom = (math.ceil(max(zone, margin) * per_x) * fine for zone in zones)
    text_left = math.ceil(margin * per_x) * fine if columns else 0
    code_left = text_left + columns * font.width + left
    return Layout(
        font, columns, lines, code_left, top, text_left, top,
        max(top + math.ceil(height * per_x) * fine + bottom, top + lines * font.height),
        code_left + math.ceil(width * per_x) * fine + right)


def em_px(scene: Scene, per_x: float) -> int:
    """Height of the text's em square in cells at ``per_x`` cells a module."""
    return max(1, round(scene.text_um / scene.x_um * per_x))


def _extent(scene: Scene) -> tuple[float, float]:
    """Height and width of all symbols in X."""
    height, width = scene.symbol.size if scene.symbol else (0.0, 0.0)
    for other in scene.others:
        rows, columns = other.symbol.size
        height, width = max(height, rows), width + other.gap + columns
    return height, width


def _zones(scene: Scene) -> tuple[float, float, float, float]:
    """Quiet zones left, top, right and bottom: a further symbol must not move the one that was there before."""
    left, top, right, bottom = scene.symbol.quiet_zone if scene.symbol else (0.0, 0.0, 0.0, 0.0)
    for other in scene.others:
        right, bottom = other.symbol.quiet_zone[2], max(bottom, other.symbol.quiet_zone[3])
    return left, top, right, bottom
