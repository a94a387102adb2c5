"""What lies between print and camera: tape, flaps, glue, hairs, and the pack behind."""

import math

import cv2
import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.drawing.view import View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_FEWEST, _MOST = 4, 8
_HALVINGS = 12
_HAIR_POINTS = 24


def _occlude(view: View, values: Values) -> None:
    if values["share"]:
        height, width = view.size
        patch = _patch(view.chance.rng, values["share"] * height * width, width, height)
        view.cover(patch, values["reflectance"])


def _patch(rng: np.random.Generator, area: float, width: float, height: float) -> Floats:
    """A convex shape about a place in the symbol, so large that it covers ``area`` of it."""
    middle = (rng.random(2) - 0.5) * [width, height]
    angles = np.sort((np.arange(number := int(rng.integers(_FEWEST, _MOST + 1))) + rng.uniform(-0.3, 0.3, number))
                     * 2 * math.pi / number)
    slim, tilt = rng.uniform(0.4, 1), rng.uniform(0, math.pi)
    round_ = np.column_stack([np.cos(angles), slim * np.sin(angles)])
    shape = round_ @ np.array([[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]])
    patch: Floats = middle + shape * _scale(shape, middle, area, np.array([width, height]))
    return patch


def _scale(shape: Floats, middle: Floats, area: float, size: Floats) -> float:
    """The size at which the shape covers ``area`` of the symbol. A part outside covers nothing there."""
    symbol = (np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]) * size).astype(np.float32)

    def covered(scale: float) -> float:
        return float(cv2.intersectConvexConvex(symbol, (middle + shape * scale).astype(np.float32))[0])

    low = math.sqrt(area / cv2.contourArea(shape.astype(np.float32)))
    high = low * 2
    while covered(high) < area:
        high *= 2
    for _ in range(_HALVINGS):
        half = (low + high) / 2
        low, high = (half, high) if covered(half) < area else (low, half)
    return high


def _hair(view: View, values: Values) -> None:
    if values["width"]:
        line = _bent(view.chance.rng, values["length"] / view.x_mm, view.size)
        along = np.gradient(line, axis=0)
        aside = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(*along.T)[:, None]
        half = aside * values["width"] / view.x_mm / 2
        view.cover(np.concatenate([line + half, (line - half)[::-1]]), values["reflectance"])


def _bent(rng: np.random.Generator, length: float, size: tuple[float, float]) -> Floats:
    """An arc of a length, through a place in the symbol."""
    middle = (rng.random(2) - 0.5) * [size[1], size[0]] / 2
    way = np.linspace(-0.5, 0.5, _HAIR_POINTS)
    course = rng.uniform(0, 2 * math.pi) + rng.uniform(-1.5, 1.5) * way
    steps = np.column_stack([np.cos(course), np.sin(course)]) * length / (_HAIR_POINTS - 1)
    line = np.cumsum(steps, axis=0)
    hair: Floats = middle + line - line[_HAIR_POINTS // 2]
    return hair


def _second_pack(view: View, values: Values) -> None:
    """The pack behind is printed alike: its picture is this one's, moved, with the belt between the two."""
    front = values["reach"] * view.px_per_mm
    if not front:
        return
    rear, width = front + values["gap"] * view.px_per_mm, view.plane.shape[1]
    symbol_right = view.centre[0] + view.size[1] / 2 * view.px_per_module
    move = round(symbol_right + values["ahead"] * view.px_per_mm - front)
    columns = np.arange(min(math.ceil(rear), width))
    here, there = (np.clip(columns + 1 - edge, 0, 1).astype(np.float32) for edge in (rear, front))
    behind = np.full((view.plane.shape[0], columns.size), 255 * view.paper, dtype=np.float32)
    inside = np.flatnonzero((columns + move >= 0) & (columns + move < width))
    behind[:, inside] = view.plane[:, inside + move]
    seen = behind * (1 - there)
    seen += view.plane[:, :columns.size] * here + np.float32(255 * values["belt"]) * (there - here)
    view.plane[:, :columns.size] = seen


FAULTS = (
    CodeFault(
        id="occlusion", plane="camera",
        summary="Glue, a flap, tape or a tamper label covers part of the symbol.",
        parameters=(
            Parameter("share", "of the symbol", 0, 0.95, 0.1, "area that is covered; place and shape by chance"),
            Parameter("reflectance", "of 1", 0, 1, 0.6, "of what covers it"),
        ),
        moves=("UEC", "RM", "FPD", "MOD", "decode"), worse=(0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
        source="share 0.01 to 0.6, engineering estimate", light=_occlude),
    CodeFault(
        id="hair", plane="camera",
        summary="A hair or a fibre lies over the symbol.",
        parameters=(
            Parameter("width", "mm", 0, 1, 0.1, "of the hair"),
            Parameter("length", "mm", 0.5, 60, 8, "of the hair; place, direction and bend by chance"),
            Parameter("reflectance", "of 1", 0, 1, 0.15, "of the hair"),
        ),
        moves=("MOD", "RM", "FPD", "UEC", "decode"), worse=(0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8),
        source="human hair 0.02 to 0.2 mm; engineering estimate", light=_hair),
    CodeFault(
        id="two_packs", plane="camera",
        summary="The pack behind follows too closely: the belt between the two and its front come into view.",
        parameters=(
            Parameter("reach", "mm", 0, 60, 5, "how far the pack behind reaches into the picture, from the left"),
            Parameter("gap", "mm", 0, 20, 0.5, "of belt between the packs; over this pack where there is no room"),
            Parameter("ahead", "mm", 0, 60, 3, "from a pack's symbol to its front"),
            Parameter("belt", "of 1", 0, 1, 0.1, "reflectance of the belt"),
        ),
        moves=("FPD", "decode", "MOD", "RM", "UEC"), worse=(0, 0.2, 0.35, 0.45, 0.6, 1.5, 2, 4),
        source="packs back to back after a jam; engineering estimate", light=_second_pack),
)
