"""The catalogue of faults as one picture: a tile for each fault, with its parameters and the grade it leads to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.faults.kind import CodeFault, Fault, Parameter
from linebench.imaging.grading import ISO15415_2011, grade
from linebench.imaging.picture import Picture
from linebench.imaging.recipe import Drawer, Recipe
from linebench.product.pack_code import PackCode

__all__ = ["PLANES", "Tile", "sheet", "tiles"]

PLANES = {"content": "Content: the print is perfect, the data are wrong",
          "print": "Print: what coder, ink and board do",
          "camera": "Pack, optics, camera: what comes between print and picture"}
"""The planes in their order, and the heading of each."""

_CODE = PackCode("09501101530003", "271231", "LOT7A", "5Z8Q0K1B")
_FRAME = (330, 180)
_PX_ALONE, _PX_TEXT, _PX_GRADE = 6, 3, 10
_FRAME_GRADE = (_FRAME[0] * _PX_GRADE // _PX_ALONE, _FRAME[1] * _PX_GRADE // _PX_ALONE)
_COLUMNS = 6
_GAP, _MARGIN, _INNER = 14, 40, 8
_CAPTION = 84
"""Height of the captions below a tile: name, two lines of parameters, grade."""
_HEAD, _SECTION = 96, 52
_INK, _FAINT, _LINE, _PAGE = 20, 105, 205, 255


class Tile(NamedTuple):
    """One fault as drawn. ``grade``: as written; empty where the grade does not decide."""

    kind: CodeFault
    fault: Fault
    picture: Picture
    grade: str


class _Fonts(NamedTuple):
    title: ImageFont.FreeTypeFont | ImageFont.ImageFont
    section: ImageFont.FreeTypeFont | ImageFont.ImageFont
    name: ImageFont.FreeTypeFont | ImageFont.ImageFont
    small: ImageFont.FreeTypeFont | ImageFont.ImageFont


def tiles(plane: str = "", seed: int = 1) -> Iterator[Tile]:
    """A tile for each fault of a plane, or of all, at its default parameters: a plain case of the fault."""
    drawer = Drawer()
    for kind in catalogue().values():
        if plane in ("", kind.plane):
            yield _tile(drawer, kind, seed)


def _tile(drawer: Drawer, kind: CodeFault, seed: int) -> Tile:
    struck = fault(kind.id)
    recipe = Recipe(code=_CODE, faults=(struck,), seed=seed, frame=_FRAME, text=kind.plane == "content",
                    px_per_module=_PX_TEXT if kind.plane == "content" else _PX_ALONE)
    made = drawer.draw(recipe)
    return Tile(kind, struck, made.drawn.picture, _grade(drawer, recipe) if kind.verdict == "grade" else "")


def _grade(drawer: Drawer, recipe: Recipe) -> str:
    """At the resolution of a verifier; the view is the same."""
    alone = msgspec.structs.replace(recipe, px_per_module=_PX_GRADE, frame=_FRAME_GRADE, text=False)
    made = drawer.draw(alone)
    assert made.scene.symbol is not None
    grading = grade(made.drawn.picture, made.drawn.geometry, made.scene.symbol, ISO15415_2011)
    worst = ", ".join(grading.worst)
    return f"grade {grading.overall:.0f}" + (f" by {worst}" if worst else "")


def sheet(plane: str = "", seed: int = 1) -> Picture:
    """The catalogue, or one plane of it, as a picture."""
    shown = list(tiles(plane, seed))
    sections = [(text, [tile for tile in shown if tile.kind.plane == name]) for name, text in PLANES.items()
                if plane in ("", name)]
    width = 2 * _MARGIN + _COLUMNS * (_FRAME[0] + 2 * _INNER) + (_COLUMNS - 1) * _GAP
    height = _HEAD + sum(_section_height(len(each)) for _, each in sections) + _MARGIN
    page = Image.new("L", (width, height), _PAGE)
    pen, fonts = ImageDraw.Draw(page), _fonts()
    _head(pen, fonts, len(shown))
    top = _HEAD
    for text, each in sections:
        pen.text((_MARGIN, top + 12), text, fill=_INK, font=fonts.section)
        for number, tile in enumerate(each):
            row, column = divmod(number, _COLUMNS)
            _draw(page, pen, fonts, tile, (_MARGIN + column * _step()[0], top + _SECTION + row * _step()[1]))
        top += _section_height(len(each))
    return np.asarray(page, dtype=np.uint8)


def _fonts() -> _Fonts:
    return _Fonts(*(ImageFont.load_default(size) for size in (34, 24, 19, 15)))


def _step() -> tuple[int, int]:
    return _FRAME[0] + 2 * _INNER + _GAP, _FRAME[1] + 2 * _INNER + _CAPTION + _GAP


def _section_height(count: int) -> int:
    return _SECTION + -(-count // _COLUMNS) * _step()[1]


def _head(pen: ImageDraw.ImageDraw, fonts: _Fonts, count: int) -> None:
    pen.text((_MARGIN, 22), f"Faults of code images: {count} kinds at their default parameters", fill=_INK,
             font=fonts.title)
    pen.text((_MARGIN, 66), f"Grades by {ISO15415_2011.edition}, exact mode, {_PX_GRADE} pixels a module, aperture "
             "0.8 X, X 0.38 mm. A grade speaks of the print alone; data are judged apart from it.",
             fill=_FAINT, font=fonts.small)


def _draw(page: Image.Image, pen: ImageDraw.ImageDraw, fonts: _Fonts, tile: Tile, corner: tuple[int, int]) -> None:
    left, top = corner
    width, height = _FRAME[0] + 2 * _INNER, _FRAME[1] + 2 * _INNER + _CAPTION
    pen.rectangle((left, top, left + width - 1, top + height - 1), outline=_LINE)
    page.paste(Image.fromarray(tile.picture), (left + _INNER, top + _INNER))
    below = top + _FRAME[1] + 2 * _INNER
    pen.text((left + _INNER, below - 2), tile.kind.id, fill=_INK, font=fonts.name)
    lines = _wrapped(pen, fonts, _parameters(tile))[:2]
    for number, line in enumerate((*lines, _verdict(tile))):
        pen.text((left + _INNER, below + 22 + 18 * number), _cut(pen, fonts, line),
                 fill=_INK if number == len(lines) else _FAINT, font=fonts.small)


def _verdict(tile: Tile) -> str:
    kind = tile.kind
    return tile.grade if kind.verdict == "grade" else f"{kind.verdict}: {kind.reason}".rstrip(": ")


def _parameters(tile: Tile) -> list[str]:
    return [f"{each.name} {tile.fault.values[each.name]:g}{_unit(each)}" for each in tile.kind.parameters]


def _unit(parameter: Parameter) -> str:
    """The unit, unless the parameter's name says the same."""
    return "" if parameter.unit.rstrip("s") == parameter.name.rstrip("s") else f" {parameter.unit}"


def _wrapped(pen: ImageDraw.ImageDraw, fonts: _Fonts, parts: Sequence[str]) -> list[str]:
    """Parameters in lines as wide as a tile; none is broken."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}, {part}" if lines else part
        if lines and pen.textlength(longer, font=fonts.small) <= _FRAME[0]:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _cut(pen: ImageDraw.ImageDraw, fonts: _Fonts, line: str) -> str:
    while pen.textlength(line, font=fonts.small) > _FRAME[0]:
        line = line.rstrip(" …")[:-1] + " …"
    return line
