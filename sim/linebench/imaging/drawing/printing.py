"""Printing a scene: symbol and text as ink on a raster, with what print faults do to it."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.drawing.chance import Chance
from linebench.imaging.drawing.layout import Layout
from linebench.imaging.drawing.scene import Beside, Scene
from linebench.imaging.faults.kind import CodeFault, Fault
from linebench.imaging.picture import Modules, Picture

__all__ = ["Struck", "TextError", "print_label"]

Struck: TypeAlias = Sequence[tuple[CodeFault, Fault]]
"""Faults with their kinds, in the order in which they act."""


class TextError(ValueError):
    """Text that does not fit its label. The message says what was found and what was expected."""


def print_label(scene: Scene, place: Layout, per_x: int, struck: Struck, chance: Chance) -> Canvas:
    """The ink of a scene's label at ``per_x`` cells a module.

    Raises:
        TextError: text of too many or too long lines.
        GlyphError: text with characters that the font lacks.

    """
    symbol = scene.symbol
    canvas = Canvas(
        np.zeros((place.height, place.width), dtype=np.uint8), per_x, scene.x_mm, scene.nozzle_x, place.code_left,
        place.code_top, symbol.size if symbol else (0.0, 0.0), symbol.modules if symbol else None,
        scene.ink, scene.paper, chance)
    if symbol is not None:
        if any(kind.modules for kind, _ in struck):
            canvas.matrix = symbol.modules.copy()
            _strike(canvas, struck, "modules")
        _draw(canvas, round(symbol.bearer * per_x))
    _draw_others(canvas, scene.others)
    if scene.text:
        _draw_text(canvas.ink, scene.text, place)
    _strike(canvas, struck, "ink")
    return canvas


def _strike(canvas: Canvas, struck: Struck, stage: str) -> None:
    chance = canvas.chance
    for kind, fault in struck:
        hook = getattr(kind, stage)
        if hook is not None:
            canvas.chance = chance.of(kind.id)
            hook(canvas, fault.values)


def _draw(canvas: Canvas, bearer: int) -> None:
    matrix = canvas.matrix
    if matrix is None:
        return
    area = canvas.code
    if canvas.scatter is None:
        _fill(area, matrix)
    else:
        _draw_scattered(canvas, matrix)
    if bearer:
        area[:bearer] = area[-bearer:] = FULL


def _fill(area: Picture, matrix: Modules) -> None:
    dark = matrix.view(np.uint8) * np.uint8(FULL)
    cv2.resize(dark, (area.shape[1], area.shape[0]), dst=area, interpolation=cv2.INTER_NEAREST)


def _draw_others(canvas: Canvas, others: Iterable[Beside]) -> None:
    per_x, at = canvas.per_x, canvas.size[1]
    for each in others:
        rows, columns = each.symbol.size
        top, left = canvas.top, canvas.left + round((at + each.gap) * per_x)
        _fill(canvas.ink[top:top + round(rows * per_x), left:left + round(columns * per_x)], each.symbol.modules)
        at += each.gap + columns


def _draw_scattered(canvas: Canvas, matrix: Modules) -> None:
    """Every dark module by itself, at its own place; where two overlap the ink is not thicker."""
    assert canvas.scatter is not None
    per_x = canvas.per_x
    height = canvas.code.shape[0] // matrix.shape[0]
    for row, column in np.argwhere(matrix):
        du, dv = canvas.scatter[row, column] * per_x
        _square(canvas.ink, canvas.left + column * per_x + du, canvas.top + row * height + dv, per_x, height)


def _square(ink: Picture, left: float, top: float, width: int, height: int) -> None:
    """A rectangle of ink at any place: cells covered in part get ink in part."""
    first_row, first_column = int(np.floor(top)), int(np.floor(left))
    rows = _covered(height, top - first_row)
    columns = _covered(width, left - first_column)
    area = ink[max(first_row, 0):first_row + height + 1, max(first_column, 0):first_column + width + 1]
    ink_here = np.rint(np.outer(rows, columns) * FULL).astype(np.uint8)
    ink_here = ink_here[max(-first_row, 0):, max(-first_column, 0):][:area.shape[0], :area.shape[1]]
    np.maximum(area, ink_here, out=area)


def _covered(length: int, shift: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    share = np.ones(length + 1)
    share[0], share[-1] = 1 - shift, shift
    return share


def _draw_text(ink: Picture, text: str, place: Layout) -> None:
    lines = text.split("\n")
    longest = max(map(len, lines))
    if len(lines) > place.lines or longest > place.columns:
        raise TextError(f"text of {len(lines)} lines, the longest of {longest} letters; "
                        f"expected at most {place.lines} lines of {place.columns}")
    area = place.text_area(ink)
    for number, line in enumerate(lines):
        top = number * place.font.height
        area[top:top + place.font.height, :len(line) * place.font.width] = place.font.line(line)
