"""Light on the pack: uneven, reflected, shaded, flickering, too much or too little.

Lamps and shadows stand still before the camera, so places and directions are those of the picture; x runs along the
transport as long as the camera is not rotated. Ranges: engineering estimates.
"""

import math

import numpy as np

from linebench.imaging.drawing.view import Plane32, View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_DIRECTION = Parameter("direction", "deg", 0, 360, 0, "in which it gets darker: 0 is right, 90 is down")
_SEEN = 5.0
"""Sigmas beyond which a reflection adds less than a hundredth of a grey level."""


def _gradient(view: View, values: Values) -> None:
    (x, y), (dx, dy) = view.across_view, _towards(values["direction"])
    whole = abs(dx) + abs(dy)
    view.multiply(_plane(x * (-values["falloff"] * dx / whole), y * (-values["falloff"] * dy / whole),
                         1 - values["falloff"] / 2))


def _vignette(view: View, values: Values) -> None:
    x, y = view.across_view
    loss = np.float32(2 * values["falloff"])
    view.multiply(_plane(-loss * x * x, -loss * y * y, 1.0))


def _plane(of_columns: Plane32, of_rows: Plane32, level: float) -> Plane32:
    """The sum of a row and a column, only as large as it has to be."""
    rows, columns = of_rows.astype(np.float32) + np.float32(level), of_columns.astype(np.float32)
    if not columns.any():
        return rows
    return columns + rows.flat[0] if not np.ptp(rows) else columns + rows


def _flicker(view: View, values: Values) -> None:
    phase = view.chance.rng.random()
    turns = view.across_view[1] * values["periods"] + phase
    view.multiply((1 + values["depth"] * np.sin(2 * np.pi * turns)).astype(np.float32))


def _glare(view: View, values: Values) -> None:
    sigma = values["sigma"]
    x = view.u - (values["along"] - 0.5) * view.size[1]
    y = view.v - (values["across"] - 0.5) * view.size[0]
    rows, columns = _within(y, _SEEN * sigma), _within(x, _SEEN * sigma)
    bell = np.exp(-(y[rows] / sigma) ** 2 / 2) * np.exp(-(x[:, columns] / sigma) ** 2 / 2)
    view.add((values["peak"] * bell).astype(np.float32), (rows, columns))


def _within(axis: Plane32, reach: float) -> slice:
    near = np.flatnonzero(np.abs(axis.ravel()) <= reach)
    return slice(int(near[0]), int(near[-1]) + 1) if near.size else slice(0, 0)


def _shadow(view: View, values: Values) -> None:
    """The half-shadow of a lamp of even width grows evenly."""
    dx, dy = _towards(values["direction"])
    reach = (abs(dx) * view.size[1] + abs(dy) * view.size[0]) * (values["place"] - 0.5)
    soft = max(values["softness"], 1 / view.px_per_module)
    deep = _plane(view.u * np.float32(dx / soft), view.v * np.float32(dy / soft), 0.5 - reach / soft)
    np.clip(deep, 0, 1, out=deep)
    deep *= np.float32(-values["depth"])
    deep += np.float32(1)
    view.multiply(deep)


def _towards(degrees: float) -> tuple[float, float]:
    """Direction in the picture; what is as good as nothing is nothing."""
    return round(math.cos(math.radians(degrees)), 12), round(math.sin(math.radians(degrees)), 12)


def _gain(view: View, values: Values) -> None:
    if values["gain"] != 1:
        view.multiply(np.full((1, 1), values["gain"], dtype=np.float32))


FAULTS = (
    CodeFault(
        id="light_gradient", plane="camera",
        summary="The lamp stands askew: light falls off evenly from one side of the picture to the other.",
        parameters=(Parameter("falloff", "of 1", 0, 0.95, 0.3, "light that the darkest corner lacks"), _DIRECTION),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
        source="fall-off 0 to 0.8 over the view, engineering estimate", light=_gradient),
    CodeFault(
        id="light_vignette", plane="camera",
        summary="Lamp or lens light the middle of the picture better than its corners.",
        parameters=(Parameter("falloff", "of 1", 0, 0.95, 0.3, "light that the corners of the picture lack"),),
        moves=("FPD", "MOD", "RM"), worse=(0, 0.2, 0.4, 0.55, 0.65, 0.75, 0.85, 0.95),
        source="quadratic in the distance, the beginning of the cosine law; engineering estimate", light=_vignette),
    CodeFault(
        id="lamp_flicker", plane="camera",
        summary="The lamp's light swings while the picture is read out, so that bright and dark bands cross it.",
        parameters=(
            Parameter("depth", "of 1", 0, 0.9, 0.2, "swing of the light about its mean, each way"),
            Parameter("periods", "per picture", 0, 20, 2, "swings during the read-out; 0: the picture as a whole"),
        ),
        moves=("MOD", "RM", "FPD", "UEC", "SC", "decode"), worse=(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8),
        source="swing of 20 %, engineering estimate; phase by chance", light=_flicker),
    CodeFault(
        id="glare", plane="camera",
        summary="Foil, varnish or film reflects a lamp into the lens: a bright spot lies over the print.",
        parameters=(
            Parameter("peak", "of 1", 0, 3, 0.4, "reflectance added amid the spot"),
            Parameter("sigma", "X", 0.5, 12, 3, "width of the spot, standard deviation of a Gaussian"),
            Parameter("along", "of the symbol's width", -1, 2, 0.5, "place of the spot, from the left"),
            Parameter("across", "of the symbol's height", -1, 2, 0.5, "place of the spot, from the top"),
        ),
        moves=("MOD", "RM", "UEC", "FPD"), worse=(0, 0.1, 0.25, 0.35, 0.45, 0.55, 0.7, 1),
        source="peak 0.1 to 0.6, sigma 1 to 6 X, engineering estimate", light=_glare),
    CodeFault(
        id="shadow", plane="camera",
        summary="A guide or a hand stands before the lamp: beyond an edge the picture is darker.",
        parameters=(
            Parameter("depth", "of 1", 0, 1, 0.4, "light that lacks in the shadow"),
            Parameter("place", "of the symbol", -1, 2, 0.5, "where the edge lies, in the shadow's direction"),
            Parameter("softness", "X", 0, 20, 2, "width of the half-shadow"), _DIRECTION,
        ),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.7),
        source="depth 0.2 to 0.7, engineering estimate", light=_shadow),
    CodeFault(
        id="overexposure", plane="camera",
        summary="Too long a shutter, too much light or gain: what exceeds white is white.",
        parameters=(Parameter("gain", "times", 1, 20, 1.5, "grey levels against those of a calibrated camera"),),
        moves=("SC", "MOD", "RM", "FPD"), worse=(1, 1.5, 3, 5, 7, 9, 12, 16),
        source="gain up to 3, engineering estimate", sensor=_gain),
    CodeFault(
        id="underexposure", plane="camera",
        summary="Too short a shutter, too little light or gain: the picture is dark.",
        parameters=(Parameter("gain", "times", 0, 1, 0.5, "grey levels against those of a calibrated camera"),),
        moves=("SC", "MOD"), worse=(1, 0.85, 0.7, 0.6, 0.5, 0.35, 0.2),
        source="gain down to 0.3, engineering estimate", sensor=_gain),
)
