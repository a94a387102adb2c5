"""Where the camera stands, and when it takes its picture."""

import math

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import CODE, EMPTY, MARGIN, PX, X_MM, exact, scene

from linebench.imaging.drawing.exact import draw_exact

FRAME = (300, 300)


def seen(kind, points, **values):
    """Pixels of points given in X from the symbol's centre, counted from the middle of the picture."""
    way = draw_exact(scene((kind, values), frame=FRAME)).geometry
    return way.px(np.array(points, dtype=float) + CODE.modules.shape[0] / 2) - 150


@pytest.mark.parametrize(("direction", "far"), [
    (90, [(-0.9, 1), (0.9, 1)]), (270, [(-0.9, -1), (0.9, -1)]), (0, [(1, -0.9), (1, 0.9)])])
def test_keystone_maps_the_corners(direction, far):
    """The far side of the picture lacks its share, half at each end; the near side stays."""
    corners = [(x, y) for x in (-15, 15) for y in (-15, 15)]
    found = seen("keystone", corners, share=0.1, direction=direction) / 150
    ends = np.array([*far, *(-np.array(far) / [[0.9 if abs(x) != 1 else 1, 0.9 if abs(y) != 1 else 1]
                                                  for x, y in far])])
    assert sorted(map(tuple, found.round(9).tolist())) == sorted(map(tuple, ends.round(9).tolist()))


@pytest.mark.parametrize("angle", [10, 30])
def test_tilt_is_a_pinhole_camera(angle):
    """A point y below the axis is at y cos(a) / (1 + y sin(a) / distance)."""
    turn, distance = math.radians(angle), 200 / X_MM * PX
    found = seen("tilt", [(0, 10), (10, 0), (0, -10)], angle=angle, distance=200)
    below, above = (y * math.cos(turn) / (1 + y * math.sin(turn) / distance) for y in (100, -100))
    assert found.tolist() == pytest.approx(np.array([[0, below], [100, 0], [0, above]]), abs=1e-6)


@pytest.mark.parametrize(("angle", "turns"), [(90, -1), (-90, 1), (180, 2), (-180, 2)])
def test_quarter_turns(angle, turns):
    """A camera rotated by quarter turns gives the sound picture, turned."""
    turned = exact(("camera_rotation", {"angle": angle}), frame=FRAME)
    assert np.abs(np.rot90(exact(frame=FRAME), turns).astype(int) - turned).max() <= 1


def test_any_rotation():
    """Clockwise in the picture, about its middle."""
    found = seen("camera_rotation", [(10, 0)], angle=30)
    assert found.tolist() == pytest.approx(np.array([[100 * math.cos(math.pi / 6), 50]]))


@pytest.mark.parametrize("late", [3.8, -3.8])
def test_late_triggers_shift_the_picture(late):
    """The pack has gone on by so many millimetres; board follows."""
    moved, sound = exact(("out_of_field", {"late": late})), exact()
    way = round(late / X_MM * PX)
    rolled = np.roll(sound, way, axis=1)
    if way > 0:
        rolled[:, :way] = sound[0, 0]
    else:
        rolled[:, way:] = sound[0, 0]
    assert np.abs(moved.astype(int) - rolled).max() <= 1


def test_far_too_late():
    """Only board is left."""
    assert np.array_equal(exact(("out_of_field", {"late": 30}), of=CODE), np.full_like(exact(), round(0.85 * 255)))


def test_an_empty_picture():
    """A trigger without a pack shows the belt, and no symbol is known of."""
    drawn = draw_exact(scene(("trigger_empty", {"belt": 0.2}), text="(01)"))
    assert (drawn.matrix, np.unique(drawn.picture).tolist(), drawn.paper) == (None, [51], 0.2)


def test_margins():
    """What is measured from."""
    assert exact(of=EMPTY).shape == (20 * PX + 2 * MARGIN, 20 * PX + 2 * MARGIN)
