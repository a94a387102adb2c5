"""How the print lies on the pack, and the pack before the camera: what place faults change."""

from dataclasses import dataclass, field

import numpy as np

from linebench.imaging.drawing.chance import Chance
from linebench.imaging.drawing.geometry import Floats, Geometry, Warp

__all__ = ["Placing"]


@dataclass(slots=True, eq=False)
class Placing:
    """Collects maps; ``geometry`` joins them.

    Attributes:
        x_mm: module width in millimetres.
        size: height and width of the symbol in X.
        base: X to pixels for a sound scene, 3 x 3.
        frame: width and height of the picture in pixels.
        chance: of the fault that acts.
        print_map: acts on (u, v) in X before ``base``: what print and transport do; None: nothing.
        camera_map: acts on pixels after ``base``: what the camera's position does; None: nothing.
        warps: print-space displacements that are no homography; they act before ``print_map``.

    """

    x_mm: float
    size: tuple[float, float]
    base: Floats
    frame: tuple[int, int]
    chance: Chance
    print_map: Floats | None = None
    camera_map: Floats | None = None
    warps: list[Warp] = field(default_factory=list)

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre on the pack, for a sound scene."""
        return float(self.base[0, 0]) / self.x_mm

    def on_pack(self, change: Floats) -> None:
        """Let a 3 x 3 map act on print space, about the centre of the symbol."""
        centre = (self.size[1] / 2, self.size[0] / 2)
        self.print_map = _after(about(change, centre), self.print_map)

    def in_view(self, change: Floats) -> None:
        """Let a 3 x 3 map act on pixels, about the centre of the picture."""
        centre = (self.frame[0] / 2, self.frame[1] / 2)
        self.camera_map = _after(about(change, centre), self.camera_map)

    def geometry(self, scatter: Floats | None = None) -> Geometry:
        """The way of a point from print space to pixels."""
        way = self.base if self.print_map is None else self.base @ self.print_map
        return Geometry(way if self.camera_map is None else self.camera_map @ way, tuple(self.warps), scatter)

    @property
    def moved(self) -> bool:
        """Whether anything is not where a sound scene has it."""
        return bool(self.warps) or _moves(self.print_map) or _moves(self.camera_map)


def _after(change: Floats, earlier: Floats | None) -> Floats:
    return change if earlier is None else change @ earlier


def _moves(change: Floats | None) -> bool:
    return change is not None and not np.array_equal(change, np.eye(3))


def about(change: Floats, centre: tuple[float, float]) -> Floats:
    """A 3 x 3 map that acts about a centre instead of the origin."""
    there = np.array([[1, 0, centre[0]], [0, 1, centre[1]], [0, 0, 1]], dtype=np.float64)
    back = np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1]], dtype=np.float64)
    joined: Floats = there @ change @ back
    return joined
