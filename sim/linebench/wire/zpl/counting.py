"""Prints counted by how the labels left in the printer become fewer; none is counted that was not made."""

from collections import deque
from dataclasses import dataclass

__all__ = ["Countdown"]


@dataclass
class _Span:
    """The time between two clearings: labels given in it and prints counted."""

    given: int = 0
    counted: int = 0


class Countdown:
    """Prints of one connection: labels that were given before a question and are not left at its answer.

    A look asks for the errors and then for the status. Answers come in the order of the questions, so a status
    behind the answer of the errors of the same look was asked after all labels given up to that look.

    Attributes:
        going: whether a label was given since the last clearing.

    """

    def __init__(self) -> None:
        self._span = _Span()
        self._looks: deque[tuple[_Span, int] | None] = deque()
        self._look: tuple[_Span, int] | None = None

    @property
    def going(self) -> bool:
        """Whether a label was given since the last clearing."""
        return self._span.given > 0

    def given(self) -> None:
        """A label was given to the printer."""
        self._span.given += 1

    def asked(self) -> None:
        """A look is asked for, behind all labels given up to now."""
        self._looks.append((self._span, self._span.given))

    def passed(self) -> None:
        """The errors alone are asked for: their answer belongs to no look."""
        self._looks.append(None)

    def cleared(self) -> None:
        """The printer is told to forget what it has."""
        self._span = _Span()

    def synchronised(self) -> None:
        """The errors were answered: a status that follows is of this look."""
        self._look = self._looks.popleft() if self._looks else None

    def left(self, labels: int) -> int:
        """A status says how many labels are left: how many prints that tells for the first time."""
        if self._look is None:
            return 0
        span, given = self._look
        self._look = None
        new = max(given - labels - span.counted, 0)
        span.counted += new
        return new
