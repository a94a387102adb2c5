"""What protocols find in the content folder: the worlds they name, and the requirements they cite."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.continued import goes_on, run_number
from linebench.bdd.document import Document
from linebench.bdd.linter import Known, read_documents
from linebench.bdd.result import LintError
from linebench.binding.allowed import LISTED, unlisted
from linebench.content import Content
from linebench.line.kinds import KINDS
from linebench.records.requirement import Requirement
from linebench.scenario.load import COMMAND_LINE, Loaded, load
from linebench.scenario.model import Scenario
from linebench.scenario.orders import named as with_orders
from linebench.scenario.problems import Problem, ScenarioError
from linebench.showing import check_showing
from linebench.wiring.maps import read_maps
from linebench.wiring.units import check_units

__all__ = ["Library", "planted_beside_real", "real_systems", "unfit_to_continue", "unlisted_beside_real",
           "unusable_worlds"]

_NAMED = re.compile(r'the scenario "([^"]+)"')


@dataclass(frozen=True)
class Library:
    """The content folder as protocols use it. ``files``: name and SHA-256 of what was read so far.

    ``stack`` and ``settings``: what the command line lays over every scenario.
    """

    content: Content
    requirements: tuple[Requirement, ...]
    known: Known
    files: tuple[tuple[str, str], ...]
    stack: str | None = None
    settings: tuple[tuple[str, str], ...] = ()
    _worlds: dict[tuple[object, ...], Loaded] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those loaded already: the cases of a run stand in few worlds, and a run stands on one state of its files."""

    @classmethod
    def read(cls, run: RunConfig) -> "Library":
        """Read the requirements and risks of a run's content folder.

        Raises:
            ContentError: there is no such folder.
            ScenarioError: the requirements file is wrong.

        """
        content = Content.find(run.content)
        requirements, risks = content.requirements(), content.risks()
        known = Known(frozenset(each.id for each in requirements), frozenset(each.id for each in risks))
        stack = str(run.stack) if run.stack else None
        return cls(content, requirements, known, content.files, stack, run.settings)

    def load(self, name: str | Path, given: Mapping[str, str], near: Path) -> Loaded:
        """Load a scenario with the values of Given steps. ``near``: the feature's folder, searched first.

        Raises:
            ScenarioError: what is wrong with it, one line for each problem.

        """
        world = (name, near, *given.items())
        if world not in self._worlds:
            self._worlds[world] = load(name, self.content.fresh(), KINDS, near=near, stack=self.stack,
                                       settings=dict(self.settings), given=given)
        return self._worlds[world]

    def unfit(self, name: str, near: Path) -> tuple[Problem, ...]:
        """What keeps the stack file of the command line from a scenario that is sound with its own; empty: nothing.

        Of a run of several worlds those to which the stack does not fit are left out, with the reason.
        """
        problems = _problems(name, self, near) if self.stack else ()
        return () if problems and _problems(name, self.without_stack(), near) else problems

    def without_stack(self) -> "Library":
        """The same library, where each scenario has the stack that it names itself."""
        return replace(self, stack=None)


def unusable_worlds(documents: Iterable[Document], library: Library, run: RunConfig) -> tuple[LintError, ...]:
    """Return an error for everything that is wrong with the scenarios that steps name, where it is first named.

    A stack file that fits at least one world of the run is sound: the test cases of worlds that it does not fit do
    not apply.

    Raises:
        ScenarioError: what is wrong are settings of the command line, not the worlds they are laid over.

    """
    documents = tuple(documents)
    spared = _spared(documents, library, run)
    first: dict[tuple[str, str], LintError] = {}
    for document in documents:
        for line, name in sorted(_named(document)):
            for problem in _problems(name, library, document.file.parent) if name not in spared else ():
                found = f"scenario {name!r}, which cannot be used: {problem}"
                wanted = "a scenario without mistakes" if problem.place else "a scenario of the content folder"
                first.setdefault((name, str(problem)), LintError(document.path, line, "scenario", found, wanted))
    return tuple(first.values())


