"""The Python entry: execute protocols and return what came out, for the command line and for scripts."""

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.controller import Controller
from linebench.bdd.document import Document
from linebench.bdd.linter import lint, read_documents
from linebench.bdd.phrase import definitions
from linebench.bdd.result import LintError, RunOutcome
from linebench.bdd.steps import modules
from linebench.bdd.worlds import (
    Library,
    planted_beside_real,
    unfit_to_continue,
    unlisted_beside_real,
    unusable_worlds,
)
from linebench.content import as_typed

__all__ = ["RunConfig", "RunOutcome", "check", "execute"]

_INI = Path(__file__).with_name("pytest.ini")
_NIGHTLY = "nightly"
"""The tag of test cases, or of rows, that take minutes."""


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
        Exception: whatever ``config.started`` or ``config.progress`` raises; the run ends with it.

    """
    run = config.resolved()
    documents, errors = _read(run)
    if errors:
        return RunOutcome(lint=errors)
    controller = Controller(run)
    words = _arguments(run, documents)
    with _alone():
        if run.workers > 1:  # workers tell what they collected when they end; the plan stands before they begin
            code, said = _pytest([*words, "--collect-only"], controller)
            if code != pytest.ExitCode.OK:
                return controller.outcome(code, said)
            words += ["-n", str(run.workers)]
        code, said = _pytest(words, controller)
    return controller.outcome(code, said)


def _pytest(words: list[str], controller: Controller) -> tuple[int, str]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = pytest.main(words, plugins=[controller])
    controller.reraise()
    return code, out.getvalue()


def _read(run: RunConfig) -> tuple[tuple[Document, ...], tuple[LintError, ...]]:
    library = Library.read(run)
    if run.scenario:
        library.load(run.scenario, {}, run.content)
    modules()
    documents, errors = read_documents(run.features, library.content)
    found = (*errors, *lint(documents, definitions(), library.known), *unusable_worlds(documents, library, run),
             *planted_beside_real(documents, library, run), *unlisted_beside_real(documents, library, run),
             *unfit_to_continue(documents, library, run))
    typed = {document.path: as_typed(document.file) for document in documents}
    return documents, tuple(sorted(msgspec.structs.replace(error, path=typed.get(error.path, error.path))
                                   for error in found))


def _arguments(run: RunConfig, documents: tuple[Document, ...]) -> list[str]:
    # a run depends on nothing but its own configuration: no ini file, conftest or plugin of the place it runs in
    fixed = ["-c", str(_INI), "--rootdir", str(run.content), "--confcutdir", str(run.content), "--noconftest",
             "--strict-markers", "-q", "--tb=short", "--disable-plugin-autoload", "-p", "no:cacheprovider",
             "-p", "no:unraisableexception",  # which ends each run with five collections of all garbage
             "-p", "pytest-bdd", "-p", "xdist", "-p", "linebench.bdd.plugin",
             "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the plugin's modules are imported here already
    chosen = [*(["-k", run.keyword] if run.keyword else []), "-m", _tags(run.tags),
              *(["-p", "allure_pytest", "--alluredir", str(run.allure)] if run.allure else []),
              *(["--junit-xml", str(run.junit)] if run.junit else [])]
    return [*fixed, *chosen, *(str(document.file) for document in documents)]


def _tags(wanted: str) -> str:
    """What is to run by its tags: what takes as long as a night has, only when it is asked for."""
    if _NIGHTLY in wanted:
        return wanted
    return f"({wanted}) and not {_NIGHTLY}" if wanted else f"not {_NIGHTLY}"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep pytest's own environment variables out of the run, and put them back."""
    kept = {name: os.environ.pop(name) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS") if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
