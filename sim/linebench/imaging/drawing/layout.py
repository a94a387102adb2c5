"""Where text and symbol stand on a label. The camera's job knows it: text at the left, the symbol at the right."""

import math
from typing import NamedTuple

from linebench.imaging.drawing.glyphs import Glyphs, glyphs
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.picture import Picture

__all__ = ["Layout", "layout"]


class Layout(NamedTuple):
    """A label's geometry in raster cells or pixels."""

    font: Glyphs
    columns: int
    lines: int
    code_left: int
    """Column of the symbol's outer left edge."""
    code_top: int
    """Row of the symbol's outer top edge."""
    text_top: int
    height: int
    """Of the whole label."""
    width: int
    """Of the whole label."""

    @property
    def text_width(self) -> int:
        """Of the text block."""
        return self.columns * self.font.width

    def text_area(self, picture: Picture) -> Picture:
        """The part of the picture where text is expected."""
        return picture[self.text_top:self.text_top + self.lines * self.font.height, :self.text_width]

    def code_area(self, picture: Picture) -> Picture:
        """The part of the picture where the symbol is expected, quiet zone included."""
        return picture[:, self.text_width:]


def layout(scene: Scene, per_x: float) -> Layout:
    """The geometry of a scene's label at ``per_x`` cells a module."""
    symbol, room = scene.symbol, scene.room
    font = glyphs(max(1, round(scene.text_um / scene.x_um * per_x)))
    texts = scene.text.split("\n") if scene.text else []
    columns, lines = (room.columns, room.lines) if room else (max(map(len, texts), default=0), len(texts))
    height, width = symbol.size if symbol else (0.0, 0.0)
    side = room.side if room else 0
    zones = symbol.quiet_zone if symbol else (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = (math.ceil(max(zone, scene.margin) * per_x) for zone in zones)
    code_left = columns * font.width + left
    return Layout(
        font, columns, lines, code_left, top, top,
        max(top + math.ceil(max(side, height) * per_x) + bottom, top + lines * font.height),
        code_left + math.ceil(max(side, width) * per_x) + right)
