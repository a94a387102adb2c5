"""Ink on a raster: growing, moving, laying over, taking away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.drawing.chance import Chance


def canvas(top=20, bottom=40, left=10, right=30):
    """A dark rectangle on 60 x 50 cells, ten cells a module."""
    ink = np.zeros((60, 50), dtype=np.uint8)
    ink[top:bottom, left:right] = FULL
    return Canvas(ink, 10, 0.4, 0.2, left, top, ((bottom - top) / 10, (right - left) / 10),
                  np.ones((2, 2), dtype=bool), 0.05, 0.85, Chance(1))


def extent(ink):
    """Height and width of the ink by its amount along the middle column and row, in cells."""
    return ink[:, 20].sum() / FULL, ink[30].sum() / FULL


def test_places():
    """The symbol's rows and columns, a view of the ink, and lengths in millimetres."""
    made = canvas()
    assert (made.bottom, made.right, made.code.shape, made.cells_mm(0.2)) == (40, 30, (20, 20), 5)
    made.code[:] = 7
    assert np.array_equal(made.ink == 7, canvas().ink == FULL)


@pytest.mark.parametrize("along", [-6, -3.5, -1, -0.5, 0, 0.25, 0.5, 2, 3.7])
@pytest.mark.parametrize("across", [-2.25, 0, 1.5])
def test_growth_moves_edges_by_fractions(along, across):
    """Height and width change by what was asked for, half at each edge, and the middle stays."""
    made = canvas()
    made.grow(along, across)
    assert extent(made.ink) == pytest.approx((20 + across, 20 + along), abs=0.02)
    weight = made.ink.astype(float)
    middle = [(weight.sum(axis=1 - axis) * (np.arange(size) + 0.5)).sum() / weight.sum()
              for axis, size in enumerate(weight.shape)]
    assert middle == pytest.approx([30, 20], abs=0.01)


def test_loss_can_take_everything():
    """Ink that is thinner than the loss is gone."""
    made = canvas()
    made.grow(-30, 0)
    assert not made.ink.any()


@given(st.floats(-15, 15), st.floats(-15, 15))
def test_shifts_keep_all_ink_inside(along, across):
    """Moved by any fraction, as much ink is there as before, its middle that much further on."""
    made = canvas()
    moved = made.shifted(along / 2, across).astype(float)
    assert moved.sum() == pytest.approx(canvas().ink.sum(), rel=0.002)
    assert (moved.sum(axis=0) * np.arange(50)).sum() / moved.sum() == pytest.approx(19.5 + along / 2, abs=0.05)
    assert (moved.sum(axis=1) * np.arange(60)).sum() / moved.sum() == pytest.approx(29.5 + across, abs=0.05)
    assert np.array_equal(made.ink, canvas().ink)


def test_what_leaves_is_lost():
    """Nothing comes back in at the other side."""
    made = canvas()
    assert made.shifted(25).sum() == 15 * 20 * FULL
    assert not made.shifted(60).any()


def test_darker_keeps_the_thicker_ink():
    """Two copies laid over each other are no thicker than one."""
    made = canvas()
    made.darker(made.shifted(5))
    assert extent(made.ink) == (20, 25)
    made.darker(np.full_like(made.ink, 100))
    assert (made.ink[0, 0], made.ink[30, 20]) == (100, FULL)


def test_thinning():
    """Loss takes its share of what ink there is."""
    made = canvas()
    made.thin(np.full_like(made.ink, 51))
    assert (made.ink[30, 20], made.ink[0, 0]) == (204, 0)


@pytest.mark.parametrize(("first", "last", "factor", "rows"), [
    (22, 24, 0, {22: 0, 23: 0}), (22.25, 24.5, 0, {22: 64, 23: 0, 24: 128}), (22.25, 22.75, 0.5, {22: 191}),
    (-5, 20.5, 0, {20: 128}), (39.5, 99, 0.2, {39: 153}), (24, 24, 0, {})])
def test_rows_covered_in_part_change_in_part(first, last, factor, rows):
    """Whole rows are multiplied, the first and the last by how much of them is covered."""
    made, expected = canvas(), canvas().ink
    made.scale_rows(first, last, factor)
    for row, level in rows.items():
        expected[row, 10:30] = level
    assert np.array_equal(made.ink, expected)


def test_columns_as_rows():
    """Columns are treated the same way."""
    made, turned = canvas(10, 30, 20, 40), canvas()
    made.ink = np.ascontiguousarray(made.ink[:50])
    made.scale_columns(22.25, 24.5, 0.3)
    turned.scale_rows(22.25, 24.5, 0.3)
    assert np.array_equal(made.ink[:, 20:40].T, turned.ink[20:40, :50])
