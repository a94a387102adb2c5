"""The pytest plugin that runs protocols. It does nothing unless ``linebench.bdd.run`` hands it a run.

Loaded with ``-p linebench.bdd.plugin`` in the controller and in every worker process; the run itself is a
``RunConfig``, which the controller's plugin object carries as ``run`` and workers get as text.
"""

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from pytest_bdd.parser import Step

from linebench.bdd.allure_steps import AllureSteps
from linebench.bdd.attempt import Attempt
from linebench.bdd.collector import CASE, DOCUMENT, ROW, FeatureFile
from linebench.bdd.config import RunConfig
from linebench.bdd.continued import Continued, run_number
from linebench.bdd.finish import finish
from linebench.bdd.recorder import Recorder
from linebench.bdd.result import AttemptResult, Planned
from linebench.bdd.steps import modules
from linebench.bdd.tidying import greet
from linebench.bdd.worlds import Library

__all__ = ["PROPERTY", "SELECTION", "Selection"]

PROPERTY = "linebench"
"""Name of the user property that carries an AttemptResult as JSON from a worker to the controller."""
_CONFIG = pytest.StashKey[RunConfig]()
_LIBRARY = pytest.StashKey[Library]()
_RECORDER = pytest.StashKey[Recorder]()
_CONTINUED = pytest.StashKey[Continued]()
_RESULT = pytest.StashKey[AttemptResult]()


def pytest_configure(config: pytest.Config) -> None:
    """Take the run, if there is one, and register the vocabulary: steps are fixtures and must be plugins."""
    sent = getattr(config, "workerinput", {}).get(PROPERTY)
    run = RunConfig.from_text(sent) if sent else _handed_over(config)
    if run is None:
        return
    config.stash[_CONFIG], config.stash[_LIBRARY] = run, Library.read(run)
    config.stash[_CONTINUED] = run.continued or Continued(run_number(run.number))
    for module in modules():
        config.pluginmanager.register(module, module.__name__)
    if config.getoption("allure_report_dir", None):
        config.pluginmanager.register(AllureSteps(_recorder_of), "linebench-allure")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what outlived the test cases of the run."""
    continued = config.stash.get(_CONTINUED, None)
    if continued is not None:
        continued.close()


def _handed_over(config: pytest.Config) -> RunConfig | None:
    carried = (getattr(plugin, "run", None) for plugin in config.pluginmanager.get_plugins())
    return next((run for run in carried if isinstance(run, RunConfig)), None)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect feature files of a run."""
    run = parent.config.stash.get(_CONFIG, None)
    if run is None or file_path.suffix != ".feature" or not any(map(file_path.is_relative_to, run.features)):
        return None
    return FeatureFile.of(parent, file_path, parent.config.stash[_LIBRARY].content)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give JUnit readers the ids they link by."""
    if case := item.stash.get(CASE, None):
        row = item.stash[ROW]
        item.user_properties += [("test_key", case.test), ("requirements", ",".join(case.requirements(row))),
                                 ("tags", ",".join(case.named(row)))]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not among the rows of the run, where it names any."""
    run = config.stash.get(_CONFIG, None)
    if run is None or not run.rows:
        return
    wanted = set(run.rows)
    out = [item for item in items if (item.stash[CASE].test, item.stash[ROW].text) not in wanted]
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


@pytest.fixture
def attempt(request: pytest.FixtureRequest) -> Attempt:
    """The test case being executed: its world, its journal and its notes. Every step asks for it."""
    return _recorder_of(request.node).attempt


