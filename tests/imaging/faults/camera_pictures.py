"""Scenes for the camera faults, and what is measured on their pictures."""

import random

import numpy as np

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.geometry import centres
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.symbols import draw
from linebench.imaging.symbols.symbol import Symbol

CODE = draw("01095011015300031727123110LOT-7A\x1d21ABCDEFGH0000")
PAPER, INK, PX = 0.85, 0.05, 10
MARGIN = 3 * PX
X_MM = 0.38


def symbol(modules):
    """Any modules as a symbol."""
    return Symbol(carrier="test", content="", aim="", modules=np.asarray(modules, dtype=bool),
                  quiet_zone=(1, 1, 1, 1))


EMPTY = symbol(np.zeros((20, 20)))
FULL = symbol(np.ones((20, 20)))
HALF = symbol(np.tile(np.arange(20) < 10, (20, 1)))
"""Dark on the left: one edge, amid the symbol."""
STRIPES = symbol(np.tile(np.arange(20) % 2 == 0, (20, 1)))


def scene(*faults, of=CODE, **fields):
    """A scene without noise and blur; a fault is its kind, or kind and values."""
    made = tuple(fault(each) if isinstance(each, str) else fault(*each) for each in faults)
    return Scene(**{"symbol": of, "faults": made, "seed": 1, "noise": 0, "lens": 0, **fields})


def exact(*faults, **fields):
    """The exact picture."""
    return draw_exact(scene(*faults, **fields)).picture


def fast(*faults, **fields):
    """The fast picture."""
    return FastMode(random.Random(1)).draw(scene(*faults, **fields)).picture


def reflectance(picture):
    """Of each pixel."""
    return picture.astype(float) / 255


def share(picture):
    """From paper, 0, to ink, 1."""
    return (PAPER - reflectance(picture)) / (PAPER - INK)


def spread(profile):
    """Place and standard deviation of the edge in a profile, in pixels."""
    step = np.diff(profile) / (profile[-1] - profile[0])
    at = np.arange(1, len(profile))
    middle = (step * at).sum()
    return float(middle), float(np.sqrt((step * (at - middle) ** 2).sum()))


def edges(profile, near=3):
    """Where a profile of sharp edges steps between 0 and 1, in pixels from the left, by the area around each."""
    above = profile > 0.5
    places = np.flatnonzero(above[1:] != above[:-1]) + 1
    areas = [profile[place - near:place + near].sum() for place in places]
    return np.array([place + (area - near if above[place - 1] else near - area)
                     for place, area in zip(places, areas, strict=True)])


def misread(drawn):
    """Modules whose centre looks wrong in the picture."""
    rows, columns = drawn.matrix.shape
    x, y = np.floor(drawn.geometry.px(centres(rows, columns))).astype(int).T
    dark = reflectance(drawn.picture[y, x]) < (drawn.paper + drawn.ink) / 2
    return int((dark != drawn.matrix.ravel()).sum())
