"""How good a symbol in a picture is, by the standards that verifiers apply: numbers, grades and what set them."""

from linebench.imaging.grading.calibration import PICTURE, Calibration
from linebench.imaging.grading.grade import Grade, Grading, letter
from linebench.imaging.grading.iso15415 import grade_matrix
from linebench.imaging.grading.rules import (
    DECIMAL,
    EDITIONS,
    ISO15415_2011,
    ISO15416_2016,
    ISO29158_2011,
    GradingError,
    Rules,
)

__all__ = ["DECIMAL", "EDITIONS", "ISO15415_2011", "ISO15416_2016", "ISO29158_2011", "PICTURE", "Calibration",
           "Grade", "Grading", "GradingError", "Rules", "grade_matrix", "letter"]