def _spared(documents: Sequence[Document], library: Library, run: RunConfig) -> frozenset[str]:
    """The worlds that are sound but for the stack file of the command line, where that fits another one."""
    fits = (not _problems(name, library, near) for name, near in _every(documents, run).items())
    if library.stack is None or not any(fits):
        return frozenset()
    return frozenset(name for document in documents for _, name in _named(document)
                     if library.unfit(name, document.file.parent))


def planted_beside_real(documents: Iterable[Document], library: Library, run: RunConfig) -> tuple[LintError, ...]:
    """Return an error where a planted defect would run beside something real, which would be blamed for it.

    Only worlds that can be used are looked at; ``unusable_worlds`` tells of the others.
    """
    for scenario in _worlds(documents, library, run) if run.mutants else ():
        if real := ", ".join(seat.id for seat in scenario.stack.seats if seat.nature == "real"):
            return (LintError("", 0, "mutant", f"planted defect {', '.join(run.mutants)} beside a real {real}",
                              "no --mutant where something real is under test"),)
    return ()


def unlisted_beside_real(documents: Iterable[Document], library: Library, run: RunConfig) -> tuple[LintError, ...]:
    """Return an error where a world would use beside a real system what is not on its list of what is allowed.

    Only worlds that can be used are looked at.
    """
    found = dict.fromkeys(text for scenario in _worlds(documents, library, run) for text in unlisted(scenario))
    return (LintError("", 0, "allow", "; ".join(found), LISTED),) if found else ()


def unfit_to_continue(documents: Sequence[Document], library: Library, run: RunConfig) -> tuple[LintError, ...]:
    """Return an error for what keeps a system from going on: several workers, and orders that get no usable name.

    Only worlds that can be used are looked at.
    """
    worlds = [loaded for loaded in _loads(documents, library, run) if goes_on(loaded)]
    if worlds and run.workers > 1:
        return (LintError("", 0, "workers", f'-n {run.workers} beside world = "continue"',
                          "one worker: the system goes on from one test case to the next"),)
    last = sum(len(case.rows) for document in documents for case in document.cases)
    return tuple(LintError("", 0, "orders", f"{problem.key} with {problem.found}", problem.expected)
                 for problem in dict.fromkeys(_unnamed(worlds, run_number(run.number), last)))


def _unnamed(worlds: Iterable[Loaded], run: int, last: int) -> Iterator[Problem]:
    for loaded in worlds:
        try:
            with_orders(loaded, run, last)
        except ScenarioError as error:
            yield from error.problems


def real_systems(run: RunConfig) -> tuple[str, ...]:
    """The names of the real systems that a run is joined with."""
    library = Library.read(run)
    documents, _ = read_documents(run.features, library.content)
    names = (name for scenario in _worlds(documents, library, run) for name in scenario.stack.real)
    return tuple(dict.fromkeys(names))


def _worlds(documents: Iterable[Document], library: Library, run: RunConfig) -> Iterator[Scenario]:
    """The worlds of a run as far as they can be used."""
    return (loaded.scenario for loaded in _loads(documents, library, run))


def _loads(documents: Iterable[Document], library: Library, run: RunConfig) -> Iterator[Loaded]:
    for name, near in _every(documents, run).items():
        with contextlib.suppress(ScenarioError):
            yield library.load(name, {}, near)


def _every(documents: Iterable[Document], run: RunConfig) -> dict[str, Path]:
    """Every world of a run, and the folder near which it is looked for."""
    named = {name: document.file.parent for document in documents for _, name in _named(document)}
    return named | {str(run.scenario): run.content} if run.scenario else named


def _problems(name: str, library: Library, near: Path) -> tuple[Problem, ...]:
    try:
        loaded = library.load(name, {}, near)
        read_maps(loaded)
        check_units(loaded.scenario)
        check_showing(loaded.scenario)
    except ScenarioError as error:
        if typed := tuple(problem for problem in error.problems if problem.place == COMMAND_LINE):
            raise ScenarioError(typed) from error
        return error.problems
    return ()


def _named(document: Document) -> set[tuple[int, str]]:
    steps = (step.rendered(dict(row.values)) for case in document.cases for row in case.rows for step in case.steps)
    return {(step.line, found[1]) for step in steps if (found := _NAMED.fullmatch(step.text))}
