"""What both modes of drawing share: faults in order, ink on the raster, and where it lies in the picture."""

from typing import Any, NamedTuple

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import FULL, Canvas
from linebench.imaging.drawing.chance import Chance
from linebench.imaging.drawing.geometry import Floats, Geometry, inverse, projected
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.drawing.printing import Struck, print_label
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.drawing.view import Plane32, View
from linebench.imaging.faults.catalogue import in_order
from linebench.imaging.picture import Modules, Picture

__all__ = ["NO_MAP", "Drawn", "Staged", "cells", "levels", "look", "stage", "stored"]

_STEP = 8
"""Fine pixels between the points at which a warp is undone."""

NO_MAP: Any = None
"""The second map of ``cv2.remap``, when the first holds both coordinates. OpenCV takes None; its hints deny it."""


class Drawn(NamedTuple):
    """A picture and what is known about it by construction.

    ``matrix`` holds the modules that were printed, faults included; None when there is no symbol.
    """

    picture: Picture
    geometry: Geometry
    matrix: Modules | None
    ink: float
    """Reflectance of full ink."""
    paper: float
    """Reflectance of the board."""
    per_x: int
    """Raster cells per module that it was drawn with; with ``layout`` they tell where each letter stands."""


class Staged(NamedTuple):
    """A scene that is printed and placed, but not yet seen."""

    scene: Scene
    struck: Struck
    chance: Chance
    canvas: Canvas
    geometry: Geometry
    corner: tuple[int, int]
    """Pixel (x, y) of the label's top left corner when nothing is moved."""
    frame: tuple[int, int]
    """Width and height of the picture."""
    moved: bool

    @property
    def raster(self) -> Floats:
        """Raster cells to X, 3 x 3."""
        per_x, left, top = self.canvas.per_x, self.canvas.left, self.canvas.top
        return np.array([[1 / per_x, 0, -left / per_x], [0, 1 / per_x, -top / per_x], [0, 0, 1]])


def stage(scene: Scene, per_x: int) -> Staged:
    """Print and place a scene.

    Raises:
        FaultError: an unknown kind of fault.
        TextError, GlyphError: text that cannot be printed.

    """
    struck, chance = in_order(scene.faults), Chance(scene.seed)
    canvas = print_label(scene, layout(scene, per_x), per_x, struck, chance)
    label = _label(scene, canvas, per_x)
    frame = scene.frame or label
    corner = ((frame[0] - label[0]) // 2, (frame[1] - label[1]) // 2)
    placing = _placed(scene, canvas, struck, frame, corner)
    return Staged(scene, struck, chance, canvas, placing.geometry(canvas.scatter), corner, frame, placing.moved)


def _label(scene: Scene, canvas: Canvas, per_x: int) -> tuple[int, int]:
    """Width and height of the label in pixels."""
    height, width = canvas.ink.shape
    share = scene.px_per_module / per_x
    return round(width * share), round(height * share)


def _placed(scene: Scene, canvas: Canvas, struck: Struck, frame: tuple[int, int],
            corner: tuple[int, int]) -> Placing:
    px, share = scene.px_per_module, scene.px_per_module / canvas.per_x
    base = np.array([[px, 0, corner[0] + canvas.left * share], [0, px, corner[1] + canvas.top * share], [0, 0, 1]])
    placing = Placing(scene.x_mm, canvas.size, base, frame, canvas.chance)
    for kind, fault in struck:
        if kind.place is not None:
            placing.chance = canvas.chance.of(kind.id)
            kind.place(placing, fault.values)
    return placing


def cells(geometry: Geometry, raster: Floats, area: tuple[int, int, int, int], over: int = 1) -> Plane32:
    """Where on the raster each pixel of an area looks, or each of its ``over`` x ``over`` fine pixels.

    ``raster`` leads from raster cells to X. An area is left, top, width and height.
    The last axis holds column and row as ``cv2.remap`` wants them. Warps are undone amid every ``_STEP``-th fine
    pixel, and between them interpolated.
    """
    left, top, width, height = area
    columns, rows = -(-width * over // _STEP), -(-height * over // _STEP)
    y, x = np.mgrid[-1:rows + 1, -1:columns + 1] * float(_STEP) + _STEP / 2
    points = geometry.back(np.column_stack([x.ravel() / over + left, y.ravel() / over + top]))
    at = (projected(inverse(raster), points) - 0.5).astype(np.float32).reshape(*x.shape, 2)
    fine = cv2.resize(at, ((columns + 2) * _STEP, (rows + 2) * _STEP), interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine[_STEP:_STEP + height * over, _STEP:_STEP + width * over], dtype=np.float32)


def levels(paper: float, ink: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Grey level of each thickness of ink, 0 to ``FULL``."""
    share = np.arange(FULL + 1, dtype=np.float32) / np.float32(FULL)
    return ((paper + (ink - paper) * share) * 255).astype(np.float32)


def stored(plane: Plane32 | Picture) -> Picture:
    """Grey levels as bytes: rounded, and clipped to 0 … 255."""
    # Rounds and clips at white by itself, but would mirror what is below black
    return np.asarray(cv2.convertScaleAbs(np.maximum(plane, 0)), dtype=np.uint8)


def look(staged: Staged, view: View, name: str) -> None:
    """Let the faults of one of the camera's stages act."""
    for kind, fault in staged.struck:
        hook = getattr(kind, name)
        if hook is not None:
            view.chance = staged.chance.of(kind.id)
            hook(view, fault.values)
