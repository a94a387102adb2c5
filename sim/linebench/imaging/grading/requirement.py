"""What an application asks of a symbol, such as ``1.5/08/660``, and whether a grading meets it."""

import re

import msgspec

from linebench.imaging.grading.grade import Grading
from linebench.imaging.grading.rules import GradingError

__all__ = ["Requirement", "Verdict", "aperture_x", "meets"]

_WRITTEN = re.compile(r"(\d(?:\.\d)?)(?:/(\d{1,2})(?:/(\d{3})(?:/(\w+))?)?)?", re.ASCII)
_BEST = 4.0
_MIL_MM = 0.0254
_HAIR = 1e-9


class Verdict(msgspec.Struct, frozen=True):
    """Whether a requirement is met, and all that speaks against it.

    A grade measured under other terms than asked does not meet a requirement, however good it is.
    """

    met: bool
    reasons: tuple[str, ...]


class Requirement(msgspec.Struct, frozen=True):
    """The lowest grade and the terms to measure it under; None: any.

    ``aperture_mil``: in thousandths of an inch. ``wavelength``: in nanometres. ``angle``: of the light.
    """

    grade: float
    aperture_mil: int | None = None
    wavelength: int | None = None
    angle: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Requirement":
        """Read ``1.5/08/660``, also with an angle behind, or shorter.

        Raises:
            GradingError: it is written otherwise, or the grade is above 4.

        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or float(found[1]) > _BEST:
            raise GradingError(f"requirement {text!r} cannot be read; expected grade/aperture/wavelength, "
                               "such as 1.5/08/660, with a grade up to 4.0")
        aperture, wavelength = (None if part is None else int(part) for part in found.group(2, 3))
        return cls(float(found[1]), aperture, wavelength, found[4] or (None if wavelength is None else "45"))

    def judge(self, grading: Grading) -> Verdict:
        """Whether ``grading`` meets it."""
        reasons = [*self._too_low(grading), *self._other_terms(grading)]
        return Verdict(not reasons, tuple(reasons))

    def _too_low(self, grading: Grading) -> list[str]:
        if grading.overall >= self.grade - _HAIR:
            return []
        return [f"grade {grading.overall:.1f} ({', '.join(grading.worst)}), required {self.grade:.1f}"]

    def _other_terms(self, grading: Grading) -> list[str]:
        reasons = []
        if self.aperture_mil is not None and grading.aperture_mil != self.aperture_mil:
            used = (f"{grading.aperture_mil:02d}" if grading.aperture_mil is not None
                    else f"{grading.aperture_x:g} X with X unknown")
            reasons.append(f"aperture {used}, required {self.aperture_mil:02d}")
        if self.wavelength is not None and grading.wavelength != self.wavelength:
            reasons.append(f"wavelength {grading.wavelength} nm, required {self.wavelength} nm")
        if self.angle is not None and grading.angle != self.angle:
            reasons.append(f"light at {grading.angle}, required {self.angle}")
        return reasons


def meets(grading: Grading, requirement: str | Requirement) -> Verdict:
    """Whether ``grading`` meets a requirement.

    Raises:
        GradingError: a requirement that cannot be read.

    """
    wanted = Requirement.parse(requirement) if isinstance(requirement, str) else requirement
    return wanted.judge(grading)


def aperture_x(mil: int, x_mm: float) -> float:
    """Diameter in X of an aperture of ``mil`` thousandths of an inch, at a module width in millimetres."""
    return mil * _MIL_MM / x_mm
