"""Printing a scene: symbol and text as ink on a raster, with what print faults do to it."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

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
    if canvas.scatter is None:
        _fill(canvas.ink, canvas.top, canvas.left, matrix, (canvas.bottom - canvas.top, canvas.per_x))
    else:
        _draw_scattered(canvas, matrix)
    if bearer:
        area = canvas.code
        area[:bearer] = area[-bearer:] = FULL


def _fill(ink: Picture, top: int, left: int, matrix: Modules, size: tuple[int, int]) -> None:
    """Full ink for each dark module. ``size``: height of the symbol and width of a module in raster cells."""
    height, per_x = size
    dark = (matrix.view(np.uint8) * np.uint8(FULL)).repeat(per_x, axis=1)
    rows = ink[top:top + height].reshape(len(matrix), -1, ink.shape[1])
    rows[:, :, left:left + dark.shape[1]] = dark[:, None]


def _draw_others(canvas: Canvas, others: Iterable[Beside]) -> None:
    per_x, at = canvas.per_x, canvas.size[1]
    for each in others:
        rows, columns = each.symbol.size
        top, left = canvas.top, canvas.left + round((at + each.gap) * per_x)
        _fill(canvas.ink, top, left, each.symbol.modules, (round(rows * per_x), per_x))
        at += each.gap + columns


def _draw_scattered(canvas: Canvas, matrix: Modules) -> None:
    """Every dark module by itself, at its own place; where two overlap the ink is not thicker."""
    assert canvas.scatter is not None
    height = canvas.code.shape[0] // len(matrix)
    placed = np.argwhere(matrix)
    shift = canvas.scatter[placed[:, 0], placed[:, 1]] * canvas.per_x
    rows, down = _spans(canvas.top + placed[:, 0] * height + shift[:, 1], height)
    columns, along = _spans(canvas.left + placed[:, 1] * canvas.per_x + shift[:, 0], canvas.per_x)
    ink = np.rint(down[:, :, None] * along[:, None, :] * FULL).astype(np.uint8)
    limit, stride = canvas.ink.shape
    cells = np.clip(rows, 0, limit - 1)[:, :, None] * stride + np.clip(columns, 0, stride - 1)[:, None, :]
    np.maximum.at(canvas.ink.ravel(), cells.ravel(), ink.ravel())


def _spans(begin: NDArray[np.float64], length: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The cells that lengths cover along one axis, and how much of each."""
    first = np.floor(begin).astype(np.intp)
    covered = np.ones((len(begin), length + 1))
    covered[:, -1] = begin - first
    covered[:, 0] -= covered[:, -1]
    return first[:, None] + np.arange(length + 1), covered


def _draw_text(ink: Picture, text: str, place: Layout) -> None:
    lines = text.split("\n")
    longest = max(map(len, lines))
    if len(lines) > place.lines or longest > place.columns:
        raise TextError(f"text of {len(lines)} lines, the longest of {longest} letters; "
                        f"expected at most {place.lines} lines of {place.columns}")
    left, top = place.text_left, place.text_top
    for line in map(place.font.line, lines):
        height, width = line.shape
        ink[top:top + height, left:left + width] = line
        top += height