def _recorder_of(item: pytest.Item) -> Recorder:
    return item.stash[_RECORDER]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Prepare the attempt before any fixture can fail."""
    if case := item.stash.get(CASE, None):
        config = item.config.stash[_CONFIG]
        made = Attempt(item.stash[DOCUMENT], case, item.stash[ROW], config, item.config.stash[_LIBRARY],
                       continued=item.config.stash[_CONTINUED])
        made.greet = partial(greet, made)
        item.stash[_RECORDER] = Recorder(made)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Close the world after the last step, judge its journal, and make pytest's outcome the oracle's verdict."""
    recorder = item.stash.get(_RECORDER, None)
    if recorder is None:
        return (yield)
    raised: BaseException | None = None
    try:
        yield
    except (KeyboardInterrupt, pytest.exit.Exception, SystemExit):
        recorder.attempt.abandon()
        raise
    except BaseException as error:  # noqa: BLE001 - skips and exits of steps are outcomes too
        raised = error
    result = finish(recorder, raised)
    item.stash[_RESULT] = msgspec.structs.replace(result, worker=getattr(item.config, "workerinput", {}).get(
        "workerid", ""))
    item.user_properties.append((PROPERTY, msgspec.json.encode(item.stash[_RESULT]).decode()))
    if result.verdict != "pass":
        raise _exception(result, raised)
    return None


class Selection(msgspec.Struct, frozen=True):
    """What one process collected: the cases that run and those left out, in the order of the files."""

    planned: list[Planned]
    deselected: list[Planned]


SELECTION = pytest.StashKey[Selection]()


class CaseError(Exception):
    """A test case without a verdict on the system under test."""


def _exception(result: AttemptResult, raised: BaseException | None) -> BaseException:
    if result.verdict == "na":
        return pytest.skip.Exception(_summary(result))
    if raised is not None and isinstance(raised, AssertionError) == (result.verdict == "fail"):
        return raised
    return (AssertionError if result.verdict == "fail" else CaseError)(_summary(result))


def _summary(result: AttemptResult) -> str:
    steps_ = [f"step {step.n} {step.verdict}: {step.keyword} {step.text}: {step.message}" for step in result.steps
              if step.verdict not in {"pass", "not_executed"}]
    return "\n".join((f"{result.verdict}: {result.test} {result.title}", *filter(None, [result.message]), *steps_,
                      *result.findings))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a case in its own words instead of a traceback through pytest and the bench."""
    report = yield
    result = item.stash.get(_RESULT, None)
    if result is not None and report.when == "call" and not report.passed:
        report.outcome, report.longrepr = "failed", _summary(result)
        if result.verdict == "na":  # what readers of pytest's own reports call skipped
            report.outcome, report.longrepr = "skipped", (result.script, result.line, _summary(result))
    return report


def pytest_bdd_before_scenario(request: pytest.FixtureRequest) -> None:
    """Record that the case begins."""
    _recorder_of(request.node).begin_case()


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Record that a step begins."""
    _recorder_of(request.node).begin_step(step.name)


def pytest_bdd_before_step_call(request: pytest.FixtureRequest, step_func: Callable[..., object]) -> None:
    """Refuse a coroutine even where nobody linted: pytest-bdd would never run it and pass."""
    _recorder_of(request.node).refuse_coroutine(step_func)


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    """Record that a step ended well; a Then that compared nothing is an error."""
    _recorder_of(request.node).pass_step()


def pytest_bdd_step_error(request: pytest.FixtureRequest, exception: BaseException) -> None:
    """Record how a step went wrong."""
    _recorder_of(request.node).fail_step(exception)


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Record a step that nothing defines."""
    _recorder_of(request.node).undefined_step(step.name)


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Note what ``-k`` and ``-m`` left out: it is listed and counted, never forgotten."""
    for item in items:
        item.config.stash.setdefault(SELECTION, Selection([], [])).deselected.append(_planned(item))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note the planned set."""
    if session.config.stash.get(_CONFIG, None) is None:
        return
    selection = session.config.stash.setdefault(SELECTION, Selection([], []))
    selection.planned.extend(_planned(item) for item in session.items)


def _planned(item: pytest.Item) -> Planned:
    case, row = item.stash[CASE], item.stash[ROW]
    return Planned(case.test, row.text, case.name, item.stash[DOCUMENT].path, row.line, item.nodeid)
