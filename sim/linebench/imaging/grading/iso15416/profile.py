"""Scan reflectance profiles: ISO/IEC 15416, what a scanning spot sees along one line across the bars."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.grading.calibration import Calibration
from linebench.imaging.grading.iso15415.sample import spot_means, x_in_px
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["Profile", "profiles"]

_FROM, _TO = 0.1, 0.9
"""The inspection band: the middle 80 % of the bar height, ISO/IEC 15416."""
_STEP_PX = 0.5
_FINEST, _COARSEST = 0.02, 0.2
"""Bounds of the step in X."""


class Profile(NamedTuple):
    """Reflectance along one scan.

    ``u``: place of each sample in X, evenly rising, from quiet zone to quiet zone. ``reflectance``: there.
    """

    u: Floats
    reflectance: Floats

    @property
    def threshold(self) -> float:
        """GT, half way between the lightest and the darkest sample."""
        return float(self.reflectance.max() + self.reflectance.min()) / 2


def profiles(picture: Picture, geometry: Geometry, symbol: Symbol, *, scans: int, aperture_x: float,
             calibration: Calibration) -> list[Profile]:
    """``scans`` scans spread evenly over the inspection band."""
    height, columns = symbol.size
    per_x = x_in_px(geometry, height, columns)
    left, _, right, _ = symbol.quiet_zone
    step = float(np.clip(_STEP_PX / per_x, _FINEST, _COARSEST))
    u = np.linspace(-left, columns + right, round((left + columns + right) / step) + 1)
    bars = height - 2 * symbol.bearer
    share = _FROM + (_TO - _FROM) * (np.arange(scans) + 0.5) / scans
    lines = (geometry.px(np.column_stack([u, np.full_like(u, v)])) for v in symbol.bearer + bars * share)
    return [Profile(u, calibration.reflectance(spot_means(picture, line, aperture_x * per_x))) for line in lines]
