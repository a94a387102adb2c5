"""Axial and grid nonuniformity: ISO/IEC 15415:2011 clause 7."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.plan import field
from linebench.imaging.grading.rules import Rules

__all__ = ["Fit", "axial", "fitted", "grid"]


class Fit(NamedTuple):
    """The even grid that comes nearest to the modules.

    ``across``, ``down``: px from one column, one row, to the next. ``off``: px from each module to its place in
    that grid.
    """

    across: float
    down: float
    off: Floats

    @property
    def mean(self) -> float:
        """Px per module."""
        return (self.across + self.down) / 2


def fitted(measured: Measured) -> Fit:
    """The affine map that fits the modules with least squares."""
    where = field(*measured.symbol.modules.shape)
    affine = where.affine @ measured.views.grid
    left = measured.views.grid - where.design @ affine
    across, down = np.hypot(affine[:2, 0], affine[:2, 1])
    return Fit(float(across), float(down), np.hypot(left[:, 0], left[:, 1]))


def axial(fit: Fit, rules: Rules) -> Grade:
    """AN: by how much the spacing along one axis differs from the other, over their mean."""
    value = abs(fit.across - fit.down) / fit.mean
    return Grade("AN", value, rules.axial.grade(value, tenths=rules.tenths))


def grid(fit: Fit, rules: Rules) -> Grade:
    """GN: how far the module that lies worst is from its place in the even grid."""
    value = float(fit.off.max()) / fit.mean
    return Grade("GN", value, rules.grid.grade(value, tenths=rules.tenths), unit="X")
