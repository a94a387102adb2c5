"""Matrix symbols by ISO/IEC 15415: one file per parameter, one place that puts them together.

For QR Code only what needs no map of codewords is graded: decode (the sampled modules are read by a decoder),
SC, AN and GN. MOD, RM, UEC and FPD say that they are not graded and why.
"""

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading.calibration import PICTURE, Calibration
from linebench.imaging.grading.grade import Grade, Grading
from linebench.imaging.grading.iso15415.contrast import contrast, extremes, uniformity
from linebench.imaging.grading.iso15415.decode import decode
from linebench.imaging.grading.iso15415.fixed_pattern import fixed_pattern
from linebench.imaging.grading.iso15415.grid import axial, fitted, grid
from linebench.imaging.grading.iso15415.growth import growth
from linebench.imaging.grading.iso15415.measured import Measured, Views, look, measured
from linebench.imaging.grading.iso15415.modulation import margin, modulation
from linebench.imaging.grading.iso15415.unused_correction import unused_correction
from linebench.imaging.grading.rules import ISO15415_2011, GradingError, Rules, rules_of
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["grade_matrix"]

_TINY = 1e-9


def grade_matrix(picture: Picture, geometry: Geometry, symbol: Symbol, *, aperture_x: float = 0.8,
                 x_mm: float | None = None, calibration: Calibration = PICTURE,
                 edition: str | Rules = ISO15415_2011) -> Grading:
    """Grade a matrix symbol whose place and content are known.

    ``aperture_x``: diameter of the aperture in X. ``x_mm``: module width in millimetres, needed only to write
    the aperture in thousandths of an inch.

    Raises:
        GradingError: a linear symbol, or an edition that is not known.

    """
    if symbol.linear:
        raise GradingError(f"{symbol.carrier} is a linear symbol; expected a matrix symbol for ISO/IEC 15415")
    rules = rules_of(edition)
    views = look(picture, geometry, symbol, aperture_x, calibration)
    parameters = _parameters(_measured(symbol, views), rules)
    overall = min(grade.grade for grade in parameters if grade.grade is not None)
    return Grading(edition=rules.edition, parameters=parameters, overall=overall, aperture_x=aperture_x, x_mm=x_mm)


def _measured(symbol: Symbol, views: Views) -> Measured:
    """Global threshold and modulation: ISO/IEC 15415:2011 clause 7."""
    low, high = extremes(views)
    threshold = (high + low) / 2
    modulation = 2 * abs(views.samples - threshold) / max(high - low, _TINY)
    return measured(symbol, views, threshold, modulation)


def _parameters(found: Measured, rules: Rules) -> tuple[Grade, ...]:
    fit = fitted(found)
    informative = (uniformity(found), *(growth(found) if found.layout else ()))
    return (decode(found, rules), contrast(found.views, rules), modulation(found, rules), margin(found, rules),
            unused_correction(found, rules), axial(fit, rules), grid(fit, rules), fixed_pattern(found, rules),
            *informative)
