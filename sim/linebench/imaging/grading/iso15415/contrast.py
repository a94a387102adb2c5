"""Symbol contrast and contrast uniformity: ISO/IEC 15415:2011 clause 7."""

from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured, Views
from linebench.imaging.grading.rules import Rules

__all__ = ["contrast", "extremes", "uniformity"]


def extremes(views: Views) -> tuple[float, float]:
    """Lowest and highest reflectance over symbol and quiet zone."""
    return float(views.samples.min()), float(views.samples.max())


def contrast(views: Views, rules: Rules) -> Grade:
    """SC: the lightest sample less the darkest."""
    low, high = extremes(views)
    value = high - low
    return Grade("SC", value, rules.contrast.grade(value, tenths=rules.tenths),
                 detail=f"Rmax {high:.3f}, Rmin {low:.3f}")


def uniformity(measured: Measured) -> Grade:
    """Contrast uniformity: the lowest modulation of any module that carries data; not graded."""
    layout = measured.layout
    modulation = measured.modulation if layout is None else measured.modulation[layout.cells]
    return Grade("contrast uniformity", float(modulation.min()), None)
