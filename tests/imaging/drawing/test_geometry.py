"""From print space to pixels and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.drawing.pictures import scene

from linebench.imaging.drawing.fast import _per_x
from linebench.imaging.drawing.geometry import Geometry, centres
from linebench.imaging.drawing.staging import stage

POINTS = centres(24, 24, ring=1)
NUMBERS = st.floats(0, 1, width=32)


def geometry(*faults, **fields):
    return stage(scene(*faults, **fields), _per_x(10)).geometry


@given(radius=st.floats(5, 100), depth=NUMBERS, fold=NUMBERS, wave=st.floats(0, 0.8), angle=st.floats(0, 180),
       turn=st.floats(-30, 30), tilt=st.floats(0, 40))
def test_there_and_back(**values):
    """Whatever warps and maps a scene has, a point comes back to where it was."""
    radius, depth, fold, wave, angle, turn, tilt = values.values()
    way = geometry(("curvature", {"radius": radius}), ("dent", {"depth": depth}),
                   ("crease", {"amplitude": fold, "angle": angle}),
                   ("film_wrinkle", {"amplitude": wave, "angle": angle}), ("rotation", {"angle": turn / 4}),
                   ("camera_rotation", {"angle": turn}), ("tilt", {"angle": tilt}))
    assert np.abs(way.back(way.px(POINTS)) - POINTS).max() < 1e-3


def test_origin_and_scale():
    """The symbol's outer corner is the origin, X is so many pixels."""
    way = geometry(px_per_module=10)
    assert way.px(np.array([[0.0, 0.0], [1.0, 2.0]])).tolist() == [[30, 30], [40, 50]]
    assert way.px_per_module == pytest.approx(10)


def test_shifts_come_last():
    """A map on pixels acts behind everything else, warps stay."""
    way = Geometry(np.diag([10.0, 10.0, 1.0]), (lambda points: points + 1,))
    moved = way.shifted(np.array([[1, 0, -5], [0, 1, 7], [0, 0, 1]]))
    assert moved.px(np.zeros((1, 2))).tolist() == [[5, 17]]
    assert moved.back(np.array([[5.0, 17.0]])).tolist() == [[0, 0]]


def test_nothing_to_undo():
    """No points, no work."""
    assert geometry("film_wrinkle").back(np.empty((0, 2))).shape == (0, 2)
