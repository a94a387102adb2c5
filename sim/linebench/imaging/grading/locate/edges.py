"""Edges between modules, and where they are in a picture to a small part of a pixel."""

import functools
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.ecc200 import Size, codeword_map, matrix

__all__ = ["DARK", "LIGHT", "UNKNOWN", "Edges", "States", "edges_of", "frame", "offsets"]

States = NDArray[np.int8]
"""Of each module, ring of quiet zone included: ``DARK``, ``LIGHT`` or ``UNKNOWN``."""
LIGHT, DARK, UNKNOWN = 0, 1, -1

_ACROSS = (-0.25, 0.0, 0.25)
"""Where the profile across an edge is taken along it, in X."""
_STEPS = 25
_FAINTEST = 0.2
"""Of the contrast of all edges: an edge with less of it is none."""


class Edges(NamedTuple):
    """Edges between modules of different state.

    ``points``: their middles in X, (N, 2). ``upright``: whether they run down, so that they are crossed along u.
    ``sign``: +1 where u or v rises from dark to light, else -1. ``outer``: whether they bound the symbol.
    """

    points: Floats
    upright: NDArray[np.bool_]
    sign: Floats
    outer: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> "Edges":
        """Some of them."""
        return Edges(self.points[chosen], self.upright[chosen], self.sign[chosen], self.outer[chosen])


@functools.cache
def frame(size: Size) -> States:
    """What is known of a Data Matrix symbol of which nothing but its size is known. Read-only."""
    states = np.pad(matrix(bytes(size.total), size).astype(np.int8), 1)
    carried = np.pad(codeword_map(size.rows, size.columns) >= 0, 1)
    states[carried] = UNKNOWN
    states.flags.writeable = False
    return states


def edges_of(states: States) -> Edges:
    """All edges between modules of known, different states."""
    rows, columns = states.shape[0] - 2, states.shape[1] - 2
    upright, level = _between(states), _between(states.T)
    points = np.concatenate([_places(upright), _places(level)[:, ::-1]])
    along = np.concatenate([np.ones(len(upright[0]), dtype=np.bool_), np.zeros(len(level[0]), dtype=np.bool_)])
    limits = np.where(along, columns, rows)
    crossed = np.where(along, points[:, 0], points[:, 1])
    sign = np.concatenate([upright[2], level[2]])
    return Edges(points, along, sign, (crossed == 0) | (crossed == limits))


def _between(states: States) -> tuple[Floats, Floats, Floats]:
    """Row, boundary and sign of each change along a row; boundary k is the left side of module k."""
    before, after = states[:, :-1], states[:, 1:]
    row, boundary = np.nonzero((before != after) & (before != UNKNOWN) & (after != UNKNOWN))
    sign = np.where(before[row, boundary] == DARK, 1.0, -1.0)
    return row.astype(np.float64), boundary.astype(np.float64), sign


def _places(found: tuple[Floats, Floats, Floats]) -> Floats:
    return np.column_stack([found[1], found[0] - 0.5])


def offsets(picture: Picture, geometry: Geometry, edges: Edges, reach: float) -> Floats:
    """How far in X each edge is from where ``geometry`` has it, sought within ``reach``; NaN: not found."""
    ticks = np.linspace(-reach, reach, _STEPS)
    profile = _profiles(picture, geometry, edges, ticks)
    # From dark to light all of them, about the middle of what lies half a module to either side
    rising = profile * edges.sign[:, None]
    before, after = (rising[:, np.argmin(abs(ticks - side))] for side in (-0.5, 0.5))
    step = after - before
    level = rising - (before + after)[:, None] / 2
    found = _nearest_rise(level, ticks)
    return np.where(step > _FAINTEST * np.median(np.abs(step)), found, np.nan)


def _profiles(picture: Picture, geometry: Geometry, edges: Edges, ticks: Floats) -> Floats:
    along, across = np.meshgrid(ticks, _ACROSS, indexing="ij")
    upright = edges.upright[:, None]
    u = edges.points[:, :1] + np.where(upright, along.ravel(), across.ravel())
    v = edges.points[:, 1:] + np.where(upright, across.ravel(), along.ravel())
    pixels = geometry.px(np.column_stack([u.ravel(), v.ravel()])).astype(np.float32) - np.float32(0.5)
    x, y = (pixels[:, axis].reshape(len(u), -1) for axis in (0, 1))
    looked = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(looked.reshape(len(u), len(ticks), len(_ACROSS)).mean(axis=2, dtype=np.float64))


def _nearest_rise(level: Floats, ticks: Floats) -> Floats:
    """Where each row rises through 0, the place nearest to the middle; NaN where it never does."""
    low, high = level[:, :-1], level[:, 1:]
    rises = (low <= 0) & (high > 0)
    share = np.where(rises, -low / np.where(rises, high - low, 1), 0)
    places = np.where(rises, ticks[:-1] + share * (ticks[1] - ticks[0]), np.inf)
    best = np.take_along_axis(places, np.abs(places).argmin(axis=1)[:, None], axis=1).ravel()
    return np.where(np.isfinite(best), best, np.nan)
