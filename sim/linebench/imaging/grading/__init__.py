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


def grade(picture: Picture, geometry: Geometry, symbol: Symbol, edition: str | Rules | None = None, *,
          x_mm: float | None = None, calibration: Calibration = PICTURE) -> Grading:
    """Grade by the standard for the kind of symbol, or by the edition that is asked for.

    Raises:
        GradingError: an edition that is not known or not for this kind of symbol.

    """
    rules = rules_of(edition or (ISO15416_2016 if symbol.linear else ISO15415_2011))
    how: dict[str, Callable[..., Grading]] = {"15416": grade_linear, "29158": grade_dpm, "15415": grade_matrix}
    chosen = next((how[number] for number in how if number in rules.edition), None)
    if chosen is None:
        raise GradingError(f"edition {rules.edition!r} names no standard; expected one of {', '.join(how)} in it")
    return chosen(picture, geometry, symbol, x_mm=x_mm, calibration=calibration, edition=rules)
