"""Which size of symbol lies in a quadrilateral, and which of its corners is the top left one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from linebench.imaging.drawing.geometry import Floats, centres, projected
from linebench.imaging.grading.iso15415.sample import point_means
from linebench.imaging.grading.locate.edges import DARK, UNKNOWN, States
from linebench.imaging.picture import Picture

__all__ = ["Pose", "around", "poses"]

_FINEST_PX = 1.5
"""A symbol with fewer pixels to a module is not considered."""
_ASPECT = 1.6
"""How much longer than it should be one side may look, by tilt or stretch."""
_AROUND = np.array([[x, y] for x in (-0.2, 0.0, 0.2) for y in (-0.2, 0.0, 0.2)])


class Pose(NamedTuple):
    """A homography from X to pixels, and how well what it shows agrees with what is expected, -1 to 1."""

    homography: Floats
    agreement: float
    states: States


def around(corners: Floats) -> Floats:
    """Corners in the order in which one meets them going round."""
    middle = corners - corners.mean(axis=0)
    return corners[np.argsort(np.arctan2(middle[:, 1], middle[:, 0]))]


def poses(picture: Picture, corners: Floats, expected: Iterable[States]) -> list[Pose]:
    """All ways in which any of the ``expected`` symbols may lie within ``corners``, the best first."""
    ring = around(corners)
    found = [_pose(picture, placed, states) for states in expected for placed in _placings(ring)
             if _possible(placed, states)]
    return sorted(found, key=lambda pose: -pose.agreement)


def _placings(ring: Floats) -> Iterator[Floats]:
    """The corners as top left, top right, bottom right, bottom left: four turns, then mirrored."""
    for way in (ring, ring[::-1]):
        for turn in range(4):
            yield np.roll(way, turn, axis=0)


def _possible(placed: Floats, states: States) -> bool:
    rows, columns = states.shape[0] - 2, states.shape[1] - 2
    sides = np.hypot(*(placed - np.roll(placed, -1, axis=0)).T)
    wide, high = (sides[0] + sides[2]) / 2 / columns, (sides[1] + sides[3]) / 2 / rows
    return bool(min(wide, high) >= _FINEST_PX and max(wide, high) <= _ASPECT * min(wide, high))


def _pose(picture: Picture, placed: Floats, states: States) -> Pose:
    rows, columns = states.shape[0] - 2, states.shape[1] - 2
    outline = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], dtype=np.float32)
    homography = np.asarray(cv2.getPerspectiveTransform(outline, placed.astype(np.float32)), dtype=np.float64)
    known = states.ravel() != UNKNOWN
    points = (centres(rows, columns, 1)[known][:, None, :] + _AROUND).reshape(-1, 2)
    seen = point_means(picture, projected(homography, points), len(_AROUND))
    return Pose(homography, _agreement(seen, states.ravel()[known] != DARK), states)


def _agreement(seen: Floats, light: Floats) -> float:
    """Correlation of grey levels with what is expected to be light."""
    one, other = seen - seen.mean(), light - light.mean()
    spread = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / spread if spread else 0.0
