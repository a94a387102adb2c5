"""Writes what the test did into the attempt's journal and keeps each step's verdict.

All steps of a case are in the record from the start as *not executed*; each then gets its own verdict. Only a
``Mismatch`` is a failure of the system under test; every other exception is an error of the bench or protocol.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from linebench.bdd.actual import Blocked, Mismatch, NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.document import StepDoc
from linebench.bdd.phrase import definitions
from linebench.bdd.result import AttemptResult, StepResult
from linebench.bdd.tongues import definition_of
from linebench.oracle.verdict import ends_na
from linebench.records.protocol import CaseBegan, CaseEnded, StepBegan, StepEnded
from linebench.scenario.problems import ScenarioError

__all__ = ["Recorder", "utc_now", "verdict_of"]

_WORST = ("fail", "error", "undefined", "blocked", "not_executed")
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (Mismatch, "fail"), (Blocked, "blocked"), (NotApplicable, "na"))


def utc_now() -> str:
    """Return the wall clock as RFC 3339 in UTC with milliseconds; it never enters a journal."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def verdict_of(steps: tuple[StepResult, ...]) -> str:
    """Derive a test's verdict from its steps alone: an error at or before the first failure wins.

    A case whose steps passed up to one that does not apply here, and that ended there, does not apply.
    """
    verdicts = [step.verdict for step in steps]
    if "na" in verdicts and ends_na(verdicts):
        return "na"
    if "error" in verdicts and ("fail" not in verdicts or verdicts.index("error") < verdicts.index("fail")):
        return "error"
    bad = next((word for word in _WORST if word in verdicts), "pass")
    return bad if verdicts else "not_executed"


class Recorder:
    """Follows one attempt step by step. ``steps`` always lists every planned step."""

    def __init__(self, attempt: Attempt, *, clock: Callable[[], str] = utc_now) -> None:
        """List all steps as not executed."""
        values = dict(attempt.row.values)
        self.attempt, self._clock, self._running = attempt, clock, False
        named = definition_of(definitions(), attempt.document.language)
        self.steps = [_planned(n, step.rendered(values), named) for n, step in enumerate(attempt.case.steps, 1)]
        self.began, self.ended = clock(), ""

    def begin_case(self) -> None:
        """Write that the case started."""
        case, row, document = self.attempt.case, self.attempt.row, self.attempt.document
        self.attempt.write(CaseBegan(
            self.attempt.now, case.test, case.name, row.text, case.kind(row), case.requirements(row),
            case.risks(row), document.path, document.sha256, row.line,
        ))

    def begin_step(self, text: str) -> None:
        """Write that the next step started.

        Raises:
            BenchError: it is not the planned one; file and execution do not agree.

        """
        self.attempt.n += 1
        self.attempt.actuals = 0
        step = self._step
        if step.text != text:
            raise BenchError(f"step {step.n} is {text!r} but the protocol has {step.text!r}")
        self._running = True
        self.attempt.write(StepBegan(self.attempt.now, step.n, step.keyword, step.text))
        self._set(verdict="running", began_us=self.attempt.now)

    def pass_step(self) -> None:
        """Write that the step ended well.

        Raises:
            BenchError: it is a Then and recorded no actual value.

        """
        if self._step.keyword == "Then" and not self.attempt.actuals:
            message = "the step compared nothing: a Then must record an actual value"
            self._end("error", message)
            raise BenchError(message)
        self._end("pass", "")

    def fail_step(self, exception: BaseException) -> None:
        """Write how the step went wrong."""
        self._end(_verdict(exception), message_of(exception))

    def undefined_step(self, text: str) -> None:
        """Write that nothing defines the next step."""
        self.begin_step(text)
        self._end("undefined", "no step definition")

    def refuse_coroutine(self, function: Callable[..., object]) -> None:
        """Stop at a step that would return a coroutine which nobody runs.

        Raises:
            BenchError: the function is one.

        """
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            raise BenchError("the step is a coroutine and would never run; make it a plain function")

    def end_case(self, raised: BaseException | None) -> None:
        """Close a step that never came back, write the steps that were not reached, and end the case.

        ``raised``: what left the scenario. A skip inside a step leaves it without any hook being called.
        """
        if self._running:
            word = "error" if isinstance(raised, Exception) else "blocked"
            reason = message_of(raised) if raised else "no result"
            self._end(word, f"the step did not come back: {reason}")
        for step in self.steps[self.attempt.n:]:
            self.attempt.n = step.n
            self.attempt.write(StepBegan(self.attempt.now, step.n, step.keyword, step.text))
            self.attempt.write(StepEnded(self.attempt.now, step.n, "not_executed", step.message))
        self.attempt.write(CaseEnded(self.attempt.now, self.attempt.case.test))

    def result(self, verdict: str, *, message: str = "",
               **facts: Any) -> AttemptResult:  # noqa: ANN401 - each has its field's type
        """Put together what is known about the attempt; ``facts`` are further fields of AttemptResult."""
        case, row, document = self.attempt.case, self.attempt.row, self.attempt.document
        known = AttemptResult(
            case.test, row.text, case.name, case.kind(row), document.path, document.sha256, row.line,
            case.requirements(row), case.risks(row), row.parameters, verdict, tuple(self.steps),
            mutants=self.attempt.config.mutants, began=self.began, ended=self._clock(),
        )
        return msgspec.structs.replace(known, scenario=self.attempt.scenario_id,
                                       message=self.attempt.plain(message), **facts)

    @property
    def _step(self) -> StepResult:
        return self.steps[self.attempt.n - 1]

    def _set(self, **values: object) -> None:
        self.steps[self.attempt.n - 1] = msgspec.structs.replace(self._step, **values)

    def _end(self, verdict: str, message: str) -> None:
        self._running = False
        message = self.attempt.plain(message)
        self._set(verdict=verdict, message=message, ended_us=self.attempt.now, actuals=self.attempt.actuals)
        self.attempt.write(StepEnded(self.attempt.now, self.attempt.n, verdict, message))


def message_of(exception: BaseException) -> str:
    """Return an exception's own words; the type's name stands before those not made for readers."""
    text = str(exception)
    if isinstance(exception, (Mismatch, Blocked, NotApplicable, BenchError, ScenarioError)):
        return text
    return f"{type(exception).__name__}: {text}" if text else type(exception).__name__


def _verdict(exception: BaseException) -> str:
    return next((word for kind, word in _WORDS if isinstance(exception, kind)), "error")


def _planned(n: int, step: StepDoc, named: Callable[[str, str], str]) -> StepResult:
    return StepResult(n, step.keyword, step.text, step.line, table=step.table, docstring=step.docstring or "",
                      definition=named(step.keyword, step.text))
