"""From steps, expectations and rule findings to the verdict on a test case, a run, and the exit code.

A bench fault is never the system's failure: an error at or before the first failing step makes the case an
error. Expectations are judged again from their own numbers; a recorder that disagrees is a bench fault.
"""

from collections.abc import Iterable, Sequence

import msgspec

from linebench.oracle.facts import uncertain
from linebench.oracle.rule import Outcome
from linebench.records.protocol import CaseBegan, Expectation, StepBegan

__all__ = ["VERDICTS", "CaseVerdict", "StepVerdict", "case_verdict", "ends_na", "exit_code", "run_verdict",
           "simulation_verdict", "step_verdict"]

VERDICTS = ("pass", "fail", "error", "blocked", "undefined", "not_executed", "na", "provisional")
_WORST = ("fail", "error", "undefined", "blocked", "not_executed", "provisional")
_FINE = ("pass", "na")


class StepVerdict(msgspec.Struct, frozen=True):
    """The verdict on one step, with the reason when it is not a pass."""

    n: int
    keyword: str
    text: str
    verdict: str
    message: str
    expectations: int


class CaseVerdict(msgspec.Struct, frozen=True):
    """The verdict on a test case. ``why``: one sentence per reason that it is not a pass.

    ``test`` is ``""`` for a simulation without protocol, which rules alone judge. ``findings``: how many
    findings of all rules fall into it. ``began``, ``ended``: simulated microseconds, -1 where unknown.
    """

    test: str
    title: str
    row: str
    verdict: str
    why: tuple[str, ...]
    steps: tuple[StepVerdict, ...]
    findings: int
    began: int
    ended: int


def _again(expectation: Expectation) -> bool:
    """Whether the actual meets the expectation, from its own numbers where it has them."""
    value, low, high = expectation.value, expectation.low, expectation.high
    if value is None or (low is None and high is None):
        return expectation.met
    return (low is None or value >= low) and (high is None or value <= high)


def _doubtful(expectation: Expectation, uncertainty: int | None) -> bool:
    """Whether a time lies closer to its limit than it was measured; ``None``: nobody knows how well it was."""
    value = expectation.value
    bounds = [bound for bound in (expectation.low, expectation.high) if bound is not None]
    if value is None or not bounds or expectation.unit != "us" or uncertainty == 0:
        return False
    return uncertainty is None or min(abs(value - bound) for bound in bounds) < uncertainty


def _off(expectation: Expectation, uncertainty: int | None, late: int) -> int | None:
    """How far the time of a comparison may be off."""
    return uncertainty + late if uncertainty and expectation.plane == "claim" else uncertainty


def step_verdict(began: StepBegan, stated: tuple[str, str] | None, expectations: Sequence[Expectation],
                 limits: frozenset[str], uncertainty: int | None = 0, *, late: int = 0) -> StepVerdict:
    """Judge one step. ``stated``: verdict and message of its end, ``None`` when it never ended.

    ``limits``: ids of the requirements in record 0. ``uncertainty``: how far times may be off, in microseconds,
    ``None`` where that is not known; what lies closer to its limit is provisional, on whichever side it lies.
    ``late``: how much later than it was said a claim may have been heard, in microseconds.
    """
    verdict, message = stated or ("error", "the attempt ended during this step")
    fault = _fault(began, verdict, expectations, limits)
    if fault and verdict not in ("error", "undefined", "not_executed", "blocked", "na"):
        verdict, message = "error", fault
    decisive = [one for one in expectations if verdict == "pass" or not one.met]
    doubts = [one for one in decisive if _doubtful(one, _off(one, uncertainty, late))]
    if (verdict == "pass" and doubts) or (verdict == "fail" and decisive and len(doubts) == len(decisive)):
        verdict = "provisional"
        off = uncertain(_off(doubts[0], uncertainty, late))
        message = f"{doubts[0].actual} is too close to {doubts[0].expected}: {off}"
    return StepVerdict(began.n, began.keyword, began.text, verdict, message, len(expectations))


def _fault(began: StepBegan, verdict: str, expectations: Sequence[Expectation], limits: frozenset[str]) -> str:
    """What is wrong with the record of a step, ``""`` when it is sound."""
    if verdict not in VERDICTS:
        return f"the step ended with the unknown verdict {verdict!r}"
    for one in expectations:
        if one.limit and one.limit not in limits:
            return f"the limit of {one.limit} was used, which record 0 does not carry"
        if _again(one) != one.met:
            return (f"recorded as {'met' if one.met else 'not met'}, but {one.value} {one.unit} against "
                    f"{one.low} … {one.high} says otherwise")
    if verdict == "pass" and not all(one.met for one in expectations):
        return "recorded as pass although an expectation was not met"
    if verdict == "pass" and began.keyword == "Then" and not expectations:
        return "the step recorded no actual value"
    return ""


