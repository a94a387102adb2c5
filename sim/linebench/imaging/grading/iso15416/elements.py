"""Edges and elements of a scan reflectance profile: ISO/IEC 15416."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.iso15416.profile import Profile

__all__ = ["Elements", "elements", "nonuniformity"]

_MARGIN = 1.0
"""X around the bars within which an edge belongs to them, and not to dirt in the quiet zone."""


class Elements(NamedTuple):
    """A profile cut at its edges.

    ``edges``: places of the edges of the bars in X. ``parts``: reflectance of each element from quiet zone to
    quiet zone, light and dark in turn. ``outside``: edges in the quiet zone.
    """

    edges: Floats
    parts: list[Floats]
    outside: int

    @property
    def widths(self) -> Floats:
        """Widths in X of bars and spaces from the first bar to the last."""
        return np.diff(self.edges)

    @property
    def edge_contrasts(self) -> Floats:
        """EC of each edge: the highest of the light element less the lowest of the dark one beside it."""
        tops = np.array([part.max() if light else part.min() for light, part in self._in_turn()])
        return np.abs(np.diff(tops))

    @property
    def nonuniformity(self) -> float:
        """ERNmax: the largest peak to valley within any element."""
        return max(nonuniformity(part if light else -part) for light, part in self._in_turn())

    def _in_turn(self) -> list[tuple[bool, Floats]]:
        return [(number % 2 == 0, part) for number, part in enumerate(self.parts)]


def elements(profile: Profile, columns: int) -> Elements:
    """Cut ``profile`` where it crosses the threshold; ``columns``: width of the symbol in X."""
    below = profile.threshold - profile.reflectance
    crossed = np.flatnonzero((below[:-1] > 0) != (below[1:] > 0))
    share = below[crossed] / (below[crossed] - below[crossed + 1])
    places = profile.u[crossed] + share * (profile.u[crossed + 1] - profile.u[crossed])
    inside = (places > -_MARGIN) & (places < columns + _MARGIN)
    parts = np.split(profile.reflectance, crossed[inside] + 1)
    return Elements(places[inside], parts, int(np.count_nonzero(~inside)))


def nonuniformity(light: Floats) -> float:
    """ERN of a light element: its highest peak less the lowest valley between peaks; 0 with a single peak."""
    if len(light) < 3:  # noqa: PLR2004 - two peaks and a valley are three samples
        return 0.0
    padded = np.concatenate([[-np.inf], light, [-np.inf]])
    peaks = np.flatnonzero((padded[1:-1] >= padded[:-2]) & (padded[1:-1] >= padded[2:]))
    between = light[peaks[0]:peaks[-1] + 1]
    return float(between.max() - between.min())
