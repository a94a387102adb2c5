"""Contrast, modulation and light level of cells: ISO/IEC TR 29158:2011."""

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso29158.lobes import Lobes
from linebench.imaging.grading.rules import Rules

__all__ = ["cell_contrast", "cell_modulation", "minimum_reflectance"]

_BEST, _WORST = 4.0, 0.0
_TINY = 1e-9


def cell_contrast(found: Lobes, rules: Rules) -> Grade:
    """CC: the difference of the mean of light and of dark modules, over that of the light ones."""
    value = (found.light - found.dark) / max(found.light, _TINY)
    return Grade("CC", value, rules.contrast.grade(value, tenths=rules.tenths),
                 detail=f"mean light {found.light:.3f}, mean dark {found.dark:.3f}")


def cell_modulation(samples: Floats, found: Lobes) -> Floats:
    """CM of each sample: its distance from the threshold, over that of the mean of its side."""
    light = (samples - found.threshold) / max(found.light - found.threshold, _TINY)
    dark = (found.threshold - samples) / max(found.threshold - found.dark, _TINY)
    return np.where(samples < found.threshold, dark, light)


def minimum_reflectance(found: Lobes, rules: Rules) -> Grade:
    """MR: whether light modules reflect enough to be seen without undue exposure."""
    enough = found.light >= rules.minimum_reflectance - _TINY
    return Grade("MR", found.light, _BEST if enough else _WORST,
                 detail="" if enough else f"expected at least {rules.minimum_reflectance:.0%}")
