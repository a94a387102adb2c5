"""Questions that verification asks, whatever it looks at: what comes of each, and the problems it brings to light.

What is damaged never raises: a question that cannot be answered is a problem of the file it stumbled over.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from linebench.evidence.files import PackageError
from linebench.evidence.stored import Stored

__all__ = ["Check", "Problem", "Question", "Questions", "tell_checks"]

_WORDS = {True: "ok  ", False: "FAIL", None: "-   "}

Question: TypeAlias = Callable[[], str | None]
"""Asks one thing, notes problems and returns what was looked at; None when there is too little to ask it of."""


class Problem(Stored, frozen=True, kw_only=True):
    """What is wrong with which file."""

    file: str
    what: str


class Check(Stored, frozen=True, kw_only=True):
    """One question that was asked. ``ok`` is None when it could not be asked."""

    name: str
    ok: bool | None
    detail: str


class Questions(ABC):
    """Asks the questions and keeps what they bring to light."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    @abstractmethod
    def questions(self) -> Iterable[tuple[str, Question]]:
        """Every question with its name, in the order they build on each other."""

    @property
    def unasked(self) -> str:
        """Why a question could not be asked."""
        return "there is nothing to look at"

    def problem(self, file: str, what: str) -> None:
        """Note a problem, once."""
        found = Problem(file=file, what=what)
        if found not in self.problems:
            self.problems.append(found)

    def ask(self) -> tuple[Check, ...]:
        """Ask every question."""
        return tuple(self._ask(name, question) for name, question in self.questions())

    def _ask(self, name: str, question: Question) -> Check:
        before = len(self.problems)
        try:
            detail = question()
        except PackageError as error:
            file, _, what = str(error).partition(": ")
            self.problem(file, what or str(error))
            return Check(name=name, ok=False, detail="cannot be answered")
        if detail is None:
            return Check(name=name, ok=None, detail=f"not asked: {self.unasked}")
        return Check(name=name, ok=len(self.problems) == before, detail=detail)


def tell_checks(checks: Iterable[Check], problems: Iterable[Problem], remarks: Iterable[str]) -> Iterator[str]:
    """Write for people what came of the questions."""
    yield from (f"  {_WORDS[check.ok]}  {check.name}: {check.detail}" for check in checks)
    yield from (f"  problem: {problem.file}: {problem.what}" for problem in problems)
    yield from (f"  remark: {remark}" for remark in remarks)
