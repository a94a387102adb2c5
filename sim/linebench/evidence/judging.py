"""The one place where the oracle is asked. What it says becomes plain values that can be stored and compared."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from linebench.evidence.model import Stored
from linebench.oracle import rule as oracle_rule
from linebench.oracle.judge import Judgement, judge_blocks
from linebench.oracle.metrics import Figures, Spread
from linebench.oracle.plan import PlanError
from linebench.oracle.rule import Outcome

__all__ = ["Finding", "Judge", "Judged", "RuleOutcome", "StepJudged", "Value", "findings_of", "oracle"]


class Finding(Stored, frozen=True, kw_only=True):
    """What a rule found: in words, when (simulated microseconds), on which packs, shown by which records."""

    what: str
    t: int
    packs: tuple[int, ...] = ()
    at: tuple[int, ...] = ()


class RuleOutcome(Stored, frozen=True, kw_only=True):
    """One rule on one attempt. ``outcome``: pass, fail, provisional, not_exercised or not_knowable.

    ``count``: all findings, of which ``findings`` holds the first; ``doubts`` likewise holds what lies closer to a
    limit than times were measured. ``why``: what is missing when the outcome is
    not knowable. ``requirements``: ids of the requirements the rule serves.
    """

    rule: str
    revision: int
    title: str
    outcome: str
    opportunities: int
    count: int = 0
    why: str = ""
    findings: tuple[Finding, ...] = ()
    requirements: tuple[str, ...] = ()
    doubts: tuple[Finding, ...] = ()


class Value(Stored, frozen=True, kw_only=True):
    """A number the oracle derived from a journal, as people read it; ``not measured`` where there is none."""

    name: str
    value: str
    unit: str = ""


class StepJudged(Stored, frozen=True, kw_only=True):
    """The oracle's verdict on a step, judged again from what the step recorded."""

    n: int
    verdict: str
    message: str


class Judged(Stored, frozen=True, kw_only=True):
    """The oracle's verdict on one attempt with everything that led to it. ``why``: ``""`` for a pass."""

    verdict: str
    why: str
    rules: tuple[RuleOutcome, ...]
    steps: tuple[StepJudged, ...] = ()
    metrics: tuple[Value, ...] = ()


Judge: TypeAlias = Callable[[bytes], Judged]
"""Judges the stored bytes of a journal."""


def oracle(stored: bytes, earlier: Sequence[RuleOutcome] = ()) -> Judged:
    """Ask the oracle. A record 0 it cannot read is the bench's error.

    ``earlier``: what an earlier bench's rules said, where the journal is to be judged as that bench did: the rules
    of then decide, those of the same revision by what they say now, the others by what they said.

    Raises:
        JournalError: the bytes are no journal or its chain is broken.

    """
    try:
        said = judge_blocks(stored, tuple(map(_said, earlier)))
    except PlanError as error:
        return Judged(verdict="error", why=f"the journal cannot be judged: {error}", rules=())
    return Judged(
        verdict=said.verdict, why="; ".join(_reasons(said)), rules=tuple(map(_rule, said.outcomes)),
        steps=tuple(StepJudged(n=step.n, verdict=step.verdict, message=step.message)
                    for case in said.cases for step in case.steps),
        metrics=tuple(_values(said.figures)),
    )


def findings_of(rules: Iterable[RuleOutcome]) -> list[tuple[RuleOutcome, Finding]]:
    """Return every finding with its rule, in the order of the rules, and after a rule's findings its doubts."""
    return [(rule, finding) for rule in rules for finding in (*rule.findings, *rule.doubts)]


def _reasons(said: Judgement) -> Iterator[str]:
    return (reason for case in said.cases if case.verdict != "pass" for reason in case.why)


def _rule(said: Outcome) -> RuleOutcome:
    findings, doubts = (tuple(Finding(what=one.message, t=one.t, packs=one.packs, at=one.at) for one in some)
                        for some in (said.findings, said.doubts))
    return RuleOutcome(
        rule=said.rule, revision=said.revision, title=said.title, outcome=said.result, why=said.why,
        opportunities=said.opportunities, count=said.count, findings=findings, requirements=said.requirements,
        doubts=doubts,
    )


def _said(rule: RuleOutcome) -> Outcome:
    findings, doubts = (tuple(oracle_rule.Finding(rule.rule, one.what, one.packs, one.t, one.at) for one in some)
                        for some in (rule.findings, rule.doubts))
    return Outcome(rule.rule, rule.title, rule.revision, rule.outcome, rule.opportunities, rule.count, findings,
                   rule.why, rule.requirements, doubts, len(doubts))


_SHARES = ("quality", "first_pass_yield", "reject_accuracy", "serial_waste")
"""Figures in parts per million, written as per cent."""


def _values(figures: Figures) -> Iterator[Value]:
    """Write the key figures one by one; what happened minute by minute is plotted from the journal instead."""
    for field, figure in msgspec.structs.asdict(figures).items():
        name = field.replace("_", " ")
        if figure is None:
            yield Value(name=name, value="not measured")
        elif isinstance(figure, Spread):
            yield from _spread(name, figure)
        elif isinstance(figure, dict):
            yield from (Value(name=f"{name}, {cause}", value=str(figure[cause])) for cause in sorted(figure))
        elif isinstance(figure, int):
            share = field in _SHARES
            yield Value(name=name, value=_share(figure) if share else str(figure), unit="%" if share else "")


def _share(ppm: int) -> str:
    return f"{ppm // 10_000}.{ppm % 10_000:04d}"


def _spread(name: str, spread: Spread) -> Iterator[Value]:
    if not spread.count:
        yield Value(name=name, value="not measured")
        return
    for label, time_us in (("p50", spread.p50), ("p95", spread.p95), ("p99", spread.p99), ("most", spread.most)):
        yield Value(name=f"{name} {label}", value=f"{time_us // 1000}.{time_us % 1000:03d}", unit="ms")
