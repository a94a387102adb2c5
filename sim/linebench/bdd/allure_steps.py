"""Gherkin steps in Allure results: allure-pytest alone shows only the function's name.

Allure is a viewer, never the signed record. Steps that were not reached and undefined steps are shown as such.
"""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import allure
import allure_commons
import pytest
from pytest_bdd.parser import Feature, Scenario

from linebench.bdd.actual import NotApplicable
from linebench.bdd.recorder import Recorder
from linebench.bdd.result import StepResult

__all__ = ["AllureSteps"]


class Undefined(Exception):  # noqa: N818 - Allure shows the name as the reason
    """A step without a definition."""


class AllureSteps:
    """A pytest plugin object; registered only when a results folder is given."""

    def __init__(self, recorder_of: Callable[[pytest.Item], Recorder]) -> None:
        """Take the way from an item to its recorder."""
        self._recorder_of = recorder_of
        self._open = ""

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, feature: Feature,
                                   scenario: Scenario) -> None:
        """Name the result by test id, title, feature and rule."""
        case = self._recorder_of(request.node).attempt.case
        dynamic: Any = allure.dynamic  # allure-pytest ships no types for it
        dynamic.title(case.title)
        dynamic.feature(feature.name)
        dynamic.story(scenario.rule.name if scenario.rule else case.name)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_before_step(self, request: pytest.FixtureRequest) -> None:
        """Open a step."""
        self._start(self._step(request))

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_step(self) -> None:
        """Close it as passed."""
        self._stop(None)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_error(self, exception: BaseException) -> None:
        """Close it with what went wrong; what does not apply is shown as skipped."""
        self._stop(pytest.skip.Exception(str(exception)) if isinstance(exception, NotApplicable) else exception)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_func_lookup_error(self, request: pytest.FixtureRequest) -> None:
        """Show a step that nothing defines."""
        self._start(self._step(request))
        self._stop(Undefined("no step definition"))

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """Show the steps that were not reached."""
        if self._open:
            self._stop(pytest.skip.Exception("the step did not come back"))
        recorder = self._recorder_of(request.node)
        for step in recorder.steps[recorder.attempt.n:]:
            self._start(step)
            self._stop(pytest.skip.Exception("not executed"))

    def _step(self, request: pytest.FixtureRequest) -> StepResult:
        recorder = self._recorder_of(request.node)
        return recorder.steps[recorder.attempt.n - 1]

    def _start(self, step: StepResult) -> None:
        self._open = str(uuid4())
        _hook().start_step(uuid=self._open, title=f"{step.keyword} {step.text}", params={})
        if step.table:
            allure.attach(_csv(step.table), "table", allure.attachment_type.CSV)
        if step.docstring:
            allure.attach(step.docstring, "text", allure.attachment_type.TEXT)

    def _stop(self, exception: BaseException | None) -> None:
        kind = type(exception) if exception else None
        # without the traceback: it names folders of this machine, and its message says what a reader needs
        _hook().stop_step(uuid=self._open, exc_type=kind, exc_val=exception, exc_tb=None)
        self._open = ""


def _hook() -> Any:  # noqa: ANN401 - pluggy makes the callers at run time
    return allure_commons.plugin_manager.hook


def _csv(table: tuple[tuple[str, ...], ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()