def case_verdict(began: CaseBegan, ended: int, steps: Sequence[StepVerdict], outcomes: Sequence[Outcome],
                 findings: int) -> CaseVerdict:
    """Judge a test case. ``ended``: when it ended, -1 when it did not; ``findings``: those within it."""
    verdict = _by_steps(steps)
    why = _open_steps(steps)
    if ended < 0:
        verdict, why = "error", [*why, "the attempt did not reach the end of the case"]
    if not any(step.keyword == "Then" and step.expectations for step in steps) and verdict == "pass":
        verdict, why = "error", [*why, "no Then step recorded an expectation"]
    if findings:
        verdict = "error" if verdict == "error" else "fail"
        why += _broken(outcomes)
    elif doubts := _doubted(outcomes):
        verdict, why = "provisional" if verdict == "pass" else verdict, [*why, *doubts]
    return CaseVerdict(began.test, began.title, began.row, verdict, tuple(why), tuple(steps), findings, began.t,
                       ended)


def _open_steps(steps: Sequence[StepVerdict]) -> list[str]:
    """Say which steps did not pass; those that were not reached because of another are only counted."""
    fine = ("pass",) if ends_na([step.verdict for step in steps]) else _FINE
    bad = [step for step in steps if step.verdict not in (*fine, "not_executed")]
    left = [step for step in steps if step.verdict == "not_executed"]
    said = [f"step {step.n} ({step.keyword} {step.text}): {': '.join(filter(None, (step.verdict, step.message)))}"
            for step in bad or left]
    return [*said, f"{len(left)} more step{'s' if len(left) > 1 else ''} not executed"] if bad and left else said


def simulation_verdict(outcomes: Sequence[Outcome], t: int, *, closed: bool) -> CaseVerdict:
    """Judge a journal without protocol by the rules alone."""
    findings = sum(outcome.count for outcome in outcomes)
    doubts = _doubted(outcomes)
    why = [*_broken(outcomes), *doubts]
    verdict = "fail" if findings else "provisional" if doubts else "pass"
    if not closed:
        verdict, why = "error", [*why, "the attempt did not end in an orderly way"]
    return CaseVerdict("", "", "", verdict, tuple(why), (), findings, 0, t)


def ends_na(found: Sequence[str]) -> bool:
    """Whether a case ended at a step that does not apply in its world: what came before passed, and nothing came
    after. ``found``: the verdicts on its steps, in order.
    """
    if "na" not in found:
        return False
    end = found.index("na")
    return set(found[:end]) <= {"pass"} and set(found[end + 1:]) <= {"not_executed"}


def _by_steps(steps: Sequence[StepVerdict]) -> str:
    found = [step.verdict for step in steps]
    if ends_na(found):
        return "na"
    if "fail" in found and "error" in found and found.index("error") < found.index("fail"):
        return "error"
    if set(found) <= {"pass", "na", "provisional", "not_executed"} and _stopped_in_doubt(found):
        return "provisional"
    return next((worst for worst in _WORST if worst in found), "pass")


def _stopped_in_doubt(found: Sequence[str]) -> bool:
    """Whether a case ended at a time that may have broken its limit: nothing came after it."""
    left = found.index("not_executed") if "not_executed" in found else len(found)
    return found[left - 1:left] == ["provisional"] and set(found[left:]) <= {"not_executed"}


def _broken(outcomes: Iterable[Outcome]) -> list[str]:
    return [f"rule {one.rule}: {one.count} finding{'s' if one.count > 1 else ''}, the first: "
            f"{one.findings[0].message}" for one in outcomes if one.count]


def _doubted(outcomes: Iterable[Outcome]) -> list[str]:
    return [f"rule {one.rule}: {one.doubted} time{'s' if one.doubted > 1 else ''} in doubt, the first: "
            f"{one.doubts[0].message}" for one in outcomes if one.doubted]


def run_verdict(cases: Sequence[str], *, complete: bool = True) -> str:
    """The verdict on a run from those of its cases; ``complete``: every planned case has one."""
    if not cases or not complete:
        return "error"
    return next((worst for worst in _WORST if worst in cases), "pass" if "pass" in cases else "na")


def exit_code(cases: Sequence[str], *, complete: bool = True, bad_input: bool = False) -> int:
    """The exit code of a run: 2 bad input, 3 bench error or incomplete, 1 SUT failed, 4 provisional, 0 pass.

    When several hold, that order decides.
    """
    if bad_input:
        return 2
    unfinished = {"error", "undefined", "blocked", "not_executed"}
    if not cases or not complete or unfinished.intersection(cases):
        return 3
    if "fail" in cases:
        return 1
    return 4 if "provisional" in cases else 0
