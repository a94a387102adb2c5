"""One run from its plan to its sealed package: joins the protocol runner and the evidence writer."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from linebench.bdd.document import Document
from linebench.bdd.linter import read_documents
from linebench.bdd.result import AttemptResult, RunOutcome, attempt_name
from linebench.bdd.run import RunConfig, execute
from linebench.cli.failure import BENCH_ERROR, PASS, SUT_FAILED, worst
from linebench.cli.output import progress, say, show_json, table
from linebench.cli.runs import journals_digest, read_protocol, start_of_run
from linebench.content import Content
from linebench.evidence.model import (
    UNKNOWN,
    Attempt,
    Deselected,
    FileHash,
    NotExecuted,
    Planned,
    Step,
    case_name,
)
from linebench.evidence.package import PackageWriter
from linebench.evidence.verdicts import Verdicts
from linebench.records.codec import JournalError, read_blocks
from linebench.records.run import Opened

__all__ = ["Execution"]


class Execution:
    """A run about to be performed: ``config`` without its folder, and the empty ``folder`` of its package."""

    def __init__(self, content: Content, config: RunConfig, folder: Path) -> None:
        self._content, self._folder = content, folder
        self._config = dataclasses.replace(config, out=folder).resolved()
        documents, _ = read_documents(self._config.features, self._config.content)
        self._plan = {(case.test, case.row): case for case in _planned(documents)}
        self._features = tuple(FileHash(path=each.path, sha256=each.sha256, role="feature") for each in documents)

    def perform(self, *, as_json: bool) -> int:
        """Execute, judge, seal and print; return the exit code."""
        writer = self._begin()
        try:
            outcome = self._execute()
            verdicts = self._finish(writer, outcome)
        except BaseException as error:
            writer.abort(f"{type(error).__name__}: {error}")
            raise
        code = worst((outcome.exit_code, _code(verdicts)))
        (_print_json if as_json else _print)(self._folder, outcome, verdicts, code)
        return code

    def _begin(self) -> PackageWriter:
        requirements = self._content.requirements()
        run = start_of_run(
            self._folder, read_protocol(self._content, self._plan), FileHash(path=UNKNOWN, sha256=UNKNOWN),
            tuple(self._plan.values()), seed=self._config.seed, mutants=self._config.mutants, content=self._content)
        return PackageWriter.begin(self._folder, run, requirements)

    def _execute(self) -> RunOutcome:
        with progress("test cases") as advance:
            def show(result: AttemptResult, done: int, total: int) -> None:
                advance(done, total, f"{result.test} {result.verdict}")

            return execute(dataclasses.replace(self._config, progress=show))

    def _finish(self, writer: PackageWriter, outcome: RunOutcome) -> Verdicts:
        left_out = tuple(Deselected(test=case.test, row=case.row, reason="left out by -k or -m")
                         for case in outcome.deselected)
        planned = tuple(self._plan[case.test, case.row] for case in outcome.planned)
        files = _files_read(self._folder, outcome.results)
        writer.plan(planned, left_out, features=self._features, files=files, scenario=_scenario(files, outcome))
        for result in outcome.results:
            writer.attempt(attempt_name(result.test, result.row), _attempt(result))
        missing = tuple(NotExecuted(test=case.test, row=case.row, reason=outcome.message or "the run was stopped")
                        for case in outcome.missing)
        return writer.finish(self._content.folder("reports"), not_executed=missing)


def _planned(documents: Iterable[Document]) -> Iterable[Planned]:
    for document in documents:
        for case in document.cases:
            for row in case.rows:
                yield Planned(
                    test=case.test, row=row.text, title=case.name, objective=case.description, kind=case.kind(row),
                    script=document.path, line=row.line, requirements=case.requirements(row),
                    risks=case.risks(row), tags=case.named(row))


def _attempt(result: AttemptResult) -> Attempt:
    steps = tuple(Step(n=step.n, keyword=step.keyword, text=step.text, verdict=step.verdict, message=step.message,
                       table=step.table, docstring=step.docstring) for step in result.steps)
    return Attempt(
        test=result.test, row=result.row, title=result.title, kind=result.kind, requirements=result.requirements,
        risks=result.risks, worker=result.worker or "main", start=result.began, end=result.ended,
        verdict=result.verdict, message=result.message, steps=steps)


def _files_read(folder: Path, results: Iterable[AttemptResult]) -> tuple[FileHash, ...]:
    """Gather the files that record 0 of each journal names."""
    files = {pair for result in results if result.journal for pair in _opened(folder / result.journal)}
    return tuple(FileHash(path=name, sha256=sha) for name, sha in sorted(files))


def _opened(journal: Path) -> tuple[tuple[str, str], ...]:
    try:
        first = next(read_blocks(journal.read_bytes()), None)
    except (OSError, JournalError):  # damage is told by the verdict on that attempt
        return ()
    record = first.records[0] if first and first.records else None
    return record.files if isinstance(record, Opened) else ()


def _scenario(files: tuple[FileHash, ...], outcome: RunOutcome) -> FileHash:
    """Return the scenario the run stands for: the first one that was used; the others are among its files."""
    names = dict.fromkeys(f"{result.scenario}.toml" for result in outcome.results if result.scenario)
    found = (file for name in names for file in files if file.path.rpartition("/")[2] == name)
    return next(found, FileHash(path=UNKNOWN, sha256=UNKNOWN))


def _code(verdicts: Verdicts) -> int:
    if not verdicts.complete:
        return BENCH_ERROR
    return SUT_FAILED if verdicts.verdict == "fail" else PASS


def _print(folder: Path, outcome: RunOutcome, verdicts: Verdicts, code: int) -> None:
    table("", ("test case", "title", "verdict"),
          [(case_name(case.test, case.row), case.title, case.verdict) for case in verdicts.cases])
    for case in verdicts.cases:
        if case.verdict != "pass":
            say(f"{case.verdict}: {case_name(case.test, case.row)}: {case.why}")
    if outcome.message:
        say(f"linebench: bench error: {outcome.message}", error=True)
    totals = verdicts.totals
    say(f"{totals.passed} of {totals.planned} test cases passed, {totals.failed} failed, "
        f"{totals.planned - totals.passed - totals.failed} without verdict; verdict of the run: {verdicts.verdict}")
    say(f"journals sha256 {journals_digest(outcome.results)}")
    say(f"evidence package {folder.as_posix()}" + ("" if code == PASS else f" (exit code {code})"))


def _print_json(folder: Path, outcome: RunOutcome, verdicts: Verdicts, code: int) -> None:
    show_json({
        "package": folder.as_posix(), "verdict": verdicts.verdict, "complete": verdicts.complete,
        "exit_code": code, "journals_sha256": journals_digest(outcome.results), "totals": verdicts.totals,
        "message": outcome.message,
        "cases": [{"test": case.test, "row": case.row, "title": case.title, "verdict": case.verdict,
                   "why": case.why} for case in verdicts.cases],
    })
