"""The label of one picture: its truth, and what stands where in it."""

from typing import NamedTuple

from linebench.imaging.dataset.text_boxes import Letter, letters
from linebench.imaging.recipe import Made
from linebench.imaging.truth import PictureTruth, Point

__all__ = ["Box", "Label", "bounds", "label_of"]

_UNSEEN = ("blank", "trigger_empty")
"""Faults after which neither code nor text is in the picture, though both were ordered."""


class Box(NamedTuple):
    """Left, top, width and height in pixels, within the picture."""

    left: float
    top: float
    width: float
    height: float


class Label(NamedTuple):
    """All that is told about picture ``number``.

    ``file``: relative to the data set. ``place``: of the picture in a file that holds several, else 0.
    ``code``: the box of the code; None: nothing of one is in the picture.
    """

    number: int
    file: str
    place: int
    truth: PictureTruth
    code: Box | None
    letters: list[Letter]


def label_of(number: int, file: str, place: int, made: Made, truth: PictureTruth) -> Label:
    """The label of a picture that was just drawn."""
    seen = not any(fault.kind in _UNSEEN for fault in truth.faults)
    code = bounds(truth.corners, truth.width, truth.height) if seen and truth.corners else None
    return Label(number, file, place, truth, code, letters(made.scene, made.drawn) if seen else [])


def bounds(points: tuple[Point, ...], width: int, height: int) -> Box | None:
    """The upright box about points, cut at the edges of the picture; None: all of it lies outside."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right = max(min(xs), 0.0), min(max(xs), float(width))
    top, bottom = max(min(ys), 0.0), min(max(ys), float(height))
    if right <= left or bottom <= top:
        return None
    return Box(round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3))
