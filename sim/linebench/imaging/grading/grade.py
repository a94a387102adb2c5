"""What grading yields: the grade of each parameter and of the symbol, with the terms they were measured under."""

import msgspec

__all__ = ["DECODE", "Grade", "Grading", "letter"]

DECODE = "decode"
_MIL_MM = 0.0254
_LETTERS = ((3.5, "A"), (2.5, "B"), (1.5, "C"), (0.5, "D"))
"""Marks of the mean of several scans or pictures: ISO/IEC 15415:2011, ISO/IEC 15416."""


class Grade(msgspec.Struct, frozen=True):
    """One parameter of one symbol.

    Attributes:
        name: of the parameter, as verifiers print it: ``SC``, ``UEC``, …
        value: as measured, None where there is no number.
        grade: 0 to 4; None where the parameter is reported and not graded, or could not be graded.
        unit: of the value; empty for a ratio.
        detail: what led to it, or why there is no grade.

    """

    name: str
    value: float | None
    grade: float | None
    unit: str = ""
    detail: str = ""


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """A symbol's grades.

    Attributes:
        edition: the rules that were applied.
        parameters: in the order of the standard.
        overall: 0 to 4.
        aperture_x: diameter of the aperture in X.
        x_mm: module width in millimetres, None if nobody said it.
        wavelength: of the light in nanometres.
        angle: of the light in degrees, and how: ``45`` is four-sided at 45 degrees.

    """

    edition: str
    parameters: tuple[Grade, ...]
    overall: float
    aperture_x: float
    x_mm: float | None = None
    wavelength: int = 660
    angle: str = "45"

    def __getitem__(self, name: str) -> Grade:
        """The parameter of that name.

        Raises:
            KeyError: there is none.

        """
        for grade in self.parameters:
            if grade.name == name:
                return grade
        raise KeyError(name)

    @property
    def aperture_mm(self) -> float | None:
        """Diameter of the aperture in millimetres."""
        return None if self.x_mm is None else self.aperture_x * self.x_mm

    @property
    def aperture_mil(self) -> int | None:
        """Diameter of the aperture in thousandths of an inch, as written in a grade."""
        return None if self.aperture_mm is None else round(self.aperture_mm / _MIL_MM)

    @property
    def text(self) -> str:
        """As people write it: ``3.0/08/660``; the aperture in X, ``3.0/0.8X/660``, where X is not known."""
        mil = self.aperture_mil
        aperture = f"{self.aperture_x:g}X" if mil is None else f"{mil:02d}"
        angle = "" if self.angle == "45" else f"/{self.angle}"
        return f"{self.overall:.1f}/{aperture}/{self.wavelength}{angle}"

    @property
    def letter(self) -> str:
        """A to F."""
        return letter(self.overall)

    @property
    def worst(self) -> tuple[str, ...]:
        """The names of the parameters that have the lowest grade; none where all are 4."""
        grades = [grade.grade for grade in self.parameters if grade.grade is not None]
        lowest = min(grades, default=4.0)
        return tuple(grade.name for grade in self.parameters if grade.grade == lowest and lowest < 4)  # noqa: PLR2004 - the best grade there is

    @property
    def ungraded(self) -> tuple[str, ...]:
        """The names of the parameters that the standard grades and this grading could not; details say why."""
        return tuple(grade.name for grade in self.parameters if grade.grade is None and grade.value is None)


def letter(overall: float) -> str:
    """The letter of an overall grade, A to F."""
    return next((mark for least, mark in _LETTERS if overall >= least - 1e-9), "F")
