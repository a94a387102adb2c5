"""The exact mode: supersampled, every pixel the mean over its area, light in floating point.

It is for everything that carries an expected grade. The raster has at least four cells a pixel each way, edges
are blended within cells, so that an edge is placed to a few thousandths of X.
"""

import math

import cv2
import numpy as np

from linebench.imaging.drawing.geometry import centred
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.drawing.staging import NO_MAP, Drawn, Staged, cells, levels, look, stage, stored
from linebench.imaging.drawing.view import Plane32, View
from linebench.imaging.picture import Picture

__all__ = ["draw_exact"]

_OVER = 4
"""Raster cells per pixel each way."""
_FEWEST = 24
"""Raster cells per module at least."""


def draw_exact(scene: Scene) -> Drawn:
    """The picture of a scene.

    Raises:
        FaultError: an unknown kind of fault.
        TextError, GlyphError: text that cannot be printed.

    """
    staged = stage(scene, _per_x(scene.px_per_module))
    canvas = staged.canvas
    thickness = _seen(staged)
    table = levels(canvas.paper_level, canvas.ink_level)
    plane = table[0] + (table[-1] - table[0]) * (thickness / np.float32(255))
    view = View(plane, staged.geometry, canvas.size, scene.px_per_module, scene.x_mm, staged.chance,
                canvas.paper_level)
    look(staged, view, "light")
    view.blur(scene.lens)
    look(staged, view, "optics")
    look(staged, view, "sensor")
    if scene.noise:
        noise = staged.chance.of("sensor noise").rng.standard_normal(view.plane.shape, dtype=np.float32)
        view.plane = view.plane + noise * np.float32(scene.noise)
    view.plane = stored(view.plane)
    look(staged, view, "output")
    picture = np.asarray(view.plane, dtype=np.uint8)
    return Drawn(picture, staged.geometry, canvas.matrix, canvas.ink_level, canvas.paper_level, canvas.per_x)


def _per_x(px_per_module: float) -> int:
    """Cells per module: a multiple of the pixels where those are whole, so that nothing moved needs no warp."""
    if px_per_module == int(px_per_module):
        return int(px_per_module) * max(_OVER, math.ceil(_FEWEST / px_per_module))
    return 2 * math.ceil(max(_FEWEST, _OVER * px_per_module) / 2)


def _seen(staged: Staged) -> Plane32:
    """Thickness of ink per pixel of the whole frame, 0 to 255, as the mean over the pixel's area."""
    ink, (width, height) = staged.canvas.ink, staged.frame
    over = staged.canvas.per_x / staged.scene.px_per_module
    if staged.moved or over != int(over):
        return _shrunk(_warped(staged), width, height)
    label = _shrunk(ink, round(ink.shape[1] / over), round(ink.shape[0] / over))
    return _framed(label, staged)


def _framed(label: Plane32, staged: Staged) -> Plane32:
    width, height = staged.frame
    if label.shape == (height, width):
        return label
    frame = np.zeros((height, width), dtype=np.float32)
    (left, top), (rows, columns) = staged.corner, label.shape
    here = label[max(-top, 0):, max(-left, 0):]
    area = frame[max(top, 0):top + rows, max(left, 0):left + columns]
    area[:] = here[:area.shape[0], :area.shape[1]]
    return frame


def _shrunk(fine: Picture, width: int, height: int) -> Plane32:
    if fine.shape == (height, width):
        return fine.astype(np.float32)
    return np.asarray(cv2.resize(fine.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA))


def _warped(staged: Staged) -> Picture:
    """The ink as seen, at so many fine pixels a pixel that no raster cell is skipped."""
    (width, height), over = staged.frame, max(_OVER, math.ceil(staged.canvas.per_x / staged.scene.px_per_module))
    if staged.geometry.warps:
        at = cells(staged.geometry, staged.raster, (0, 0, width, height), over)
        return np.asarray(cv2.remap(staged.canvas.ink, at, NO_MAP, cv2.INTER_LINEAR), dtype=np.uint8)
    fine = np.diag([over, over, 1.0]) @ staged.geometry.homography @ staged.raster
    return np.asarray(cv2.warpPerspective(staged.canvas.ink, centred(fine), (width * over, height * over),
                                          flags=cv2.INTER_LINEAR), dtype=np.uint8)
