"""The printed font: fixed-pitch tiles of charset 82, drawn once from the font that Pillow carries."""

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from linebench.imaging.picture import Picture
from linebench.product.identifiers import CHARSET_82

__all__ = ["GlyphError", "Glyphs", "glyphs"]

_CELL_WIDTH = 0.75
"""Of the em: a fixed pitch as coders print it. Wider letters are squeezed."""
_CELL_HEIGHT = 1.25
_BASELINE = 0.9
_ROOM = 2
"""Pixels between neighbouring letters."""


class GlyphError(ValueError):
    """Text that the font cannot print. The message says what was found and what was expected."""


class Glyphs(NamedTuple):
    """A font at one size. ``tiles`` holds ink coverage 0 to 255; tile 0 is a space, ``signs`` tells the rest."""

    em: int
    """Pixels."""
    fine: int
    """Cells a pixel."""
    signs: str
    tiles: Picture
    """(number of signs, cell height, cell width)."""
    slots: dict[str, int]

    @property
    def height(self) -> int:
        """Pixels from line to line."""
        return int(self.tiles.shape[1])

    @property
    def width(self) -> int:
        """Pixels from letter to letter."""
        return int(self.tiles.shape[2])

    def line(self, text: str) -> Picture:
        """Ink coverage of one line of text; read-only.

        Raises:
            GlyphError: a character that is neither a space nor of charset 82.

        """
        return _line(self.em, self.fine, text)


@functools.lru_cache(maxsize=64)
def glyphs(em_px: int, fine: int = 1) -> Glyphs:
    """The font with an em of ``em_px`` pixels, drawn with ``fine`` cells a pixel."""
    signs = " " + CHARSET_82
    font = ImageFont.load_default(size=em_px * fine)
    width, height = round(em_px * _CELL_WIDTH) * fine, round(em_px * _CELL_HEIGHT) * fine
    tiles = np.stack([_tile(font, sign, (width, height), round(em_px * _BASELINE) * fine, _ROOM * fine)
                      for sign in signs])
    tiles.flags.writeable = False
    return Glyphs(em_px, fine, signs, tiles, {sign: slot for slot, sign in enumerate(signs)})


@functools.lru_cache(maxsize=64)
def _line(em_px: int, fine: int, text: str) -> Picture:
    """Packs of one batch differ in one line of text, so that most lines have been set before."""
    font = glyphs(em_px, fine)
    try:
        chosen = _abreast(em_px, fine).take([font.slots[sign] for sign in text], axis=1)
    except KeyError as missing:
        raise GlyphError(f"text {text!r} holds {missing.args[0]!r}; expected GS1 charset 82") from None
    line = chosen.reshape(font.height, -1)
    line.flags.writeable = False
    return line


@functools.lru_cache(maxsize=8)
def _abreast(em_px: int, fine: int) -> Picture:
    """The tiles by rows of pixels: (cell height, number of signs, cell width)."""
    return np.ascontiguousarray(glyphs(em_px, fine).tiles.transpose(1, 0, 2))


def _tile(font: ImageFont.FreeTypeFont | ImageFont.ImageFont, sign: str, cell: tuple[int, int],
          baseline: int, room: int) -> NDArray[np.uint8]:
    width, height = cell
    advance = max(1, round(font.getlength(sign)))
    drawn = Image.new("L", (advance, height))
    ImageDraw.Draw(drawn).text((0, baseline), sign, fill=255, font=font, anchor="ls")
    inner = min(advance, width - room)
    if inner < advance:
        drawn = drawn.resize((inner, height), Image.Resampling.BOX)
    tile = Image.new("L", cell)
    tile.paste(drawn, ((width - inner) // 2, 0))
    return np.asarray(tile)
