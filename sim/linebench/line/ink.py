"""What ink a printer has left, and what it says of it."""

__all__ = ["Ink"]

_FULL = 100
_LOW = 10
"""Percent of a cartridge at which a printer begins to warn."""


class Ink:
    """One cartridge. It lasts until somebody says for how many prints it still does.

    Attributes:
        percent: what is left, as the printer tells it.

    """

    __slots__ = ("_first", "_left", "percent")

    def __init__(self) -> None:
        self._first = self._left = 0
        self.percent = _FULL

    @property
    def warning(self) -> str:
        """What the printer says before it is empty."""
        return "ink low" if 0 < self.percent < _FULL else ""

    @property
    def is_out(self) -> bool:
        """Nothing is left to print with."""
        return not self.percent

    def run_low(self, prints: int) -> None:
        """There is ink for so many more prints."""
        self._first = self._left = prints
        self.percent = _LOW

    def refill(self) -> None:
        """A new cartridge is in."""
        self._first = self._left = 0
        self.percent = _FULL

    def use(self) -> bool:
        """One print is made; whether the printer notices that it has less."""
        if not self._first:
            return False
        self._left -= 1
        before, self.percent = self.percent, -(-self._left * _LOW // self._first)
        return self.percent != before
