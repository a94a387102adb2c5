"""Direct part marks by ISO/IEC TR 29158: as ISO/IEC 15415, with contrast and threshold made for bare material.

The exposure that the standard adjusts first drops out: all but the minimum reflectance are ratios to the light
modules. Grid, fixed pattern and error correction are those of ISO/IEC 15415, at this threshold.
"""

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading.calibration import PICTURE, Calibration
from linebench.imaging.grading.grade import Grade, Grading
from linebench.imaging.grading.iso15415.decode import decode
from linebench.imaging.grading.iso15415.fixed_pattern import fixed_pattern_apart
from linebench.imaging.grading.iso15415.grid import axial, fitted, grid
from linebench.imaging.grading.iso15415.measured import Measured, Views, look, measured
from linebench.imaging.grading.iso15415.modulation import modulation
from linebench.imaging.grading.iso15415.plan import field
from linebench.imaging.grading.iso15415.unused_correction import unused_correction
from linebench.imaging.grading.iso29158.cells import cell_contrast, cell_modulation, minimum_reflectance
from linebench.imaging.grading.iso29158.lobes import Lobes, lobes
from linebench.imaging.grading.rules import ISO29158_2011, GradingError, Rules, rules_of
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["grade_dpm"]


def grade_dpm(picture: Picture, geometry: Geometry, symbol: Symbol, *,
              apertures_x: tuple[float, ...] = (0.5, 0.8), x_mm: float | None = None,
              calibration: Calibration = PICTURE, edition: str | Rules = ISO29158_2011) -> Grading:
    """Grade a direct part mark with each aperture; the better result counts, of equal ones the first.

    ``apertures_x``: diameters in X. ``x_mm``: module width in millimetres.

    Raises:
        GradingError: no aperture, a linear symbol, or an edition that is not known.

    """
    if symbol.linear or not apertures_x:
        raise GradingError(f"{symbol.carrier} with {len(apertures_x)} apertures cannot be graded by ISO/IEC 29158; "
                           "expected a matrix symbol and at least one aperture")
    rules = rules_of(edition)
    views = [look(picture, geometry, symbol, aperture, calibration) for aperture in apertures_x]
    return max((_graded(symbol, seen, x_mm, rules) for seen in views), key=lambda grading: grading.overall)


def _graded(symbol: Symbol, views: Views, x_mm: float | None, rules: Rules) -> Grading:
    found = lobes(views.samples[field(*symbol.modules.shape).inner])
    cells = measured(symbol, views, found.threshold, cell_modulation(views.samples, found))
    parameters = _parameters(cells, found, rules)
    overall = min(grade.grade for grade in parameters if grade.grade is not None)
    return Grading(edition=rules.edition, parameters=parameters, overall=overall, aperture_x=views.aperture_x,
                   x_mm=x_mm)


def _parameters(cells: Measured, found: Lobes, rules: Rules) -> tuple[Grade, ...]:
    fit = fitted(cells)
    return (decode(cells, rules), cell_contrast(found, rules), modulation(cells, rules, "CM"),
            minimum_reflectance(found, rules), unused_correction(cells, rules), axial(fit, rules), grid(fit, rules),
            *fixed_pattern_apart(cells, rules))
