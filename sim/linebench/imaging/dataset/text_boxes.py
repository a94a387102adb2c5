"""Where each letter of the human-readable text stands in the picture: its outline, and the pixels it covers.

Both are of the text as ordered to be printed: missing ink does not make a letter smaller.
"""

import functools
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.dataset.rle import Mask, masks
from linebench.imaging.drawing.geometry import Floats, Geometry, centred, projected
from linebench.imaging.drawing.glyphs import glyphs
from linebench.imaging.drawing.layout import Layout, layout
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.drawing.staging import NO_MAP, Drawn, cells

__all__ = ["Letter", "letters"]

_INKED = 127
"""Coverage above which a cell belongs to its letter."""

_Boxes = NDArray[np.float64]


class Letter(NamedTuple):
    """One letter.

    Attributes:
        sign: the character.
        line: from 0, from the top.
        column: from 0, from the left.
        outline: x and y of the corners of its ink: top left, top right, bottom right, bottom left.
        box: left, top, width and height of what the picture shows of it.
        mask: its pixels.

    """

    sign: str
    line: int
    column: int
    outline: list[float]
    box: list[float]
    mask: Mask


def letters(scene: Scene, drawn: Drawn) -> list[Letter]:
    """Every letter of the text of which something is in the picture; spaces are none."""
    place = layout(scene, drawn.per_x)
    found = [(sign, line, column) for line, text in enumerate(scene.text.split("\n"))
             for column, sign in enumerate(text) if place.font.slots.get(sign, 0)]
    if not found:
        return []
    raster, shapes = _to_x(place, drawn.per_x), _shapes(place.font.em, place.font.fine)
    outlines = _outlines(found, place, shapes, raster, drawn.geometry)
    seen = _seen(_numbered(found, place, shapes), raster, drawn, outlines)
    flat, boxes = np.round(outlines, 3).reshape(-1, 8).tolist(), _shown(outlines, drawn).tolist()
    told = enumerate(zip(found, flat, boxes, strict=True), 1)
    return [Letter(*each, outline, box, seen[number]) for number, (each, outline, box) in told if number in seen]


class _Shapes(NamedTuple):
    """Of a font: which cells of each tile belong to the letter, and the corners of the ink."""

    inked: NDArray[np.bool_]
    boxes: _Boxes


@functools.lru_cache(maxsize=64)
def _shapes(em_px: int, fine: int) -> _Shapes:
    inked = glyphs(em_px, fine).tiles > _INKED
    boxes = np.zeros((len(inked), 4, 2))
    for slot, tile in enumerate(inked):
        rows, columns = np.flatnonzero(tile.any(axis=1)), np.flatnonzero(tile.any(axis=0))
        if len(rows):
            left, right, top, bottom = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
            boxes[slot] = ((left, top), (right, top), (right, bottom), (left, bottom))
    return _Shapes(inked, boxes)


_Found = list[tuple[str, int, int]]


def _to_x(place: Layout, per_x: int) -> Floats:
    """From raster cells of the text block to X, 3 x 3."""
    left, top = place.text_left - place.code_left, place.text_top - place.code_top
    return np.array([[1 / per_x, 0, left / per_x], [0, 1 / per_x, top / per_x], [0, 0, 1]])


def _outlines(found: _Found, place: Layout, shapes: _Shapes, raster: Floats, geometry: Geometry) -> _Boxes:
    """(letters, 4, 2) in pixels."""
    corners = np.array([shapes.boxes[place.font.slots[sign]] for sign, _, _ in found])
    corners += np.array([(column * place.font.width, line * place.font.height)
                         for _, line, column in found])[:, None, :]
    return geometry.px(projected(raster, corners.reshape(-1, 2))).reshape(-1, 4, 2)


def _shown(outlines: _Boxes, drawn: Drawn) -> NDArray[np.float64]:
    """(letters, 4): left, top, width and height, cut at the edges of the picture."""
    height, width = drawn.picture.shape
    low = np.clip(outlines.min(axis=1), 0, (width, height))
    high = np.clip(outlines.max(axis=1), 0, (width, height))
    return np.round(np.concatenate([low, high - low], axis=1), 3)


def _numbered(found: _Found, place: Layout, shapes: _Shapes) -> NDArray[np.uint16]:
    """The text block as a raster whose cells hold the number of their letter, from 1; 0 is no letter."""
    font = place.font
    block = np.zeros((place.lines * font.height, place.columns * font.width), dtype=np.uint16)
    tiles = block.reshape(place.lines, font.height, place.columns, font.width)
    slots = [font.slots[sign] for sign, _, _ in found]
    rows, columns = [line for _, line, _ in found], [column for _, _, column in found]
    numbers = np.arange(1, len(found) + 1, dtype=np.uint16)
    tiles[rows, :, columns, :] = shapes.inked[slots] * numbers[:, None, None]
    return block


def _seen(block: NDArray[np.uint16], raster: Floats, drawn: Drawn, outlines: _Boxes) -> dict[int, Mask]:
    """The pixels of each letter, by the centre of the pixel."""
    height, width = drawn.picture.shape
    left, top = np.clip(np.floor(outlines.min(axis=(0, 1))), 0, (width, height)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(outlines.max(axis=(0, 1))), 0, (width, height)).astype(int).tolist()
    if right <= left or bottom <= top:
        return {}
    if drawn.geometry.warps:
        at = cells(drawn.geometry, raster, (left, top, right - left, bottom - top))
        seen = np.asarray(cv2.remap(block, at, NO_MAP, cv2.INTER_NEAREST), dtype=np.uint16)
    else:
        shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]])
        way = centred(shift @ drawn.geometry.homography @ raster)
        seen = np.asarray(cv2.warpPerspective(block, way, (right - left, bottom - top), flags=cv2.INTER_NEAREST),
                          dtype=np.uint16)
    return masks(seen, left, top, (height, width))
