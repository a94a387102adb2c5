"""The homography that brings a symbol's edges to where the picture shows them."""

import numpy as np

from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.grading.locate.edges import Edges, offsets
from linebench.imaging.picture import Picture

__all__ = ["GridWarp", "fit", "regridded"]

_WIDE, _NARROW = 0.9, 0.6
"""How far edges are sought, in X: the outer ones at first, with nothing beside them, then all."""
_PASSES = 4
_OUTLIER = 4.0
"""Offsets off by more than that many times the median are left out."""
_FLOOR = 0.02
"""… but never one that is within this many X."""
_FEWEST = 12
_MOST_OFF = 0.45
"""Modules cannot be told apart where grid lines are off by half a module."""


class GridWarp:
    """Moves the lines of the grid: each column and each row by its own amount, in between in proportion.

    ``across``: of the lines u = 0, 1, …, in X. ``down``: of the lines v = 0, 1, ….
    """

    def __init__(self, across: Floats, down: Floats) -> None:
        self.across, self.down = across, down

    def __call__(self, points: Floats) -> Floats:
        """Points where they really are."""
        u, v = points[:, 0], points[:, 1]
        return np.column_stack([u + np.interp(u, np.arange(len(self.across)), self.across),
                                v + np.interp(v, np.arange(len(self.down)), self.down)])


def fit(picture: Picture, homography: Floats, edges: Edges, *, rough: bool) -> tuple[Floats, float]:
    """The homography after fitting, and the share of edges that it explains.

    ``rough``: the outer edges come first, sought widely, because the start may be off by a pixel or two.
    """
    if rough:
        outer = edges.only(edges.outer)
        for _ in range(2):
            homography = _fitted(picture, homography, outer, _WIDE, growth=False)[0]
    share = 0.0
    for _ in range(_PASSES):
        homography, share = _fitted(picture, homography, edges, _NARROW, growth=True)
    return homography, share


def _fitted(picture: Picture, homography: Floats, edges: Edges, reach: float, *, growth: bool
            ) -> tuple[Floats, float]:
    found = offsets(picture, Geometry(homography), edges, reach)
    terms = _terms(edges, growth=growth)
    kept = np.isfinite(found)
    for _ in range(3):
        if np.count_nonzero(kept) < _FEWEST:
            return homography, 0.0
        solution: Floats = np.linalg.lstsq(terms[kept], found[kept], rcond=None)[0].astype(np.float64)
        off = np.abs(np.nan_to_num(found) - terms @ solution)
        limit = max(_FLOOR, _OUTLIER * float(np.median(off[kept])))
        kept = np.isfinite(found) & (off <= limit)
    changed: Floats = homography @ _step(solution)
    return changed / changed[2, 2], float(np.count_nonzero(kept & (off < _MOST_OFF)) / len(kept))


def _terms(edges: Edges, *, growth: bool) -> Floats:
    """The offset of each edge as a linear function of a small change of the homography, and of print growth.

    Unknown are: shift, scale and shear of u and of v, the two of perspective, and by how much dark grows to
    either side across and down. Without growth in it, thick print would pass for a larger symbol.
    """
    u, v = edges.points.T
    one, none = np.ones_like(u), np.zeros_like(u)
    across = np.column_stack([one, u, v, none, none, none, u * u, u * v])
    down = np.column_stack([none, none, none, one, u, v, u * v, v * v])
    terms = np.where(edges.upright[:, None], across, down)
    if not growth:
        return terms
    return np.column_stack([terms, np.where(edges.upright, edges.sign, 0), np.where(edges.upright, 0, edges.sign)])


def _step(solution: Floats) -> Floats:
    a0, a1, a2, b0, b1, b2, p, q = solution[:8]
    return np.array([[1 + a1, a2, a0], [b1, 1 + b2, b0], [-p, -q, 1.0]])


def regridded(picture: Picture, homography: Floats, edges: Edges, size: tuple[int, int]) -> Geometry:
    """The geometry with its rows and columns where the edges show them, on top of the homography."""
    geometry = Geometry(homography)
    found = offsets(picture, geometry, edges, _NARROW)
    rest = found - _grown(edges, found)
    rows, columns = size
    across = _lines(rest[edges.upright], edges.points[edges.upright, 0], columns)
    down = _lines(rest[~edges.upright], edges.points[~edges.upright, 1], rows)
    return Geometry(homography, (GridWarp(across, down),))


def _grown(edges: Edges, found: Floats) -> Floats:
    """What print growth adds to each offset."""
    grown = np.zeros_like(found)
    for way in (edges.upright, ~edges.upright):
        grown[way] = edges.sign[way] * float(np.nanmean(found[way] * edges.sign[way]))
    return grown


def _lines(rest: Floats, places: Floats, count: int) -> Floats:
    """The middle offset of the edges along each grid line; a line without any takes that of its neighbours."""
    lines = np.full(count + 1, np.nan)
    for line in range(count + 1):
        here = rest[(places == line) & np.isfinite(rest)]
        if len(here):
            lines[line] = np.median(here)
    known = np.isfinite(lines)
    if not known.any():
        return np.zeros(count + 1)
    filled: Floats = np.interp(np.arange(count + 1), np.flatnonzero(known), lines[known])
    return filled
