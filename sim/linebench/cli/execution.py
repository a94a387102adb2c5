"""One run from its plan to its sealed package: joins the protocol runner and the evidence writer."""

import contextlib
import dataclasses
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from linebench.bdd import result as bdd
from linebench.bdd.controlled.selecting import explained
from linebench.bdd.document import Document
from linebench.bdd.linter import read_documents
from linebench.bdd.result import RunOutcome
from linebench.bdd.revisions import revisions_of, steps_of
from linebench.bdd.run import RunConfig, execute
from linebench.cli.continuing import begin_sitting, continuing, note_changes
from linebench.cli.failure import BENCH_ERROR, PASS, PROVISIONAL, SUT_FAILED, worst
from linebench.cli.governing import Governed, govern
from linebench.cli.keeping import keep
from linebench.cli.outcome import print_json, print_text, refuse
from linebench.cli.output import Advance, progress
from linebench.cli.runs import start_of_run
from linebench.content import Content
from linebench.evidence.components import components_of, paces_of
from linebench.evidence.environment import ENVIRONMENT, Inventory, encode_environment
from linebench.evidence.files import PackageError, writing
from linebench.evidence.model import UNKNOWN, ClockState, Deselected, FileHash, NotExecuted, Planned, encode_pretty
from linebench.evidence.package import PackageWriter
from linebench.evidence.revisions import REVISIONS
from linebench.evidence.sittings import Sitting
from linebench.evidence.verdicts import Verdicts
from linebench.inventory.clock import clock_state, offset_ms
from linebench.inventory.collecting import at_run
from linebench.inventory.given import read_installation
from linebench.records.codec import JournalError, read_blocks
from linebench.records.run import Opened
from linebench.wiring.ends import profile_name

__all__ = ["Execution"]

ALLURE = "allure-results"
"""Folder of a package with results for Allure, one file for each test case and attachment."""


class Execution:
    """A run about to be performed: ``config`` without its folder, and the new ``folder`` of its package.

    ``words``: the command line as typed. ``notes``: what was done before the run and belongs into its audit trail,
    as action and reason. ``governed``: what the run stands under; as the content says, if not given. ``sitting``:
    what it takes over from the sitting before, ``None`` for a first one. ``stop_after``: how many test cases it
    executes at most, 0: all. ``language``: of the reports; that of the test cases when empty.
    """

    def __init__(self, content: Content, config: RunConfig, folder: Path, words: Sequence[str],
                 notes: Sequence[tuple[str, str]] = (), *, governed: Governed | None = None,
                 sitting: Sitting | None = None, stop_after: int = 0, language: str = "") -> None:
        self._sitting, self._stop_after, self._stopped = sitting, stop_after, False
        self._content, self._folder, self._words, self._notes = content, folder, words, notes
        self._allure = tempfile.TemporaryDirectory(prefix="linebench-allure-")
        self._config = dataclasses.replace(
            config, out=folder, allure=Path(self._allure.name), started=self._begin, progress=self._keep).resolved()
        self._governed = governed or govern(content, self._config.features)
        documents, _ = read_documents(self._config.features, content)
        self._said, self._language = language, _language(documents)
        self._plan = {(case.test, case.row): case for case in _planned(documents)}
        self._documents = documents
        self._features = tuple(FileHash(path=each.path, sha256=each.sha256, role="feature") for each in documents)
        self._writer: PackageWriter | None = None
        self._found: Inventory | None = None
        self._clock: ClockState | None = None
        self._advance: Advance | None = None

    def perform(self, *, as_json: bool) -> int:
        """Execute, judge, seal and print; return the exit code."""
        outcome, verdicts = self.carry_out()
        if verdicts is None:
            return self.refused(outcome)
        code = worst((outcome.exit_code, _code(verdicts)))
        (print_json if as_json else print_text)(self._folder, outcome, verdicts, code)
        return code

    def refused(self, outcome: RunOutcome) -> int:
        """Say why nothing ran; return the exit code."""
        return refuse(outcome, self._config)

    def carry_out(self) -> tuple[RunOutcome, Verdicts | None]:
        """Execute, judge and seal; ``None`` when nothing ran, and the outcome says why."""
        try:
            with self._allure:
                with progress("test cases") as self._advance:
                    outcome = self._told(execute(self._config))
                return outcome, self._finish(self._writer, outcome) if self._writer else None
        except BaseException as error:
            self._abort(error)
            raise

    def _told(self, outcome: RunOutcome) -> RunOutcome:
        """What came out; that a sitting ended as it was asked to is no error of the bench."""
        return msgspec.structs.replace(outcome, message="") if self._stopped else outcome

    def _begin(self, planned: Sequence[bdd.Planned], deselected: Sequence[bdd.Planned]) -> None:
        """Open the package when it is known what will run: nothing is written for a run that never begins."""
        left_out = tuple(self._left_out(case.test, case.row) for case in deselected)
        governed, requirements = self._governed, self._content.requirements()
        plan = tuple(self._plan[case.test, case.row] for case in planned)
        run = start_of_run(
            self._folder, governed.protocol, plan, seed=self._config.seed,
            mutants=self._config.mutants, content=self._content, words=self._words)
        self._clock = clock_state(self._time_server())
        run = msgspec.structs.replace(
            run, deselected=left_out, features=self._features, approval=governed.approval, people=governed.people,
            started_by=governed.people[0].id, clock_state=self._clock, language=self._language)
        if self._sitting:
            run = continuing(run, self._sitting)
        self._writer = PackageWriter.begin(self._folder, run, requirements)
        used = steps_of(self._documents, {(case.test, case.row) for case in plan})
        self._writer.store(REVISIONS, encode_pretty(revisions_of(used)))
        for name, data in governed.kept.items():
            self._writer.keep(name, data)
        self._found = at_run(self._content, self._folder)
        for action, reason in self._notes:
            self._writer.note(action, reason=reason)
        if self._sitting:
            begin_sitting(self._writer, run, self._sitting)

    def _left_out(self, test: str, row: str) -> Deselected:
        """Say why a test case that was found does not run."""
        case = self._plan[test, row]
        if self._sitting and (reason := self._sitting.reason_for((test, row))):
            return Deselected(test=test, row=row, reason=reason, title=case.title, requirements=case.requirements,
                              risks=case.risks)
        return msgspec.structs.replace(explained(self._governed.protocol, (test, row)), title=case.title,
                                       requirements=case.requirements, risks=case.risks)

    def _keep(self, result: bdd.AttemptResult, done: int, total: int) -> None:
        assert self._writer is not None
        keep(self._writer, self._folder, result, self._sitting)
        assert self._advance is not None
        self._advance(done, total, f"{result.test} {result.verdict}")
        if done == self._stop_after < total:
            self._stopped = True
            raise KeyboardInterrupt  # what ends a run in order when people press Ctrl-C

    def _finish(self, writer: PackageWriter, outcome: RunOutcome) -> Verdicts:
        self._take_allure(writer)
        self._keep_environment(writer)
        openings = tuple(_openings(self._folder, outcome.results))
        files = _files_read(openings)
        said = f"this sitting ended after {len(outcome.results)} test cases" if self._stopped else outcome.message
        reason = self._content.plain(said or "the run was stopped", self._folder.resolve().parent)
        missing = tuple(NotExecuted(test=case.test, row=case.row, reason=reason) for case in outcome.missing)
        writer.learn(files=files, scenario=_scenario(files, outcome), pace=paces_of(openings) or UNKNOWN,
                     components=components_of(openings, _first_profile), clock_state=self._clock_at_end())
        if self._sitting:
            note_changes(writer, self._sitting, writer.run)
        return writer.finish(self._content.folder("reports"), not_executed=missing, language=self._said)

    def _take_allure(self, writer: PackageWriter) -> None:
        """Take the Allure results into the package: a viewer's files, never what a verdict rests on."""
        target = self._folder / ALLURE
        with writing(target):
            # the containers tell of the runner's own fixtures, which are no part of a protocol
            shutil.copytree(self._allure.name, target, ignore=shutil.ignore_patterns("*-container.json"))
        writer.note("attached", subject=ALLURE, reason="results for Allure, a viewer")

    def _keep_environment(self, writer: PackageWriter) -> None:
        """Keep what was installed when the run began and when it ended, and what differed."""
        assert self._found is not None
        now = at_run(self._content, self._folder)
        writer.store(ENVIRONMENT, encode_environment(self._found, now))

    def _time_server(self) -> str:
        given = read_installation(self._content.fresh())
        return given.time_server if given else ""

    def _clock_at_end(self) -> ClockState | None:
        return self._clock and msgspec.structs.replace(self._clock, end_offset_ms=offset_ms(self._time_server()))

    def _abort(self, error: BaseException) -> None:
        if self._writer is None:
            return
        reason = self._content.plain(f"{type(error).__name__}: {error}", self._folder.resolve().parent)
        with contextlib.suppress(PackageError):  # the disk that ended the run keeps this from being written too
            self._writer.abort(reason)


