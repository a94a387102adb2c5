"""Where the camera stands: askew, tilted, rotated about its axis."""

import math

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_DIRECTION = Parameter("direction", "deg", 0, 360, 90, "of the far side: 0 is right, 90 is down")


def _keystone(placing: Placing, values: Values) -> None:
    """Near and far side stay where they are; the far one loses ``share`` of its length, half at each end."""
    dx, dy = _direction(values["direction"])
    half = (abs(dx) * placing.frame[0] + abs(dy) * placing.frame[1]) / 2
    steep = values["share"] / (2 - values["share"])
    away = np.array([[1 - steep, 0, 0], [0, 1, steep * half], [0, steep / half, 1]])
    _see(placing, away, values)


def _tilt(placing: Placing, values: Values) -> None:
    """A pinhole camera at ``distance`` whose axis meets the pack at an angle, amid the picture."""
    angle, distance = math.radians(values["angle"]), values["distance"] * placing.px_per_mm
    away = np.array([[1, 0, 0], [0, math.cos(angle), 0], [0, math.sin(angle) / distance, 1]])
    _see(placing, away, values)


def _see(placing: Placing, away: Floats, values: Values) -> None:
    """Let a map act whose far side is down, turned so that it is in the direction asked for."""
    if np.array_equal(away, np.eye(3)):
        return
    dx, dy = _direction(values["direction"])
    turn = np.array([[dy, dx, 0], [-dx, dy, 0], [0, 0, 1]])
    placing.in_view(turn @ away @ turn.T)


def _rotate(placing: Placing, values: Values) -> None:
    cos, sin = _direction(values["angle"])
    placing.in_view(np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]))


def _direction(degrees: float) -> tuple[float, float]:
    """Clockwise in the picture, from the right; quarter turns are exact."""
    return round(math.cos(math.radians(degrees)), 12), round(math.sin(math.radians(degrees)), 12)


FAULTS = (
    CodeFault(
        id="keystone", plane="camera",
        summary="The camera looks askew: the far side of the picture is shorter than the near one.",
        parameters=(Parameter("share", "of the view", 0, 0.6, 0.1, "length that the far side lacks"), _DIRECTION),
        moves=("GN", "AN"), worse=(0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.26),
        source="homography of the picture's corners", place=_keystone),
    CodeFault(
        id="tilt", plane="camera",
        summary="The camera's axis meets the pack at an angle: foreshortened, and smaller where it is farther.",
        parameters=(
            Parameter("angle", "deg", 0, 60, 20, "of the camera's axis against the upright"), _DIRECTION,
            Parameter("distance", "mm", 30, 2000, 200, "of the lens from the pack"),
        ),
        moves=("AN", "GN"), worse=(0, 10, 18, 22, 25, 28, 35),
        source="pinhole camera; angles to 30 deg, engineering estimate", place=_tilt),
    CodeFault(
        id="camera_rotation", plane="camera",
        summary="The camera is rotated about its axis; grades do not care, readers and text checks may.",
        parameters=(Parameter("angle", "deg", -180, 180, 5, "clockwise in the picture"),),
        source="rotation about the middle of the picture", place=_rotate),
)
