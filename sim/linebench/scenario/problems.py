"""What is wrong with a scenario, said so that the reader can mend it: where, what was found, what to do."""

from dataclasses import dataclass

__all__ = ["Problem", "ScenarioError", "SourceError"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``place``: ``file:line``, or where else the value came from."""

    place: str
    key: str
    found: str
    expected: str
    advice: str = "correct it"

    def __str__(self) -> str:
        """Write the one line that the user reads."""
        where = "".join(f"{part}: " for part in (self.place, self.key) if part)
        return f"{where}found {self.found}; expected {self.expected}; {self.advice}"


class ScenarioError(ValueError):
    """A scenario that cannot be used. Carries every problem found; its text has one line for each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class SourceError(ValueError):
    """A file that is missing or unreadable. ``problem.place`` is empty when the file was only named."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
