"""The fast mode: for campaigns of many pictures and for the simulated camera.

The raster has as many cells a module as the camera has pixels, or six: edges lie on cells. Only the label is drawn,
on board and noise that were drawn once; light and sensor faults need the whole picture and take longer. Grades of
such pictures are those of their pixels, not of the scene.
"""

import math
import random

import cv2
import numpy as np

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.drawing.geometry import centred, projected
from linebench.imaging.drawing.pools import NoisePool
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.drawing.staging import NO_MAP, Drawn, Staged, cells, levels, look, stage
from linebench.imaging.drawing.view import REACH_BYTES, Plane32, View, gaussian
from linebench.imaging.picture import Picture, looked_up

__all__ = ["FastMode"]

_COARSE = 6
"""Raster cells a module where pixels do not fit."""
_MOST = 16
"""Pixels a module up to which the raster has as many cells."""
_USUAL = (480, 640)


class FastMode:
    """Draws pictures of scenes. ``rng`` gives the pools of noise and their windows: equal states, equal bytes."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._pools: dict[float, NoisePool] = {}

    def draw(self, scene: Scene) -> Drawn:
        """The picture of a scene.

        Raises:
            FaultError: an unknown kind of fault.
            TextError, GlyphError: text that cannot be printed.

        """
        staged = stage(scene, _per_x(scene.px_per_module))
        canvas = staged.canvas
        lit = any(kind.light or kind.sensor for kind, _ in staged.struck)
        picture = self._whole(staged) if lit else self._label(staged)
        if any(kind.output for kind, _ in staged.struck):
            view = _view(staged, picture, 0, 0)
            look(staged, view, "output")
            picture = np.asarray(view.plane, dtype=np.uint8)
        return Drawn(picture, staged.geometry, canvas.matrix, canvas.ink_level, canvas.paper_level, canvas.per_x)

    def _pool(self, sd: float) -> NoisePool:
        if sd not in self._pools:
            self._pools[sd] = NoisePool(self._rng, *_USUAL, sd=sd)
        return self._pools[sd]

    def _label(self, staged: Staged) -> Picture:
        """Nothing but ink and optics: bytes, and only where the label is."""
        scene, canvas = staged.scene, staged.canvas
        ink, left, top = _placed(staged)
        label, pool = _seen(ink, scene.lens * scene.px_per_module, canvas), self._pool(scene.noise)
        if any(kind.optics for kind, _ in staged.struck):
            view = _view(staged, label, left, top)
            look(staged, view, "optics")
            label = np.asarray(view.plane, dtype=np.uint8)
        width, height = staged.frame
        if label.shape == (height, width):
            return pool.add(label)
        frame = pool.board(height, width, round(255 * canvas.paper_level))
        here = label[max(-top, 0):, max(-left, 0):]
        area = frame[max(top, 0):, max(left, 0):][:here.shape[0], :here.shape[1]]
        pool.add(here[:area.shape[0], :area.shape[1]], area)
        return frame

    def _whole(self, staged: Staged) -> Picture:
        """With light and sensor faults: floating point, over the whole picture."""
        scene, canvas, (width, height) = staged.scene, staged.canvas, staged.frame
        ink, left, top = _placed(staged)
        if ink.shape != (height, width):
            frame = np.zeros((height, width), dtype=np.uint8)
            _paste(frame, ink, left, top)
            ink = frame
        plane = cv2.LUT(ink, levels(canvas.paper_level, canvas.ink_level))
        view = _view(staged, np.asarray(plane, dtype=np.float32), 0, 0)
        look(staged, view, "light")
        view.blur(scene.lens)
        look(staged, view, "optics")
        look(staged, view, "sensor")
        return self._pool(scene.noise).stored(np.asarray(view.plane, dtype=np.float32))


def _seen(ink: Picture, sigma: float, canvas: Canvas) -> Picture:
    """The grey levels of ink through the lens. Both are linear, so one pass does both and rounds once."""
    paper, change = canvas.paper_level, canvas.ink_level - canvas.paper_level
    if sigma <= 0:
        return looked_up(ink, np.rint(levels(paper, canvas.ink_level)).astype(np.uint8))
    kernel = gaussian(round(sigma, 6), REACH_BYTES)
    return np.asarray(cv2.sepFilter2D(ink, -1, kernel, kernel * np.float32(change), delta=255 * paper,
                                      borderType=cv2.BORDER_REPLICATE), dtype=np.uint8)


def _per_x(px_per_module: float) -> int:
    whole = px_per_module == int(px_per_module) and px_per_module <= _MOST
    return int(px_per_module) if whole else _COARSE


def _placed(staged: Staged) -> tuple[Picture, int, int]:
    """The ink as seen, and the pixel (x, y) of its top left corner."""
    ink = staged.canvas.ink
    if not staged.moved and staged.canvas.per_x == staged.scene.px_per_module:
        return ink, *staged.corner
    left, top, right, bottom = _bounds(staged)
    if staged.geometry.warps:
        at = cells(staged.geometry, staged.raster, (left, top, right - left, bottom - top))
        seen = cv2.remap(ink, at, NO_MAP, cv2.INTER_LINEAR)
        return np.asarray(seen, dtype=np.uint8), left, top
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]])
    way = centred(shift @ staged.geometry.homography @ staged.raster)
    seen = cv2.warpPerspective(ink, way, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    return np.asarray(seen, dtype=np.uint8), left, top


def _bounds(staged: Staged) -> tuple[int, int, int, int]:
    """The pixels that the label takes, within the frame: left, top, right, bottom."""
    height, width = staged.canvas.ink.shape
    rim = np.array([[0, 0], [width, 0], [width, height], [0, height], [width / 2, 0], [width / 2, height]])
    across, down = staged.geometry.px(projected(staged.raster, rim)).T.tolist()
    left, right = _span(across, staged.frame[0])
    top, bottom = _span(down, staged.frame[1])
    return left, top, right, bottom


def _span(places: list[float], length: int) -> tuple[int, int]:
    """The first pixel that ``places`` reach, and the one behind the last, within a side of the frame."""
    first = math.floor(min(max(min(places), 0), length - 1))
    return first, max(math.ceil(max(min(max(places), length), 0)), first + 1)


def _view(staged: Staged, plane: Picture | Plane32, left: int, top: int) -> View:
    """``plane`` begins at pixel (left, top) of the frame; its geometry counts from there."""
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], dtype=np.float64)
    return View(plane, staged.geometry.shifted(shift) if left or top else staged.geometry, staged.canvas.size,
                staged.scene.px_per_module, staged.scene.x_mm, staged.chance, staged.canvas.paper_level)


def _paste(frame: Picture, label: Picture, left: int, top: int) -> None:
    here = label[max(-top, 0):, max(-left, 0):]
    area = frame[max(top, 0):, max(left, 0):][:here.shape[0], :here.shape[1]]
    area[:] = here[:area.shape[0], :area.shape[1]]
