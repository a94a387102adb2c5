"""What is wrong with a map: all of it at once, each with its place."""

from collections.abc import Sequence

import msgspec

__all__ = ["MapError", "MapProblem", "Problems"]


class MapProblem(msgspec.Struct, frozen=True):
    """One thing that is wrong. ``column``: of the map; empty: it is about the whole row or file."""

    file: str
    line: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Write the one line that the integrator reads."""
        column = f"{self.column}: " if self.column else ""
        return f"{self.file}:{self.line}: {column}found {self.found}; expected {self.expected}"


class MapError(ValueError):
    """A map that cannot be used. Carries every problem; its text has one line for each."""

    def __init__(self, problems: Sequence[MapProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class Problems:
    """Collects what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[MapProblem] = []

    def add(self, line: int, column: str, found: str, expected: str) -> None:
        """Note one."""
        self._found.append(MapProblem(self._file, line, column, found, expected))

    def __len__(self) -> int:
        return len(self._found)

    def settle(self) -> None:
        """End in order when nothing is wrong.

        Raises:
            MapError: all that is, in the order of lines.

        """
        if self._found:
            raise MapError(sorted(self._found, key=lambda each: each.line))
