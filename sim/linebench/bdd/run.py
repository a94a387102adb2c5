"""The Python entry: execute protocols and return what came out, for the command line and for scripts."""

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.document import Document
from linebench.bdd.linter import lint, read_documents
from linebench.bdd.phrase import definitions
from linebench.bdd.plugin import PROPERTY, SELECTION, Selection
from linebench.bdd.result import AttemptResult, LintError, Planned, RunOutcome
from linebench.bdd.steps import modules
from linebench.bdd.worlds import Library, unusable_worlds

__all__ = ["RunConfig", "RunOutcome", "check", "execute"]

_USUAL = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_INI = Path(__file__).with_name("pytest.ini")


def check(config: RunConfig) -> tuple[LintError, ...]:
    """Return what the linter has against the protocols of ``config``; nothing runs.

    Raises:
        ContentError, ScenarioError: the content folder, its requirements or the run's scenario is unusable.

    """
    return _read(config.resolved())[1]


def execute(config: RunConfig) -> RunOutcome:
    """Run the protocols of ``config``. Nothing runs when one of them is refused by the linter.

    Journals are written below ``config.out`` as ``attempts/<test id>[-<row>]/journal.zst``; nothing else is.

    Raises:
        ContentError, ScenarioError: the content folder, its requirements or the run's scenario is unusable.

    """
    run = config.resolved()
    documents, errors = _read(run)
    if errors:
        return RunOutcome(lint=errors)
    controller = Controller(run)
    with _alone(), contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = pytest.main(_arguments(run, documents), plugins=[controller])
    return controller.outcome(code, out.getvalue())


def _read(run: RunConfig) -> tuple[tuple[Document, ...], tuple[LintError, ...]]:
    library = Library.read(run.content)
    if run.scenario:
        library.load(run.scenario, {}, run.content)
    modules()
    documents, errors = read_documents(run.features, run.content)
    found = (*errors, *lint(documents, definitions(), library.known), *unusable_worlds(documents, library))
    return documents, tuple(sorted(found))


def _arguments(run: RunConfig, documents: tuple[Document, ...]) -> list[str]:
    # a run depends on nothing but its own configuration: no ini file, conftest or plugin of the place it runs in
    fixed = ["-c", str(_INI), "--rootdir", str(run.content), "--confcutdir", str(run.content), "--noconftest",
             "--strict-markers", "-q", "--tb=short", "--disable-plugin-autoload", "-p", "no:cacheprovider",
             "-p", "pytest-bdd", "-p", "xdist", "-p", "linebench.bdd.plugin",
             "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the plugin's modules are imported here already
    chosen = [*(["-n", str(run.workers)] if run.workers > 1 else []),
              *(["-k", run.keyword] if run.keyword else []), *(["-m", run.tags] if run.tags else []),
              *(["-p", "allure_pytest", "--alluredir", str(run.allure)] if run.allure else []),
              *(["--junit-xml", str(run.junit)] if run.junit else [])]
    return [*fixed, *chosen, *(str(document.file) for document in documents)]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep pytest's own environment variables out of the run, and put them back."""
    kept = {name: os.environ.pop(name) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS") if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


class Node(Protocol):
    """A worker process as pytest-xdist shows it."""

    workerinput: dict[str, Any]  # whatever plugins send


class Controller:
    """Gathers what the run leaves. Lives in the calling process only, also when workers execute."""

    def __init__(self, run: RunConfig) -> None:
        """Take the run that plugin and workers read."""
        self.run = run
        self._results: dict[str, AttemptResult] = {}
        self._broken: dict[str, str] = {}
        self._selection = Selection([], [])
        self._expected = 0
        self._internal = ""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Node) -> None:
        """Send the run to a worker."""
        node.workerinput[PROPERTY] = self.run.to_text()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Learn how many cases there are; all workers collect the same."""
        self._expected = len(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Node) -> None:
        """Take the planned set from the first worker that ended well."""
        if text := getattr(node, "workeroutput", {}).get(PROPERTY):
            self._selection = msgspec.json.decode(text, type=Selection)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the planned set where the cases run in this process."""
        self._selection = session.config.stash.get(SELECTION, self._selection)
        self._expected = len(self._selection.planned)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a result, and keep its JSON out of JUnit files."""
        carried = [value for name, value in report.user_properties if name == PROPERTY]
        report.user_properties[:] = [pair for pair in report.user_properties if pair[0] != PROPERTY]
        if carried and report.when == "call":
            self._take(report.nodeid, msgspec.json.decode(str(carried[0]), type=AttemptResult))
        elif report.failed and not carried:
            self._broken[report.nodeid] = str(report.longrepr)

    def pytest_internalerror(self, excrepr: object) -> None:
        """Keep what broke in pytest or in the plugin."""
        self._internal = str(excrepr)

    def _take(self, node: str, result: AttemptResult) -> None:
        self._results[node] = result
        if self.run.progress:
            self.run.progress(result, len(self._results), self._expected)

    def outcome(self, code: int, output: str) -> RunOutcome:
        """Put the run's outcome together from pytest's exit code and what was gathered."""
        if code == pytest.ExitCode.USAGE_ERROR:
            found = next((line for line in output.splitlines() if line.startswith("ERROR")), output.strip())
            wrong = LintError("", 0, "usage", found, "expressions for -k and -m as pytest has them")
            return RunOutcome(lint=(wrong,))
        planned = self._selection.planned
        results = tuple(self._results[case.node] for case in planned if case.node in self._results)
        said = "" if code in _USUAL else output.strip()
        return RunOutcome(
            planned=tuple(planned), results=results, deselected=tuple(self._selection.deselected),
            aborted=code == pytest.ExitCode.INTERRUPTED,
            message="\n".join(filter(None, (self._internal, *self._lost(planned), said))),
        )

    def _lost(self, planned: list[Planned]) -> Iterator[str]:
        for case in planned:
            if case.node in self._broken and case.node not in self._results:
                yield f"{case.test} {case.row}: {self._broken[case.node]}"
