"""Print growth: reported and not graded by ISO/IEC 15415:2011; the scale is of ISO/IEC 16022:2000."""

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.plan import LINE_STEP

__all__ = ["dark_share", "growth"]

_NOMINAL, _SPAN = 0.50, 0.15
_TINY = 1e-12


def growth(measured: Measured) -> tuple[Grade, Grade]:
    """Print growth across and down, D' = (D - 0.50) / 0.15, D the dark share of the clock track."""
    lines = measured.views.lines
    return (_grade("print growth horizontal", lines.top, measured.threshold),
            _grade("print growth vertical", lines.right, measured.threshold))


def _grade(name: str, line: Floats, threshold: float) -> Grade:
    share = dark_share(line, threshold)
    return Grade(name, (share - _NOMINAL) / _SPAN, None, detail=f"dark share {share:.3f}")


def dark_share(line: Floats, threshold: float) -> float:
    """Share of the track that is dark, from the middle of its first to the middle of its last module.

    Edges are found between samples on a straight line, so that the step between samples is no limit.
    """
    half = round(0.5 / LINE_STEP)
    below = threshold - line[half - 1:len(line) - half + 1]
    ahead, here = np.maximum(below[:-1], below[1:]), np.minimum(below[:-1], below[1:])
    return float(np.clip(ahead / (ahead - here + _TINY), 0, 1).mean())
