"""Exact pictures of prints with faults, and rulers to measure them with."""

import random

import numpy as np

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.symbols import draw as draw_carrier
from linebench.imaging.symbols.datamatrix import draw
from linebench.imaging.symbols.symbol import Symbol

PX = 10
X_MM = 0.38
PAPER, INK = 217, 13
"""Grey levels of reflectances 0.85 and 0.05."""
MATRIX = draw("01095040000591011727123110LOT-7A\x1d21K5QX7M0B3ZPW", size=(24, 24))
LINEAR = draw_carrier("0109504000059101", "gs1-128")
TEXT = "(21)K5QX7M\n(10)LOT-7A"
PRINT = [kind for kind in catalogue().values() if kind.plane == "print"]
SWEPT = [kind for kind in PRINT if kind.worse]


def shapes(rows):
    """A symbol of any modules: ``#`` is dark."""
    modules = np.array([[sign == "#" for sign in row] for row in rows])
    return Symbol(carrier="test", content="", aim="", modules=modules, quiet_zone=(1, 1, 1, 1))


BLOCK = shapes(["." * 12] * 4 + ["....####...."] * 4 + ["." * 12] * 4)
"""A dark square of 4 x 4 modules amid 12 x 12."""
SOLID = shapes(["#" * 12] * 12)


def scene(*faults, symbol=MATRIX, **other):
    return Scene(**{"symbol": symbol, "faults": faults, "px_per_module": PX, "lens": 0, "noise": 0, **other})


def drawn(*faults, **other):
    return draw_exact(scene(*faults, **other))


def fast(*faults, **other):
    return FastMode(random.Random(1)).draw(scene(*faults, **{"px_per_module": 6, "noise": 4, **other}))


def picture(*faults, **other):
    return drawn(*faults, **other).picture


def ink(*faults, **other):
    """The share of ink in each pixel, to 1/204."""
    return (PAPER - picture(*faults, **other).astype(float)) / (PAPER - INK)


def at(kind, severity, **other):
    return fault(kind, {catalogue()[kind].parameters[0].name: severity, **other})


def text_area(shown, **other):
    """The part of a picture in which its text stands."""
    printed = scene(**other)
    return layout(printed, printed.px_per_module).text_area(shown)
