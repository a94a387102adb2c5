"""How good a symbol in a picture is, by the standards that verifiers apply: numbers, grades and what set them."""

from collections.abc import Callable

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading.calibration import PICTURE, Calibration
from linebench.imaging.grading.grade import Grade, Grading, letter
from linebench.imaging.grading.iso15415 import grade_matrix
from linebench.imaging.grading.iso15416 import grade_linear
from linebench.imaging.grading.iso29158 import grade_dpm
from linebench.imaging.grading.requirement import Requirement, Verdict, aperture_x, meets
from linebench.imaging.grading.rules import (
    DECIMAL,
    EDITIONS,
    ISO15415_2011,
    ISO15416_2016,
    ISO29158_2011,
    GradingError,
    Rules,
    rules_of,
)
from linebench.imaging.picture import Picture
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["DECIMAL", "EDITIONS", "ISO15415_2011", "ISO15416_2016", "ISO29158_2011", "PICTURE", "Calibration",
           "Grade", "Grading", "GradingError", "Requirement", "Rules", "Verdict", "aperture_x", "grade",
           "grade_dpm", "grade_linear", "grade_matrix", "letter", "meets", "rules_of"]


_STANDARDS: dict[str, tuple[Callable[..., Grading], str]] = {
    "15416": (grade_linear, "aperture_x"), "29158": (grade_dpm, "apertures_x"),
    "15415": (grade_matrix, "aperture_x")}
"""By the number in the edition: who grades, and the option that takes an aperture."""


def grade(picture: Picture, geometry: Geometry, symbol: Symbol, edition: str | Rules | None = None, *,
          aperture_x: float | None = None, x_mm: float | None = None,
          calibration: Calibration = PICTURE) -> Grading:
    """Grade by the standard for the kind of symbol, or by the edition that is asked for.

    ``aperture_x``: diameter of the aperture in X; without it the one that the standard starts from. ``x_mm``:
    module width in millimetres.

    Raises:
        GradingError: an edition that is not known or not for this kind of symbol.

    """
    rules = rules_of(edition or (ISO15416_2016 if symbol.linear else ISO15415_2011))
    number = next((number for number in _STANDARDS if number in rules.edition), None)
    if number is None:
        raise GradingError(f"edition {rules.edition!r} names no standard; expected one of "
                           f"{', '.join(_STANDARDS)} in it")
    how, option = _STANDARDS[number]
    spot = {} if aperture_x is None else {option: (aperture_x,) if option == "apertures_x" else aperture_x}
    return how(picture, geometry, symbol, x_mm=x_mm, calibration=calibration, edition=rules, **spot)
