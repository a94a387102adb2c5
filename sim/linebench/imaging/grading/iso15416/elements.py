"""Edges and elements of a scan reflectance profile: ISO/IEC 15416."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.iso15415.plan import Indices
from linebench.imaging.grading.iso15416.profile import Profile

__all__ = ["Elements", "elements", "nonuniformity"]

_MARGIN = 1.0
"""X around the bars within which an edge belongs to them, and not to dirt in the quiet zone."""


class Elements(NamedTuple):
    """A profile cut at its edges.

    ``edges``: places of the edges of the bars in X. ``rows``: reflectance of each element from quiet zone to
    quiet zone, light and dark in turn; dark ones negative, so that all have peaks; filled up with -inf.
    ``outside``: edges in the quiet zone.
    """

    edges: Floats
    rows: Floats
    outside: int

    @property
    def widths(self) -> Floats:
        """Widths in X of bars and spaces from the first bar to the last."""
        return np.diff(self.edges)

    @property
    def edge_contrasts(self) -> Floats:
        """EC of each edge: the highest of the light element less the lowest of the dark one beside it."""
        tops: Floats = self.rows.max(axis=1)
        return tops[:-1] + tops[1:]

    @property
    def nonuniformity(self) -> float:
        """ERNmax: the largest peak to valley within any element."""
        return float(nonuniformity(self.rows).max())


def elements(profile: Profile, columns: int) -> Elements:
    """Cut ``profile`` where it crosses the threshold; ``columns``: width of the symbol in X."""
    below = profile.threshold - profile.reflectance
    crossed = np.flatnonzero((below[:-1] > 0) != (below[1:] > 0))
    share = below[crossed] / (below[crossed] - below[crossed + 1])
    places = profile.u[crossed] + share * (profile.u[crossed + 1] - profile.u[crossed])
    inside = (places > -_MARGIN) & (places < columns + _MARGIN)
    return Elements(places[inside], _rows(profile.reflectance, crossed[inside] + 1), int(np.count_nonzero(~inside)))


def _rows(reflectance: Floats, cuts: Indices) -> Floats:
    starts = np.concatenate([[0], cuts])
    lengths = np.diff(np.append(starts, len(reflectance)))
    number = np.repeat(np.arange(len(starts)), lengths)
    rows = np.full((len(starts), int(lengths.max())), -np.inf)
    rows[number, np.arange(len(reflectance)) - starts[number]] = np.where(number % 2, -reflectance, reflectance)
    return rows


def nonuniformity(rows: Floats) -> Floats:
    """ERN of each row: its highest peak less the lowest valley between peaks; 0 with a single peak."""
    walled = np.pad(rows, ((0, 0), (1, 1)), constant_values=-np.inf)
    peaks = (rows >= walled[:, :-2]) & (rows >= walled[:, 2:]) & np.isfinite(rows)
    between = np.logical_or.accumulate(peaks, axis=1) & np.logical_or.accumulate(peaks[:, ::-1], axis=1)[:, ::-1]
    high = np.where(between, rows, -np.inf).max(axis=1)
    return np.asarray(high - np.where(between, rows, np.inf).min(axis=1))
