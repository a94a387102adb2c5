"""The pack's surface is not flat: bottles, dents, creases, wrinkled film.

Print moves with the surface, seen from the camera, and slopes catch more or less light. Formula of the bottle:
x = r * sin(s / r); the others are our own simple models of the same kind. Ranges: engineering estimates.
"""

import math
from collections.abc import Callable

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.drawing.view import Plane32, View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_FLAT = 10_000.0
"""Radius in millimetres from which a bottle is flat."""
_RIM = 1.2
"""Angle on a bottle, of 1.57, beyond which its side is taken as straight on: what lies there is not seen."""
_ALONG = Parameter("along", "of the symbol's width", -1, 2, 0.5, "place of its middle, from the left")
_ACROSS = Parameter("across", "of the symbol's height", -1, 2, 0.5, "place of its middle, from the top")
_ANGLE = Parameter("angle", "deg", 0, 180, 90, "of the line: 0 is along the transport, 90 across it")
_GLOSS = Parameter("shading", "of 1", 0, 1, 0.5, "how one-sided the light is: 0 is a ring light, 1 a single lamp")


def _bottle(placing: Placing, values: Values) -> None:
    radius = values["radius"] / placing.x_mm
    if values["radius"] >= _FLAT:
        return
    axis = 1 if values["lying"] else 0
    middle = placing.size[1 - axis] / 2 + values["offset"] / placing.x_mm

    def bent(points: Floats) -> Floats:
        arc = (points[:, axis] - middle) / radius
        seen = np.clip(arc, -_RIM, _RIM)
        moved = points.copy()
        moved[:, axis] = middle + radius * (np.sin(seen) + (arc - seen) * math.cos(_RIM))
        return moved

    placing.warps.append(bent)


def _dent(placing: Placing, values: Values) -> None:
    """What lies deeper by h is displaced by h * tan(view) for a camera that looks from the side."""
    parallax = values["depth"] * math.tan(math.radians(values["view"])) / placing.x_mm
    if not parallax:
        return
    radius = values["radius"] / placing.x_mm
    left, top = values["along"] * placing.size[1], values["across"] * placing.size[0]

    def dented(points: Floats) -> Floats:
        moved, (du, dv) = points.copy(), (points - [left, top]).T
        moved[:, 0] += parallax * np.exp(-(du * du + dv * dv) / (2 * radius**2))
        return moved

    placing.warps.append(dented)


def _dent_light(view: View, values: Values) -> None:
    if not values["depth"] * values["shading"]:
        return
    radius = values["radius"] / view.x_mm
    left, top = (values["along"] - 0.5) * view.size[1], (values["across"] - 0.5) * view.size[0]
    steep = values["shading"] * values["depth"] / values["radius"]

    def field(u: Plane32, v: Plane32) -> Plane32:
        du, dv = (u - left) / radius, (v - top) / radius
        return _lit(steep * du * np.exp(-(du * du + dv * dv) / 2))

    view.shade(field)


def _crease(placing: Placing, values: Values) -> None:
    """Across the fold the board takes up less room, so both sides draw together."""
    lost = values["amplitude"] / placing.x_mm
    if lost:
        _ridge(placing, values, _drawn_together(lost, max(_CREASE / placing.x_mm, lost * _STEEPEST)))


def _drawn_together(lost: float, width: float) -> Callable[[Floats], Floats]:
    def moved(distance: Floats) -> Floats:
        return -lost / 2 * np.tanh(distance / width)
    return moved


_CREASE = 0.3
"""Half width of a fold in millimetres; a deeper one is wider."""
_STEEPEST = 0.6
"""Of the loss: at 0.5 the board would stand upright in the fold."""


def _crease_light(view: View, values: Values) -> None:
    amplitude = values["amplitude"]
    if not amplitude * values["shading"]:
        return
    width = max(_CREASE, amplitude * _STEEPEST) / view.x_mm
    steep = values["shading"] * min(1.0, amplitude / (2 * _CREASE))

    def field(distance: Plane32) -> Plane32:
        return _lit(steep * distance / width * np.exp(-((distance / width) ** 2) / 2))

    _ridge_light(view, values, field)


def _wrinkle(placing: Placing, values: Values) -> None:
    if not values["amplitude"]:
        return
    shift, turn = values["amplitude"] / placing.x_mm, 2 * math.pi * placing.x_mm / values["period"]
    phase = 2 * math.pi * placing.chance.rng.random()

    def moved(distance: Floats) -> Floats:
        return shift * np.sin(turn * distance + phase)

    _ridge(placing, values, moved)


