"""Further symbols in view, beside the one that the scene is about."""

import random
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.scene import Beside, Room, Scene
from linebench.imaging.symbols import draw

_SCENE = Scene(symbol=draw("0109504000059101"), text="(01)09504000059101", noise=0)
_EAN = Beside(draw("9504000059101", "ean-13", bar_height=12), 12)
_SECOND = Beside(draw("0109501101530003"), 8)


def _read(picture):
    found = sorted(zxingcpp.read_barcodes(np.ascontiguousarray(picture)), key=lambda each: each.position.top_left.x)
    return [each.bytes.decode() for each in found]


@pytest.mark.parametrize("mode", [draw_exact, FastMode(random.Random(1)).draw])
def test_each_is_drawn(mode):
    """All symbols are read, from left to right as they stand in the scene."""
    drawn = mode(replace(_SCENE, others=(_EAN, _SECOND)))
    assert _read(drawn.picture) == ["0109504000059101", "9504000059101", "0109501101530003"]


def test_the_first_one_stays_where_it_is():
    """Further symbols widen the label to the right and change nothing that was there before."""
    alone, both = draw_exact(_SCENE), draw_exact(replace(_SCENE, others=(_SECOND,)))
    kept = alone.picture.shape[1] - 10
    assert both.picture.shape == (alone.picture.shape[0], alone.picture.shape[1] + 10 * (8 + 16))
    assert np.array_equal(both.picture[:, :kept], alone.picture[:, :kept])
    assert np.array_equal(both.geometry.homography, alone.geometry.homography)


def test_gap():
    """The gap is counted from edge to edge, in X."""
    ink = draw_exact(replace(_SCENE, text="", others=(_SECOND,), lens=0)).picture < 128
    columns = np.flatnonzero(ink[:, :].any(axis=0))
    gaps = np.diff(columns)
    assert (columns[0], gaps.max(), columns[-1]) == (30, 10 * 8 + 1, 30 + 10 * (16 + 8 + 16) - 1)


def test_alone_and_high():
    """Without a symbol of its own a scene shows the others; the highest one decides the label's height."""
    tall = Beside(draw("9504000059101", "ean-13", bar_height=60), 12)
    drawn = draw_exact(replace(_SCENE, symbol=None, text="", others=(tall,), room=Room(0, 0, 26)))
    assert (drawn.picture.shape[0], _read(drawn.picture)) == (10 * (3 + 60 + 3), ["9504000059101"])
