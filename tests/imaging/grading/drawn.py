"""Pictures for the grading tests, drawn by the plainest means: big squares, then the mean over each pixel."""

import random

import cv2
import numpy as np

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.symbols.datamatrix import draw

PAPER, INK = 0.85, 0.05
QUIET = 4
FINE = 18
CONTENT = "010950110153000317271231101234\x1d21ABCDEFGH1234"


def symbol(side=24, wrong=0, seed=1):
    """A square symbol with ``wrong`` codewords spoilt."""
    return draw(CONTENT if side >= 24 else "AB", gs1=side >= 24, size=(side, side), wrong=wrong,
                chance=random.Random(seed))


class Print:
    """Ink coverage of a symbol at FINE points per module, quiet zone included; faults change ``ink`` in place."""

    def __init__(self, modules):
        padded = np.pad(np.asarray(modules, dtype=np.float32), QUIET)
        self.ink = np.kron(padded, np.ones((FINE, FINE), dtype=np.float32))

    def rectangle(self, left, top, right, bottom, ink):
        """Set the ink within a rectangle in X."""
        u0, v0, u1, v1 = (max(0, round((QUIET + edge) * FINE)) for edge in (left, top, right, bottom))
        self.ink[v0:v1, u0:u1] = ink
        return self

    def grow(self, growth, *, down=True):
        """Move all edges across, and with ``down`` also those down, so that dark grows by ``growth`` X in all."""
        count = 2 * round(growth / 2 * FINE) + 1
        self.ink = cv2.dilate(self.ink, np.ones((count if down else 1, count), dtype=np.uint8))
        return self

    def picture(self, px=10, paper=PAPER, ink=INK, sigma=0.0):
        """Grey picture at ``px`` whole pixels per module; ``sigma`` blurs, in X."""
        covered = cv2.GaussianBlur(self.ink, (0, 0), sigma * FINE) if sigma else self.ink
        height, width = (round(side / FINE * px) for side in covered.shape)
        shown = cv2.resize(covered, (width, height), interpolation=cv2.INTER_AREA)
        return np.rint(255 * (paper - (paper - ink) * shown)).astype(np.uint8)

    def posed(self, homography, shape, paper=PAPER, ink=INK, sigma_px=0.0):
        """Grey picture through a homography from X to pixels."""
        over = 4
        from_ink = np.array([[1 / FINE, 0, -QUIET], [0, 1 / FINE, -QUIET], [0, 0, 1]])
        half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
        to_fine = np.linalg.inv(half) @ np.diag([over, over, 1]) @ homography @ from_ink @ half
        height, width = shape
        fine = cv2.warpPerspective(self.ink, to_fine, (width * over, height * over), flags=cv2.INTER_LINEAR)
        shown = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
        if sigma_px:
            shown = cv2.GaussianBlur(shown, (0, 0), sigma_px)
        return np.rint(255 * (paper - (paper - ink) * shown)).astype(np.uint8)


def geometry(px=10, stretch=1.0):
    """Of a picture by ``Print.picture``, ``stretch`` times as wide."""
    return Geometry(np.array([[px * stretch, 0, QUIET * px * stretch], [0, px, QUIET * px], [0, 0, 1.0]]))
