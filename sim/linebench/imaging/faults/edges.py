"""Faults that move the edges of the ink: it spreads, or there is too little of it.

Growth is that of a whole bar: each of its two edges moves by half. Ranges are engineering estimates.
"""

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _grow(canvas: Canvas, values: Values) -> None:
    cells = values["growth"] * canvas.per_x
    canvas.grow(cells, cells)


def _lengthen(canvas: Canvas, values: Values) -> None:
    canvas.grow(values["growth"] * canvas.per_x, 0)


def _shrink(canvas: Canvas, values: Values) -> None:
    cells = values["loss"] * canvas.per_x
    canvas.grow(-cells, -cells)


FAULTS = (
    CodeFault(
        id="gain", plane="print",
        summary="Ink wicks into the board, or too much heat: bars get wider both ways, text bolder.",
        parameters=(Parameter("growth", "X", 0, 0.9, 0.2, "by how much a bar gets wider and higher"),),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.28, 0.34, 0.4, 0.46, 0.55),
        source="engineering estimate", ink=_grow),
    CodeFault(
        id="gain_along", plane="print",
        summary="Drops are drawn out at speed: bars get longer along the transport only.",
        parameters=(Parameter("growth", "X", 0, 0.9, 0.3, "by how much a bar gets longer along the transport"),),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.15, 0.3, 0.44, 0.5, 0.56, 0.64),
        source="engineering estimate", ink=_lengthen),
    CodeFault(
        id="loss", plane="print",
        summary="Small drops or too little energy: bars get thinner, single modules become dots.",
        parameters=(Parameter("loss", "X", 0, 0.9, 0.2, "by how much a bar gets narrower and lower"),),
        moves=("SC", "MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.34, 0.48, 0.64, 0.8),
        source="engineering estimate", ink=_shrink),
)