def _wrinkle_light(view: View, values: Values) -> None:
    steep = values["shading"] * 2 * math.pi * values["amplitude"] / values["period"]
    if not steep:
        return
    turn, phase = 2 * math.pi * view.x_mm / values["period"], 2 * math.pi * view.chance.rng.random()

    def field(distance: Plane32) -> Plane32:
        return _lit(steep * np.cos(turn * distance + phase))

    _ridge_light(view, values, field)


def _ridge(placing: Placing, values: Values, displacement: Callable[[Floats], Floats]) -> None:
    """A warp square to a line through ``along`` and ``across``."""
    middle = np.array([values["along"] * placing.size[1], values["across"] * placing.size[0]])
    square = _square(values["angle"])

    def warp(points: Floats) -> Floats:
        distance = (points - middle) @ square
        return points + displacement(distance)[:, None] * square

    placing.warps.append(warp)


def _ridge_light(view: View, values: Values, field: Callable[[Plane32], Plane32]) -> None:
    left, top = (values["along"] - 0.5) * view.size[1], (values["across"] - 0.5) * view.size[0]
    across_u, across_v = (np.float32(each) for each in _square(values["angle"]))
    view.shade(lambda u, v: field((u - np.float32(left)) * across_u + (v - np.float32(top)) * across_v))


def _square(angle: float) -> Floats:
    """The direction square to a line."""
    return np.array([math.sin(math.radians(angle)), -math.cos(math.radians(angle))])


def _lit(slope: Plane32) -> Plane32:
    """Light on a slope from a lamp at 45 degrees: as much more as it rises towards the lamp, never below 0."""
    return np.maximum(1 + slope, 0).astype(np.float32)


FAULTS = (
    CodeFault(
        id="curvature", plane="camera",
        summary="The label goes round a bottle: modules look the narrower the farther they are from its middle.",
        parameters=(
            Parameter("radius", "mm", 3, _FLAT, 15, "of the bottle; 10,000 is flat"),
            Parameter("offset", "mm", -20, 20, 0, "of the bottle's middle from the symbol's"),
            Parameter("lying", "0 or 1", 0, 1, 0, "0: its axis is across the transport; 1: along it", whole=True),
        ),
        moves=("GN", "AN", "MOD", "FPD", "decode"), worse=(_FLAT, 20, 10, 7, 6, 5.5, 5, 4.5, 4),
        source="x = r * sin(s / r); radius 10 to 40 mm, engineering estimate", place=_bottle),
    CodeFault(
        id="dent", plane="camera",
        summary="A dent, which a camera that looks from the side sees displaced, one flank lighter than the other.",
        parameters=(
            Parameter("depth", "mm", 0, 1, 0.5, "of its deepest point"),
            Parameter("radius", "mm", 0.6, 10, 1.5, "of the dent, standard deviation of a Gaussian"),
            _ALONG, _ACROSS, Parameter("view", "deg", 0, 35, 20, "of the camera against the upright"), _GLOSS,
        ),
        moves=("GN", "MOD", "RM", "UEC", "FPD", "decode"), worse=(0, 0.15, 0.3, 0.45, 0.6, 0.8, 1),
        source="parallax h * tan(view); depth 0.1 to 1 mm, engineering estimate",
        place=_dent, light=_dent_light),
    CodeFault(
        id="crease", plane="camera",
        summary="A fold of the board takes print in and has a light and a dark flank.",
        parameters=(Parameter("amplitude", "mm", 0, 1, 0.3, "of print that the fold takes in"),
                    _ANGLE, _ALONG, _ACROSS, _GLOSS),
        moves=("GN", "MOD", "RM", "UEC", "FPD", "AN", "decode"), worse=(0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.7, 1),
        source="amplitude 0.1 to 1 mm, engineering estimate", place=_crease, light=_crease_light),
    CodeFault(
        id="film_wrinkle", plane="camera",
        summary="Film or a loose label lies in waves: print is displaced to and fro, with light and dark flanks.",
        parameters=(Parameter("amplitude", "mm", 0, 1, 0.2, "of the displacement, each way"),
                    Parameter("period", "mm", 7, 40, 10, "from wave to wave"),
                    _ANGLE, _ALONG, _ACROSS, _GLOSS),
        moves=("GN", "MOD", "RM", "UEC", "FPD", "AN", "decode"), worse=(0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.7, 1),
        source="amplitude 0.1 to 1 mm, engineering estimate; phase by chance",
        place=_wrinkle, light=_wrinkle_light),
)
