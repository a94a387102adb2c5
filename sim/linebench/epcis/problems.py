"""What is wrong with a document: where, what was found, what was expected."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

__all__ = ["EpcisError", "Problem", "Problems"]

_SHOWN = 80
"""Characters shown of a value that was found."""


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong. ``where`` is a path such as ``eventList[2].bizStep``, or a line of an XML file."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: found {self.found}, expected {self.expected}"


class EpcisError(ValueError):
    """A document that is not to be taken. ``problems`` has everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class Problems:
    """Collects them. ``at`` names the place for everything that is told inside its block."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._path: list[str] = []

    def tell(self, name: str, found: object, expected: str) -> None:
        """One more, at ``name`` below the current place."""
        self.found.append(Problem(self._where(name), _shown(found), expected))

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Inside the block, places are below this one."""
        self._path.append(name)
        try:
            yield
        finally:
            self._path.pop()

    def enter(self, name: str) -> None:
        """As ``at``, for what is done for every event; ``leave`` ends it."""
        self._path.append(name)

    def leave(self) -> None:
        """The place above is the current one again."""
        self._path.pop()

    def refuse(self) -> None:
        """Raise if anything was told.

        Raises:
            EpcisError: with all of it.

        """
        if self.found:
            raise EpcisError(tuple(self.found))

    def _where(self, name: str) -> str:
        path = ".".join([*self._path, name] if name else self._path)
        return path.replace(".[", "[") or "document"


def _shown(value: object) -> str:
    if isinstance(value, str):
        text = repr(value)
    elif isinstance(value, dict):
        text = "an object"
    elif isinstance(value, list):
        text = "a list"
    elif value is None:
        text = "nothing"
    else:
        text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
