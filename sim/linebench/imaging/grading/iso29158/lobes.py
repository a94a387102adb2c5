"""The threshold between the two lobes of a histogram: ISO/IEC TR 29158:2011."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats

__all__ = ["Lobes", "lobes"]


class Lobes(NamedTuple):
    """The threshold and the mean of the samples on either side."""

    threshold: float
    dark: float
    light: float


def lobes(samples: Floats) -> Lobes:
    """Part the samples where the variances of both sides add up to least, in the middle of the gap there."""
    ordered = np.sort(samples)
    counts = np.arange(1, len(ordered))
    sums, squares = np.cumsum(ordered), np.cumsum(ordered**2)
    low = squares[:-1] / counts - (sums[:-1] / counts) ** 2
    rest = len(ordered) - counts
    high = (squares[-1] - squares[:-1]) / rest - ((sums[-1] - sums[:-1]) / rest) ** 2
    # A split within equal values is none
    at = int(np.argmin(np.where(np.diff(ordered) > 0, low + high, np.inf)))
    return Lobes(float(ordered[at] + ordered[at + 1]) / 2, float(ordered[:at + 1].mean()),
                 float(ordered[at + 1:].mean()))
