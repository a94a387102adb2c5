"""verdicts.json: what the oracle makes of every attempt, and what follows for cases, requirements and the run.

It is a function of run.json, requirements.json, the attempts and their journals alone, so ``verify`` derives
it again and compares.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import Judge, Judged, RuleOutcome, StepJudged, Value
from linebench.evidence.lateness import Late, read_lateness, sum_up
from linebench.evidence.model import Attempt, CaseKey, NotExecuted, Planned, Run, Stored, case_name
from linebench.evidence.story import Story, read_story
from linebench.oracle.verdict import ends_na
from linebench.records.codec import JournalError
from linebench.records.requirement import Requirement

__all__ = ["VERDICTS", "AttemptVerdict", "CaseVerdict", "RequirementVerdict", "Totals", "Verdicts", "attempts_in",
           "conclude", "decode_verdicts", "derive", "is_unstable", "last_valid", "read_verdicts", "worst"]

VERDICTS = "verdicts.json"
WORDS = ("fail", "error", "undefined", "blocked", "not_executed", "provisional", "pass", "na")
"""Verdicts, the worst first; what does not apply decides only where nothing else does."""

_JUDGED = ("pass", "fail", "provisional", "na")


class AttemptVerdict(Stored, frozen=True, kw_only=True):
    """One attempt judged. ``folder`` is below the package; ``journal``: SHA-256, ``""`` when there is none.

    ``closed``: the journal ends in an orderly way.
    """

    folder: str
    test: str
    row: str
    n: int
    verdict: str
    why: str
    journal: str
    records: int
    simulated_us: int
    closed: bool
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    steps: tuple[StepJudged, ...]
    rules: tuple[RuleOutcome, ...]
    metrics: tuple[Value, ...]
    uncertainty_us: int | None = None
    """How far times may be off, in simulated microseconds; ``None`` where they are exact."""
    lateness: Late | None = None


class CaseVerdict(Stored, frozen=True, kw_only=True, omit_defaults=True):
    """One planned test case: the verdict is that of its last valid attempt. ``attempts``: their folders in order.

    ``unstable``: it passed, but an earlier attempt had not; a mark beside the verdict, written only where it holds.
    """

    test: str
    row: str
    title: str
    verdict: str
    why: str
    attempts: tuple[str, ...]
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    unstable: bool = False


class RequirementVerdict(Stored, frozen=True, kw_only=True):
    """One requirement. ``outcome``: met, not_met, or no_test. ``cases``: names of the test cases that serve it.

    Test cases that do not apply test nothing: met are requirements of which all others passed, and there is one.
    """

    id: str
    revision: str
    outcome: str
    cases: tuple[str, ...]


class Totals(Stored, frozen=True, kw_only=True, rename={"passed": "pass", "failed": "fail"}):
    """Planned test cases by verdict. They add up: planned is the sum of the eight; executed leaves out two."""

    planned: int
    executed: int
    passed: int
    failed: int
    error: int
    undefined: int
    blocked: int
    not_executed: int
    provisional: int
    na: int
    deselected: int
    attempts: int


class Verdicts(Stored, frozen=True, kw_only=True):
    """All verdicts of a run. ``complete``: every planned test case was reported with a verdict of a real try."""

    schema: str = "linebench/verdicts"
    version: int = 1
    run: str
    verdict: str
    complete: bool
    totals: Totals
    cases: tuple[CaseVerdict, ...]
    attempts: tuple[AttemptVerdict, ...]
    requirements: tuple[RequirementVerdict, ...]
    lateness: Late | None = None
    """Of all attempts in real time; ``None`` where there was none."""


def worst(verdicts: Iterable[str]) -> str:
    """Return the worst of some verdicts; ``not_executed`` when there are none."""
    found = set(verdicts)
    return next((word for word in WORDS if word in found), "not_executed")


def read_verdicts(source: Source) -> Verdicts:
    """Read verdicts.json; raises as ``decode_verdicts``, and where there is none."""
    return decode_verdicts(source.read(VERDICTS))


def decode_verdicts(stored: bytes) -> Verdicts:
    """Read the bytes of a verdicts.json.

    Raises:
        PackageError: they are damaged.

    """
    try:
        return msgspec.json.decode(stored, type=Verdicts)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{VERDICTS}: is damaged: {error}") from error


def attempts_in(source: Source) -> dict[str, Attempt]:
    """Read every attempt.json, by folder, in the order of test id, row and attempt.

    Raises:
        PackageError: one of them is damaged.

    """
    found = {}
    for name in source.names():
        if name.startswith("attempts/") and name.endswith("/attempt.json"):
            try:
                found[name.rpartition("/")[0]] = msgspec.json.decode(source.read(name), type=Attempt)
            except msgspec.MsgspecError as error:
                raise PackageError(f"{name}: is no attempt: {error}") from error
    return dict(sorted(found.items(), key=lambda item: (item[1].test, item[1].row, item[1].n)))


def derive(source: Source, run: Run, requirements: Sequence[Requirement], judge: Judge) -> Verdicts:
    """Judge every attempt of a package and draw the conclusions.

    Raises:
        PackageError: an attempt.json is damaged; the message names the file.

    """
    attempts = [_judge_attempt(source, folder, attempt, judge) for folder, attempt in attempts_in(source).items()]
    late = sum_up(filter(None, (read_lateness(source, attempt.folder) for attempt in attempts)))
    return conclude(run.id, _cases(run, attempts), attempts, requirements, deselected=len(run.deselected),
                    lateness=late)


def conclude(run: str, cases: Sequence[CaseVerdict], attempts: Sequence[AttemptVerdict],
             requirements: Sequence[Requirement], *, deselected: int, lateness: Late | None = None) -> Verdicts:
    """Draw the conclusions from judged cases and their attempts: totals, requirements, and the verdict of all."""
    totals = _totals(cases, deselected, len(attempts))
    return Verdicts(
        run=run, verdict=worst(case.verdict for case in cases), totals=totals,
        complete=totals.planned > 0 and all(case.verdict in _JUDGED for case in cases),
        cases=tuple(cases), attempts=tuple(attempts),
        requirements=tuple(_requirement(requirement, cases) for requirement in requirements), lateness=lateness,
    )


def _judge_attempt(source: Source, folder: str, attempt: Attempt, judge: Judge) -> AttemptVerdict:
    name = f"{folder}/journal.zst"
    stored = source.read(name) if source.has(name) else b""
    try:
        story = read_story(stored)
        judged = _judged(story, attempt, stored, judge)
    except JournalError as error:
        # damage is never the system's failure and must not keep the other attempts from being reported
        story, judged = read_story(b""), Judged(verdict="error", why=f"the journal is damaged: {error}", rules=())
    case, late = story.case, read_lateness(source, folder)
    return AttemptVerdict(
        folder=folder, test=attempt.test, row=attempt.row, n=attempt.n, verdict=judged.verdict, why=judged.why,
        journal=sha256(stored) if stored else "", records=story.records,
        simulated_us=story.end, closed=story.closed,
        requirements=case.requirements if case else attempt.requirements,
        risks=case.risks if case else attempt.risks, steps=judged.steps, rules=judged.rules,
        metrics=judged.metrics, uncertainty_us=story.uncertainty.us if story.uncertainty else None,
        lateness=late[0] if late else None,
    )


def _judged(story: Story, attempt: Attempt, stored: bytes, judge: Judge) -> Judged:
    if story.opened is None:
        # nothing was recorded, so nothing can have passed
        verdict = "error" if attempt.verdict in ("pass", "na") else attempt.verdict
        return Judged(verdict=verdict, why="; ".join(_unrecorded(attempt)), rules=())
    judged = judge(stored)
    other = (story.opened.test, story.opened.row) != (attempt.test, attempt.row)
    if other:
        return msgspec.structs.replace(judged, verdict="error", why="the journal is of another test case: "
                                       + case_name(story.opened.test, story.opened.row))
    doubt = _doubt(story, attempt)
    if doubt and judged.verdict in (("pass", "na") if story.closed else ("pass", "na", "provisional")):
        return msgspec.structs.replace(judged, verdict="error", why=doubt)
    return judged


def _unrecorded(attempt: Attempt) -> Iterator[str]:
    """Say why nothing was recorded: what the runner said, and the step that kept the world from coming."""
    yield attempt.message or "the attempt left no journal"
    bad = next((step for step in attempt.steps if step.message), None)
    if bad:
        yield f"step {bad.n} ({bad.keyword} {bad.text}): {bad.verdict}: {bad.message}"


def _doubt(story: Story, attempt: Attempt) -> str:
    """Say why an attempt cannot pass whatever its journal holds, ``""`` if nothing speaks against it."""
    if not story.closed:
        return "the journal is not closed: the attempt was cut"
    if ends_na([step.verdict for step in attempt.steps]):
        return ""
    open_steps = (step for step in attempt.steps if step.verdict not in ("pass", "na"))
    return next((f"step {step.n} of the feature file ended as {step.verdict}" for step in open_steps), "")


def _cases(run: Run, attempts: Sequence[AttemptVerdict]) -> list[CaseVerdict]:
    tried: dict[CaseKey, list[AttemptVerdict]] = {}
    for attempt in attempts:
        tried.setdefault((attempt.test, attempt.row), []).append(attempt)
    excuses = {(case.test, case.row): case for case in run.not_executed}
    return [_case(plan, tried.get((plan.test, plan.row), []), excuses) for plan in run.planned]


def _case(plan: Planned, tried: Sequence[AttemptVerdict], excuses: Mapping[CaseKey, NotExecuted]) -> CaseVerdict:
    excuse = excuses.get((plan.test, plan.row))
    if tried:
        decides = last_valid(tried)
        verdict, why = decides.verdict, decides.why
    elif excuse:
        verdict, why = ("error" if excuse.verdict == "pass" else excuse.verdict), excuse.reason
    else:
        verdict, why = "not_executed", "no attempt was recorded and no reason was given"
    served = (ids for attempt in tried for ids in attempt.requirements)
    risks = (ids for attempt in tried for ids in attempt.risks)
    return CaseVerdict(
        test=plan.test, row=plan.row, title=plan.title, verdict=verdict, why=why,
        attempts=tuple(attempt.folder for attempt in tried),
        requirements=tuple(dict.fromkeys((*plan.requirements, *served))),
        risks=tuple(dict.fromkeys((*plan.risks, *risks))), unstable=is_unstable(tried),
    )


def last_valid(tried: Sequence[AttemptVerdict]) -> AttemptVerdict:
    """Return the attempt that decides on a case: the last that was judged, else the last.

    An attempt that the bench or its set-up spoilt says nothing about the system; it keeps its deviation.
    """
    return next((attempt for attempt in reversed(tried) if attempt.verdict in _JUDGED), tried[-1])


def is_unstable(tried: Sequence[AttemptVerdict]) -> bool:
    """Whether a case passed only after an attempt that did not."""
    if not tried or last_valid(tried).verdict != "pass":
        return False
    before = tried[:tried.index(last_valid(tried))]
    return any(attempt.verdict not in ("pass", "na") for attempt in before)


def _requirement(requirement: Requirement, cases: Sequence[CaseVerdict]) -> RequirementVerdict:
    serving = [case for case in cases if requirement.id in case.requirements]
    verdicts = {case.verdict for case in serving} - {"na"}
    outcome = "no_test" if not verdicts else "met" if verdicts == {"pass"} else "not_met"
    return RequirementVerdict(id=requirement.id, revision=requirement.revision, outcome=outcome,
                              cases=tuple(case_name(case.test, case.row) for case in serving))


def _totals(cases: Sequence[CaseVerdict], deselected: int, attempts: int) -> Totals:
    count = {word: sum(case.verdict == word for case in cases) for word in WORDS}
    return Totals(
        planned=len(cases), executed=len(cases) - count["not_executed"] - count["na"], passed=count["pass"],
        failed=count["fail"], error=count["error"], undefined=count["undefined"], blocked=count["blocked"],
        not_executed=count["not_executed"], provisional=count["provisional"], na=count["na"],
        deselected=deselected, attempts=attempts,
    )