def _language(documents: Iterable[Document]) -> str:
    """The language of all of them; English where they have several."""
    found = {document.language for document in documents}
    return found.pop() if len(found) == 1 else "en"


def _planned(documents: Iterable[Document]) -> Iterable[Planned]:
    for document in documents:
        for case in document.cases:
            for row in case.rows:
                yield Planned(
                    test=case.test, row=row.text, title=case.name, objective=case.description, kind=case.kind(row),
                    script=document.path, line=row.line, requirements=case.requirements(row),
                    risks=case.risks(row), tags=case.named(row), revision=case.revision)


def _first_profile(peer: str, dialect: str) -> str:
    return profile_name(peer, dialect, "")


def _files_read(openings: Iterable[Opened]) -> tuple[FileHash, ...]:
    """Gather the files that record 0 of each journal names."""
    files = {pair for opened in openings for pair in opened.files}
    return tuple(FileHash(path=name, sha256=sha) for name, sha in sorted(files))


def _openings(folder: Path, results: Iterable[bdd.AttemptResult]) -> Iterator[Opened]:
    """Yield record 0 of each journal; damage is told by the verdict on that attempt."""
    for result in results:
        with contextlib.suppress(OSError, JournalError):
            first = next(read_blocks((folder / result.journal).read_bytes()), None) if result.journal else None
            if first and first.records and isinstance(first.records[0], Opened):
                yield first.records[0]


def _scenario(files: tuple[FileHash, ...], outcome: RunOutcome) -> FileHash:
    """Return the scenario the run stands for: the first one that was used; the others are among its files."""
    names = dict.fromkeys(f"{result.scenario}.toml" for result in outcome.results if result.scenario)
    found = (file for name in names for file in files if file.path.rpartition("/")[2] == name)
    return next(found, FileHash(path=UNKNOWN, sha256=UNKNOWN))


def _code(verdicts: Verdicts) -> int:
    if not verdicts.complete:
        return BENCH_ERROR
    return {"fail": SUT_FAILED, "provisional": PROVISIONAL}.get(verdicts.verdict, PASS)
