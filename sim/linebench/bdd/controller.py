"""The calling process's side of a run: hears what pytest and its workers report, and tells the caller."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec
import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.plugin import PROPERTY, SELECTION, Selection
from linebench.bdd.result import AttemptResult, LintError, Planned, RunOutcome

__all__ = ["Controller"]

_USUAL = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


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
        self._raised: BaseException | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Node) -> None:
        """Send the run to a worker."""
        node.workerinput[PROPERTY] = self.run.to_text()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Take the planned set. With workers this happens in a session of its own that only collects.

        The end of collecting would be too early: pytest tells of it also when it refuses what was collected.
        """
        found = session.config.stash.get(SELECTION, None)
        if found is None or session.testsfailed:
            return
        self._selection = found
        if self.run.started and found.planned:
            self._tell(self.run.started, tuple(found.planned), tuple(found.deselected))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a result, and keep its JSON out of JUnit files."""
        carried = [value for name, value in report.user_properties if name == PROPERTY]
        report.user_properties[:] = [pair for pair in report.user_properties if pair[0] != PROPERTY]
        if carried and report.when == "call":
            self._take(report.nodeid, msgspec.json.decode(str(carried[0]), type=AttemptResult))
        elif report.failed and not carried:
            self._broken[report.nodeid] = _last_line(str(report.longrepr))

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep what broke in pytest or in the plugin; the run ends with it."""
        self._raised = self._raised or excinfo.value

    def _take(self, node: str, result: AttemptResult) -> None:
        self._results[node] = result
        if self.run.progress:
            self._tell(self.run.progress, result, len(self._results), len(self._selection.planned))

    def _tell(self, call: Callable[..., None], *facts: object) -> None:
        """Tell the caller. What it raises ends the run: pytest must not turn it into a report of its own."""
        try:
            call(*facts)
        except Exception as error:
            self._raised = error
            raise pytest.exit.Exception(str(error)) from error

    def reraise(self) -> None:
        """Raise what the caller raised when it was told something, or what broke in pytest, if anything did."""
        if self._raised:
            raise self._raised

    def outcome(self, code: int, output: str) -> RunOutcome:
        """Put the run's outcome together from pytest's exit code and what was gathered."""
        if code == pytest.ExitCode.USAGE_ERROR:
            return RunOutcome(lint=(LintError("", 0, "usage", _refusal(output), "titles for -k, tags of the "
                                              "features for -m, combined with and, or, not, ( )"),))
        planned = self._selection.planned
        results = tuple(self._results[case.node] for case in planned if case.node in self._results)
        aborted = code == pytest.ExitCode.INTERRUPTED
        said = "the run was interrupted" if aborted else "" if code in _USUAL else _last_line(output)
        return RunOutcome(
            planned=tuple(planned), results=results, deselected=tuple(self._selection.deselected),
            aborted=aborted, message="\n".join(filter(None, (*self._lost(planned), said))),
        )

    def _lost(self, planned: list[Planned]) -> Iterator[str]:
        for case in planned:
            if case.node in self._broken and case.node not in self._results:
                yield f"{case.test} {case.row}: {self._broken[case.node]}"


def _refusal(output: str) -> str:
    """Return what pytest has against the choice of test cases, without its advice on pytest."""
    line = next((line for line in output.splitlines() if line.startswith("ERROR: ")), output.strip())
    return line.removeprefix("ERROR: ").partition(". Use 'pytest")[0]


def _last_line(text: str) -> str:
    """Return what pytest says last: of a traceback, what was raised."""
    return next((line.removeprefix("E").strip() for line in reversed(text.splitlines()) if line.strip()), "")
