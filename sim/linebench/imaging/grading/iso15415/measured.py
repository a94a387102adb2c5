"""What all parameters of one symbol in one picture are computed from, measured once."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats, Geometry
from linebench.imaging.grading.calibration import Calibration
from linebench.imaging.grading.iso15415.plan import Flags, Layout, field, layout
from linebench.imaging.grading.iso15415.sample import point_means, spot_means, x_in_px
from linebench.imaging.grading.iso15415.truth import truth
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["Lines", "Measured", "Views", "look", "measured"]


class Lines(NamedTuple):
    """Reflectance along the frame in steps of 0.1 X, from left to right and from top to bottom."""

    left: Floats
    bottom: Floats
    top: Floats
    right: Floats


class Views(NamedTuple):
    """What the camera saw of a symbol, before any threshold.

    ``samples``: reflectance at module centres, ring of quiet zone included, flat. ``lines``: along the frame.
    ``grid``: pixel coordinates of the modules as they lie. ``aperture_x``: in X.
    """

    samples: Floats
    lines: Lines
    grid: Floats
    aperture_x: float


class Measured(NamedTuple):
    """A symbol's samples with the threshold that parts them.

    Attributes:
        symbol: as encoded.
        layout: parts of a Data Matrix symbol; None for other symbols.
        views: what the camera saw.
        threshold: reflectance below which a module is dark.
        modulation: of each sample, 0 and up; 1 is the full distance from the threshold.
        wrong: of each sample, whether its state is not what it should be.
        dark: of each sample, whether it is dark.
        errors: of each codeword, whether it differs from what the content asks for.
        inverse: whether the symbol is light on dark; then ``dark`` and the lines are those of its negative.

    """

    symbol: Symbol
    layout: Layout | None
    views: Views
    threshold: float
    modulation: Floats
    wrong: Flags
    dark: Flags
    errors: Flags
    inverse: bool = False

    @property
    def samples(self) -> Floats:
        """Reflectance at module centres, ring of quiet zone included, flat."""
        return self.views.samples


def look(picture: Picture, geometry: Geometry, symbol: Symbol, aperture_x: float,
         calibration: Calibration) -> Views:
    """Measure what needs no threshold."""
    rows, columns = symbol.modules.shape
    where = field(rows, columns)
    pixels = geometry.px(where.points)
    spot = aperture_x * x_in_px(geometry, rows, columns)
    samples = calibration.reflectance(spot_means(picture, pixels, spot))
    along = calibration.reflectance(point_means(picture, geometry.px(where.lines), 3))
    left, bottom, top, right = np.split(along, where.cuts)
    return Views(samples, Lines(left, bottom, top, right), _grid(geometry, pixels[where.inner], symbol), aperture_x)


def _grid(geometry: Geometry, pixels: Floats, symbol: Symbol) -> Floats:
    if geometry.scatter is None:
        return pixels
    rows, columns = symbol.modules.shape
    where = field(rows, columns)
    return geometry.px(where.points[where.inner] + geometry.scatter.reshape(-1, 2))


def measured(symbol: Symbol, views: Views, threshold: float, modulation: Floats) -> Measured:
    """Part the samples at ``threshold`` and compare them with what the content asks for.

    A symbol that is light on dark is as good as one that is dark on light: ISO/IEC 16022 has both. It is looked
    at as its negative.
    """
    parts = layout(*symbol.modules.shape) if symbol.codewords else None
    wanted, lost = truth(symbol, parts)
    inverse = bool(views.samples[wanted].mean() > views.samples[~wanted].mean())
    dark = (views.samples < threshold) != inverse
    if inverse:
        views = views._replace(lines=Lines(*(2 * threshold - line for line in views.lines)))
    wrong = dark != wanted
    errors = wrong[parts.cells].any(axis=1) | lost if parts is not None else np.zeros(0, dtype=np.bool_)
    return Measured(symbol, parts, views, threshold, modulation, wrong, dark, errors, inverse)
