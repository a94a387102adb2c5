"""Linear symbols by ISO/IEC 15416: ten scans across the bars, each graded, and their mean."""

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading.calibration import PICTURE, Calibration
from linebench.imaging.grading.grade import Grade, Grading
from linebench.imaging.grading.iso15416.profile import profiles
from linebench.imaging.grading.iso15416.scan import scan_grades
from linebench.imaging.grading.rules import ISO15416_2016, GradingError, Rules, rules_of
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["aperture_mm", "grade_linear"]

_EAN_MM = 0.150
_APERTURES = ((0.180, 0.075), (0.330, 0.125), (0.635, 0.250))
_WIDEST_MM = 0.500
_USUAL_X = 0.5
_TENTH = 10


def aperture_mm(carrier: str, x_mm: float) -> float:
    """The aperture in millimetres for a module width: ISO/IEC 15416; EAN and UPC have one."""
    if "ean" in carrier or "upc" in carrier:
        return _EAN_MM
    return next((aperture for below, aperture in _APERTURES if x_mm < below), _WIDEST_MM)


def grade_linear(picture: Picture, geometry: Geometry, symbol: Symbol, *, aperture_x: float | None = None,
                 x_mm: float | None = None, calibration: Calibration = PICTURE,
                 edition: str | Rules = ISO15416_2016) -> Grading:
    """Grade a linear symbol whose place and content are known.

    Values are those of the worst scan, with its grade; a parameter's detail says which. ``aperture_x``: in X;
    without it the one for ``x_mm``, and half a module where that is not known either.

    Raises:
        GradingError: a matrix symbol, or an edition that is not known.

    """
    if not symbol.linear:
        raise GradingError(f"{symbol.carrier} is no linear symbol; expected one for ISO/IEC 15416")
    rules = rules_of(edition)
    spot = aperture_x or (aperture_mm(symbol.carrier, x_mm) / x_mm if x_mm else _USUAL_X)
    scans = [scan_grades(profile, symbol, rules)
             for profile in profiles(picture, geometry, symbol, scans=rules.scans, aperture_x=spot,
                                     calibration=calibration)]
    return Grading(edition=rules.edition, parameters=_worst(scans), overall=_mean(scans), aperture_x=spot,
                   x_mm=x_mm)


def _mean(scans: list[tuple[Grade, ...]]) -> float:
    """The mean of the scan grades, to a tenth."""
    grades = [min(grade.grade for grade in scan if grade.grade is not None) for scan in scans]
    return int(sum(grades) / len(grades) * _TENTH + 0.5) / _TENTH


def _worst(scans: list[tuple[Grade, ...]]) -> tuple[Grade, ...]:
    """Of each parameter the scan with the lowest grade, the first of equal ones."""
    found = []
    for same in zip(*scans, strict=True):
        number, worst = min(enumerate(same, 1), key=lambda pair: _rank(pair[1]))
        detail = f"scan {number}" + (f": {worst.detail}" if worst.detail else "")
        found.append(Grade(worst.name, worst.value, worst.grade, worst.unit, detail))
    return tuple(found)


def _rank(grade: Grade) -> float:
    return 0.0 if grade.grade is None else grade.grade
