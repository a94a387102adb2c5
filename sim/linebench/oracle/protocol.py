"""The ledger's part on the test itself: which cases and steps ran, what they expected and how they ended."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from linebench.oracle.rule import Outcome
from linebench.oracle.verdict import CaseVerdict, StepVerdict, case_verdict, step_verdict
from linebench.records import protocol

__all__ = ["Cases"]


class _Case:
    """A test case as it is being recorded."""

    def __init__(self, began: protocol.CaseBegan) -> None:
        self.began = began
        self.ended = -1
        self.steps: dict[int, protocol.StepBegan] = {}
        self.ends: dict[int, tuple[str, str]] = {}
        self.expected: dict[int, list[protocol.Expectation]] = {}

    def verdicts(self, limits: frozenset[str], uncertainty: int | None, late: int) -> list[StepVerdict]:
        return [step_verdict(step, self.ends.get(n), self.expected.get(n, []), limits, uncertainty, late=late)
                for n, step in sorted(self.steps.items())]


class Cases:
    """Follows protocol records."""

    def __init__(self, limits: frozenset[str]) -> None:
        self._limits = limits
        self._cases: list[_Case] = []

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {protocol.CaseBegan: self._began, protocol.StepBegan: self._step,
                protocol.Expectation: self._expected, protocol.StepEnded: self._ended,
                protocol.CaseEnded: self._over}

    def _began(self, began: protocol.CaseBegan, _: int) -> None:
        self._cases.append(_Case(began))

    def _step(self, step: protocol.StepBegan, _: int) -> None:
        if self._cases:
            self._cases[-1].steps[step.n] = step

    def _expected(self, expectation: protocol.Expectation, _: int) -> None:
        if self._cases:
            self._cases[-1].expected.setdefault(expectation.n, []).append(expectation)

    def _ended(self, ended: protocol.StepEnded, _: int) -> None:
        if not self._cases:
            return
        case = self._cases[-1]
        # a step that was never reached has an end without a beginning
        case.steps.setdefault(ended.n, protocol.StepBegan(ended.t, ended.n, "", ""))
        case.ends[ended.n] = (ended.verdict, ended.message)

    def _over(self, ended: protocol.CaseEnded, _: int) -> None:
        if self._cases:
            self._cases[-1].ended = ended.t

    def verdicts(self, outcomes: Sequence[Outcome], uncertainty: int | None = 0,
                 late: int = 0) -> list[CaseVerdict]:
        """Judge every case; where a journal holds several, findings belong to the case of their time.

        ``uncertainty``, ``late``: as ``verdict.step_verdict`` has them.
        """
        alone = len(self._cases) == 1
        return [case_verdict(case.began, case.ended, case.verdicts(self._limits, uncertainty, late),
                             outcomes if alone else _within(case, outcomes),
                             sum(one.count for one in (outcomes if alone else _within(case, outcomes))))
                for case in self._cases]


def _within(case: _Case, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The findings of a case. Findings beyond those kept have no time any more and count for every case."""
    last = case.ended if case.ended >= 0 else 1 << 62
    found = []
    for one in outcomes:
        kept = tuple(finding for finding in one.findings if case.began.t <= finding.t <= last)
        count = len(kept) + one.count - len(one.findings)
        doubts = tuple(doubt for doubt in one.doubts if case.began.t <= doubt.t)
        if count or doubts:
            found.append(msgspec.structs.replace(
                one, count=count, findings=kept or one.findings[:1] if count else (), doubts=doubts,
                doubted=len(doubts) + one.doubted - len(one.doubts) if doubts else 0))
    return found
