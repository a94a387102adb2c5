"""Where things stand in a picture. The camera's job knows it: text at the left, the symbol at the right."""

from typing import NamedTuple

from linebench.imaging.glyphs import Glyphs, glyphs
from linebench.imaging.picture import Picture
from linebench.imaging.scene import Scene

__all__ = ["COLUMNS", "LINES", "Layout", "layout"]

COLUMNS = 24
"""Letters per line: an application identifier in brackets and twenty characters."""
LINES = 4
"""GTIN, serial, lot, expiry."""
_USUAL_SIDE = 26
"""Modules: the view has room for the largest square symbol of the securPharm coding rules."""


class Layout(NamedTuple):
    """A picture's geometry in pixels."""

    font: Glyphs
    margin: int
    """Above text and symbol, and on both sides of the symbol."""
    text_width: int
    text_height: int
    side: int
    """Of the area kept for the symbol, quiet zone included."""

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return max(self.side, self.margin + self.text_height)

    @property
    def width(self) -> int:
        """Of the whole picture."""
        return self.text_width + self.side

    def text_area(self, picture: Picture) -> Picture:
        """The part of the picture where text is expected."""
        return picture[self.margin:self.margin + self.text_height, :self.text_width]

    def code_area(self, picture: Picture) -> Picture:
        """The part of the picture where the symbol is expected."""
        return picture[:, self.text_width:]


def layout(scene: Scene, side: int = 0) -> Layout:
    """The geometry of a scene's picture. ``side``: of its symbol in modules; larger ones widen the view."""
    font = glyphs(scene.text_px)
    modules = max(side, _USUAL_SIDE) + 2 * scene.quiet_zone
    return Layout(font, scene.quiet_zone * scene.px_per_module, COLUMNS * font.width, LINES * font.height,
                  modules * scene.px_per_module)
