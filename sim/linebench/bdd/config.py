"""What one run of protocols is asked to do: one frozen value instead of scattered pytest options."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeAlias

import msgspec

from linebench.bdd.continued import Continued
from linebench.bdd.result import AttemptResult, Planned
from linebench.binding.asking.question import Asker
from linebench.kernel.streams import repeat_seed

__all__ = ["Progress", "RunConfig", "Started"]

Progress: TypeAlias = Callable[[AttemptResult, int, int], None]
"""Called in the controller after each attempt with its result, how many are done and how many are planned."""
Started: TypeAlias = Callable[[tuple[Planned, ...], tuple[Planned, ...]], None]
"""Called once in the controller, before the first attempt, with what is planned and what was left out."""


@dataclass(frozen=True, kw_only=True)
class RunConfig:
    """A run: which protocols, in which world, with which seed, and where its attempts are written.

    Attributes:
        content: the content folder; features, scenarios and fixtures are found below it.
        features: feature files or folders; empty: the content folder's ``features``.
        scenario: the scenario file for features that name none in their Background.
        stack: stack file that wins over every scenario's own, ``None`` for none.
        settings: values that win over every scenario's own, as (key path, text with unit).
        number: of the run, for names of orders where a system goes on; 0: that of the second in which it starts.
        seed: seed of the run; every attempt derives its own from (seed, test id, row).
        out: the run folder; attempts go to ``attempts/<test id>[-<row>]/`` below it.
        mutants: names of the planted defects that are switched on.
        real: wires of real seats may leave this machine.
        answers: file of answers of people, written before the run; ``None`` for none.
        asker: asks people; never reaches a worker process.
        continued: what was begun before the run with a system that goes on; never reaches a worker process.
        workers: number of worker processes; 1 or less runs in this process.
        keyword: pytest's ``-k`` expression on titles, ``""`` for all.
        tags: pytest's ``-m`` expression on tags, ``""`` for all. What is tagged ``nightly`` runs only when the
            expression names that.
        rows: test id and row of the only test cases that run, empty: all that ``keyword`` and ``tags`` leave.
        repeats: test id, row and number of the attempt of those that an earlier sitting has tried before.
        allure: folder for Allure results, ``None`` for none.
        junit: JUnit XML file, ``None`` for none.
        started: told about the planned set; never reaches a worker process. What it raises ends the run.
        progress: told about each finished attempt; as ``started``.

    """

    content: Path
    out: Path
    seed: int = 1
    number: int = 0
    features: tuple[Path, ...] = ()
    scenario: Path | None = None
    stack: Path | None = None
    settings: tuple[tuple[str, str], ...] = ()
    mutants: tuple[str, ...] = ()
    real: bool = False
    answers: Path | None = None
    asker: Asker | None = None
    continued: Continued | None = None
    workers: int = 1
    keyword: str = ""
    tags: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    repeats: tuple[tuple[str, str, int], ...] = ()
    allure: Path | None = None
    junit: Path | None = None
    started: Started | None = None
    progress: Progress | None = None

    def resolved(self) -> Self:
        """Return the same run with absolute paths, so that a worker's own folder does not matter."""
        return replace(
            self, content=self.content.resolve(), out=self.out.resolve(),
            features=tuple(path.resolve() for path in self.features) or ((self.content / "features").resolve(),),
            scenario=self.scenario and self.scenario.resolve(), stack=self.stack and self.stack.resolve(),
            answers=self.answers and self.answers.resolve(),
            allure=self.allure and self.allure.resolve(), junit=self.junit and self.junit.resolve(),
        )

    def attempt_of(self, test: str, row: str) -> int:
        """Return the number of the attempt that this run makes of a test case, from 1."""
        return next((n for name, values, n in self.repeats if (name, values) == (test, row)), 1)

    def seed_of(self, test: str, row: str) -> int:
        """Return the seed of a test case's world; what repeats has one of its own, see ``repeat_seed``."""
        return repeat_seed(self.seed, self.attempt_of(test, row))

    def to_text(self) -> str:
        """Write what a worker process needs to know as JSON text."""
        return msgspec.json.encode({
            "content": str(self.content), "out": str(self.out), "seed": self.seed,
            "features": [str(path) for path in self.features],
            "scenario": self.scenario and str(self.scenario), "stack": self.stack and str(self.stack),
            "answers": self.answers and str(self.answers),
            "settings": self.settings, "mutants": self.mutants, "real": self.real,
            "rows": self.rows, "repeats": self.repeats,
        }).decode()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what ``to_text`` wrote."""
        data = msgspec.json.decode(text, type=_Sent)
        return cls(
            content=Path(data.content), out=Path(data.out), seed=data.seed, mutants=data.mutants, real=data.real,
            features=tuple(Path(path) for path in data.features), settings=data.settings,
            scenario=Path(data.scenario) if data.scenario else None, stack=Path(data.stack) if data.stack else None,
            answers=Path(data.answers) if data.answers else None, rows=data.rows,
            repeats=data.repeats,
        )


class _Sent(msgspec.Struct, frozen=True):
    """The part of a RunConfig that travels to worker processes."""

    content: str
    out: str
    seed: int
    features: tuple[str, ...]
    scenario: str | None
    stack: str | None
    answers: str | None
    settings: tuple[tuple[str, str], ...]
    mutants: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    repeats: tuple[tuple[str, str, int], ...]
    real: bool
