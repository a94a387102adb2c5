"""The sensor and what it gives out: coarse pixels, noise, broken pixels, compression.

Ranges: engineering estimates.
"""

import math
from functools import lru_cache
from statistics import NormalDist

import cv2
import numpy as np

from linebench.imaging.drawing.view import Plane32, View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_FINEST = 100
_WHITE = 255
_WORDS = 4
"""16-bit numbers in a raw draw."""


def _coarse(view: View, values: Values) -> None:
    """The mean over each larger pixel, the picture then enlarged again so that nothing changes its place.

    Between pixels it is interpolated: readers read blocks worse than the small picture that they come from.
    The grid of larger pixels lies by chance against the symbol. It acts with the optics, after all blur.
    """
    across = view.px_per_module / values["px_per_module"]
    if across <= 1:
        return
    height, width = view.plane.shape
    left, top = (int(each) for each in (view.chance.rng.random(2) * across - view.centre) % across)
    columns, rows = math.ceil((width + left) / across), math.ceil((height + top) / across)
    right, bottom = round(columns * across) - width - left, round(rows * across) - height - top
    padded = cv2.copyMakeBorder(view.plane, top, max(bottom, 0), left, max(right, 0), cv2.BORDER_REPLICATE)
    small = cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)
    seen = cv2.resize(small, padded.shape[::-1], interpolation=cv2.INTER_LINEAR)
    view.become(np.asarray(seen)[top:top + height, left:left + width])


def _noise(view: View, values: Values) -> None:
    sd, shot = values["sd"], values["shot"]
    if not (sd or shot):
        return
    plane, noise = np.asarray(view.plane, dtype=np.float32), _normal(view)
    if shot:
        noise *= np.sqrt(np.maximum(plane, 0) * np.float32(shot * shot / _WHITE) + np.float32(sd * sd))
        view.become(plane + noise)
    else:
        view.become(np.asarray(cv2.scaleAdd(noise, sd, plane), dtype=np.float32))


def _normal(view: View) -> Plane32:
    """Normal noise of sd 1, from 16 random bits a pixel: six times as fast as drawing it, tails end at 4.2 sd."""
    height, width = view.plane.shape
    count = height * width
    raw = view.chance.rng.bit_generator.random_raw(-(-count // _WORDS))
    bits = np.asarray(raw, dtype="<u8").view("<u2")[:count].reshape(height, width)
    return np.asarray(cv2.LUT(bits, _quantiles()), dtype=np.float32)


@lru_cache(maxsize=1)
def _quantiles() -> Plane32:
    normal, number = NormalDist(), 1 << 16
    half = np.array([normal.inv_cdf((place + 0.5) / number) for place in range(number // 2)])
    both = np.concatenate([half, -half[::-1]])
    return np.asarray(both / both.std(), dtype=np.float32)


def _hot(view: View, values: Values) -> None:
    number = round(values["share"] * view.plane.size)
    if number:
        view.plane.flat[view.chance.rng.integers(0, view.plane.size, number)] = _WHITE


def _dead(view: View, values: Values) -> None:
    number = int(values["columns"])
    middle = view.centre[0] + (values["place"] - 0.5) * view.size[1] * view.px_per_module
    first = max(0, math.floor(middle - number / 2 + 0.5))
    view.plane[:, first:max(first, math.floor(middle + number / 2 + 0.5))] = round(values["level"])


def _jpeg(view: View, values: Values) -> None:
    if values["quality"] > _FINEST:
        return
    _, data = cv2.imencode(".jpg", view.plane, [cv2.IMWRITE_JPEG_QUALITY, int(values["quality"])])
    view.become(np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8))


FAULTS = (
    CodeFault(
        id="low_resolution", plane="camera",
        summary="The camera stands too far or its pixels are too large: few of them see a module.",
        parameters=(Parameter("px_per_module", "px", 1, 100, 4, "pixels per module that the camera really has"),),
        moves=("MOD", "FPD", "RM", "decode", "UEC"), worse=(10, 6, 5, 4, 3, 2.5, 2, 1.5, 1.2),
        source="2 to 12 px per module, engineering estimate; each pixel the mean over its area", optics=_coarse),
    CodeFault(
        id="noise", plane="camera",
        summary="Little light and much gain: grey levels scatter. Grades hardly care, readers do.",
        parameters=(
            Parameter("sd", "grey levels", 0, 100, 15, "of the noise, besides the sensor's own"),
            Parameter("shot", "grey levels", 0, 100, 0, "of shot noise at white, with the root of light"),
        ),
        worse=(0, 10, 20, 30, 50, 75), source="sd 1 to 20; readers fail from 20, own measurement",
        sensor=_noise),
    CodeFault(
        id="hot_pixels", plane="camera",
        summary="Pixels of the sensor are broken and always white.",
        parameters=(Parameter("share", "of 1", 0, 0.5, 0.002, "of all pixels; places by chance"),),
        moves=("MOD", "FPD", "RM", "SC"), worse=(0, 0.02, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5),
        source="engineering estimate", output=_hot),
    CodeFault(
        id="dead_column", plane="camera",
        summary="Neighbouring columns of the sensor are dead.",
        parameters=(
            Parameter("columns", "columns", 0, 64, 1, "that are dead", whole=True),
            Parameter("place", "of the symbol's width", -1, 2, 0.5, "where their middle stands, from the left"),
            Parameter("level", "grey levels", 0, 255, 0, "that they give"),
        ),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 1, 2, 4, 6, 10, 20, 40, 64),
        source="engineering estimate", output=_dead),
    CodeFault(
        id="jpeg", plane="camera",
        summary="The camera sends its picture compressed, with blocks and ringing at edges.",
        parameters=(Parameter("quality", "of 100", 1, 101, 50, "of the JPEG; 101 is no compression", whole=True),),
        worse=(101, 90, 70, 50, 30, 15, 5), source="quality 30 to 90, engineering estimate", output=_jpeg),
)
