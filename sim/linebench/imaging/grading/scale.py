"""From a measured value to a grade: the steps of a table, whole grades or tenths between them."""

from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["Grades", "Scale"]

Grades: TypeAlias = NDArray[np.float64]

_HAIR = 1e-9
"""A value at its step reaches it, whatever the last bit of a division says."""
_FALLING = (4.0, 3.0, 2.0, 1.0)
_TENTH = 10


class Scale(msgspec.Struct, frozen=True):
    """One line of a table of grades.

    Attributes:
        steps: the values for grade 4, 3, 2 and 1.
        lower: whether a lower value is better.
        strict: whether a value must pass the step to reach the grade; else it may equal it.

    """

    steps: tuple[float, float, float, float]
    lower: bool = False
    strict: bool = False

    def grade(self, value: float, *, tenths: bool = False) -> float:
        """The grade of one value, 0 to 4."""
        if tenths:
            return float(self.grades(np.array([value]), tenths=True)[0])
        hair = -_HAIR if self.strict else _HAIR
        better = -value if self.lower else value
        for grade, step in zip(_FALLING, self.steps, strict=True):
            if better >= (-step if self.lower else step) - hair:
                return grade
        return 0.0

    def grades(self, values: Grades, *, tenths: bool = False) -> Grades:
        """The grades of many values at once.

        ``tenths``: a straight line between neighbouring steps, cut to a tenth; below the last step it is 0,
        because no rule for that part is public.
        """
        better = -values if self.lower else values
        rising = self._rising()
        whole = np.searchsorted(rising + (_HAIR if self.strict else -_HAIR), better, side="right")
        if not tenths:
            return whole.astype(np.float64)
        line = np.interp(better, rising, _FALLING[::-1])
        return np.where(whole == 0, 0.0, np.floor(line * _TENTH + 1e-6) / _TENTH)

    def _rising(self) -> Grades:
        steps = np.array(self.steps[::-1])
        return -steps if self.lower else steps
