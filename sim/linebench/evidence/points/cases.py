"""Test cases and steps: EC-13 to EC-25."""

import re
from collections.abc import Iterator

from linebench.evidence.model import UNKNOWN, case_name
from linebench.evidence.points.journal import StepRead
from linebench.evidence.points.point import Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading, Tried
from linebench.evidence.points.times import instant

__all__: list[str] = []

_PLACE = "volumes, each test case"
_KINDS = ("positive", "negative", "boundary", "worst-case", "recovery")
_TEST = re.compile(r"(IQ|OQ|PQ|IOP|NT)-[A-Z0-9-]+")
_SHA = re.compile(r"[0-9a-f]{64}")
_NO_ACTUAL = re.compile(r"\s*(as expected|ok|okay|yes|pass(ed)?|true)?\s*", re.IGNORECASE)
"""What says nothing about what was observed."""


@point("EC-13", Kind.A, "unique test id and title; test script path, revision, SHA-256", place=_PLACE)
def identified(read: Reading) -> Iterator[Note]:
    """Ask whether every planned test case has id, title, revision and a script whose hash is known."""
    for package, plan in read.planned():
        name = case_name(plan.test, plan.row)
        if not _TEST.fullmatch(plan.test) or not plan.title:
            yield Bad(package.run_file, f"{name}: has no test id of the catalogue's form, or no title")
        if not plan.revision:
            yield Bad(package.run_file, f"{name}: has no revision")
        hashes = {file.path: file.sha256 for file in package.run.features}
        if not _SHA.fullmatch(hashes.get(plan.script, "")):
            yield Bad(package.run_file, f"{name}: no SHA-256 is stated for its script {plan.script!r}")
    yield from _scripts_agree(read)


def _scripts_agree(read: Reading) -> Iterator[Note]:
    """A journal names the script it was made from; the run states no other."""
    for package, one in read.tried():
        began = one.journal.case if one.journal else None
        if began is None:
            continue
        stated = {file.path: file.sha256 for file in package.run.features}
        if stated.get(began.script, began.script_sha256) != began.script_sha256:
            yield Bad(package.run_file, f"states another SHA-256 for {began.script} than {one.folder} has")


@point("EC-14", Kind.A, "objective in one sentence", place=_PLACE)
def objective(read: Reading) -> Iterator[Note]:
    """Ask whether every planned test case says what it is for."""
    for package, plan in read.planned():
        if not plan.objective.strip():
            yield Bad(package.run_file, f"{case_name(plan.test, plan.row)}: has no objective")


@point("EC-15", Kind.A, "requirement ids and risk ids covered, with requirement revision", place=_PLACE)
def requirements(read: Reading) -> Iterator[Note]:
    """Ask whether every case names requirements that are known with their revision, and the risk behind them."""
    for package, plan in read.planned():
        name, known = case_name(plan.test, plan.row), {one.id: one for one in package.requirements}
        if not plan.requirements:
            yield Bad(package.run_file, f"{name}: names no requirement")
        for cited in plan.requirements:
            if cited not in known or not known[cited].revision:
                yield Bad(package.file("requirements.json"), f"{cited}, cited by {name}, has no revision there")
        if not plan.risks and not any(known[cited].risks for cited in plan.requirements if cited in known):
            yield Bad(package.run_file, f"{name}: names no risk, and its requirements name none")


@point("EC-16", Kind.A, "kind: positive, negative, boundary, worst case, recovery", place=_PLACE)
def kind(read: Reading) -> Iterator[Note]:
    """Ask whether every case is of one of the kinds, the same in plan and journal."""
    for package, plan in read.planned():
        if plan.kind not in _KINDS:
            yield Bad(package.run_file, f"{case_name(plan.test, plan.row)}: is of kind {plan.kind!r}")
    for package, one in read.tried():
        planned = package.planned.get((one.attempt.test, one.attempt.row))
        began = one.journal.case if one.journal else None
        if planned and began and began.kind != planned.kind:
            yield Bad(package.file(one.file), f"the journal is of a {began.kind} case, planned was {planned.kind}")


@point("EC-17", Kind.A, "preconditions and test data with actual values", place=_PLACE)
def test_data(read: Reading) -> Iterator[Note]:
    """Ask whether every attempt that was judged kept its seed and the values its world was made of."""
    for package, one in read.tried():
        if one.attempt.verdict not in ("pass", "fail"):
            continue
        opened = one.journal.opened if one.journal else None
        if opened is None or not opened.scenario:
            yield Bad(package.file(one.file), "no journal tells the values this attempt was made with")
        elif one.attempt.n == 1 and opened.seed != package.run.seed:  # a repeat has a seed of its own
            yield Bad(package.run_file, f"states seed {package.run.seed}, {one.folder} was made with {opened.seed}")


@point("EC-18", Kind.A, "per step: number, action, expected, actual as observed value, verdict, time", place=_PLACE)
def observed(read: Reading) -> Iterator[Note]:
    """Ask whether every step of every journal has all of them, and every Then an observed value."""
    for package, one in read.tried():
        for step in one.journal.steps.values() if one.journal else ():
            wrong = _unobserved(step)
            if wrong:
                yield Bad(package.file(f"{one.folder}/journal.zst"), f"step {step.began.n}: {wrong}")


def _unobserved(step: StepRead) -> str:
    if not step.began.text.strip() or not step.began.keyword:
        return "has no action"
    if step.ended is None:
        return ""  # a cut attempt; its verdict is an error already
    if step.ended.t < step.began.t:
        return "ended before it began"
    if step.began.keyword == "Then" and step.ended.verdict == "pass" and not step.compared:
        return "passed without an actual"
    empty = next((each for each in step.compared if _NO_ACTUAL.fullmatch(each.actual) or not each.expected), None)
    return f"expected {empty.expected!r}, actual {empty.actual!r} is no observed value" if empty else ""


@point("EC-19", Kind.A, "measured numbers: value, unit, limit, source", place=_PLACE)
def measured(read: Reading) -> Iterator[Note]:
    """Ask whether every number that was compared has a unit and the limit it was held against."""
    for package, one in read.tried():
        for step in one.journal.steps.values() if one.journal else ():
            for each in step.compared:
                if each.value is not None and (not each.unit or (each.low is None and each.high is None)):
                    yield Bad(package.file(f"{one.folder}/journal.zst"),
                              f"step {step.began.n}: the number {each.value} has no unit or no limit")


@point("EC-20", Kind.A, "executed by a unique person, or a system account and who started it",
       place="summary, people")
def executed_by(read: Reading) -> Iterator[Note]:
    """Ask whether account and person are stated."""
    for package in read.packages:
        run = package.run
        if run.runner_account in ("", UNKNOWN) or run.started_by in ("", UNKNOWN):
            yield Bad(package.run_file, f"started by {run.started_by!r} under the account {run.runner_account!r}")


@point("EC-21", Kind.A, "start and end time per test with UTC offset", place=_PLACE)
def times(read: Reading) -> Iterator[Note]:
    """Ask whether every attempt has both, in order and inside its run."""
    for package, one in read.tried():
        start, end = instant(one.attempt.start), instant(one.attempt.end)
        if start is None or end is None:
            yield Bad(package.file(one.file), f"{one.attempt.start!r}, {one.attempt.end!r}: no times with offset")
        elif end < start:
            yield Bad(package.file(one.file), f"ended {one.attempt.end}, before its start {one.attempt.start}")


@point("EC-22", Kind.A, "every planned step appears; steps not run say why; n/a is justified", place=_PLACE)
def all_steps(read: Reading) -> Iterator[Note]:
    """Ask whether steps are numbered without a gap and each that did not run, or does not apply, says why."""
    for package, one in read.tried():
        numbers = [step.n for step in one.attempt.steps]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Bad(package.file(one.file), f"its steps are numbered {numbers}")
        yield from _unsaid(package, one)
    for package in read.packages:
        for case in package.run.not_executed:
            if not case.reason.strip():
                yield Bad(package.run_file, f"{case_name(case.test, case.row)} was not executed without a reason")


def _unsaid(package: PackageRead, one: Tried) -> Iterator[Note]:
    """A step may stay without words of its own only where an earlier step of the attempt tells why it ended."""
    told = bool(one.attempt.message)
    for step in one.attempt.steps:
        if not step.text.strip() or not step.keyword or not step.verdict:
            yield Bad(package.file(one.file), f"step {step.n} has a blank field")
        if step.verdict != "pass" and not (step.message or told):
            yield Bad(package.file(one.file), f"step {step.n} ended as {step.verdict} without a reason")
        told = told or bool(step.message)


@point("EC-23", Kind.A, "test verdict, derived by the stated rule from step verdicts", place=_PLACE)
def derived(read: Reading) -> Iterator[Note]:
    """Ask whether every verdict followed from the journals again."""
    for package in read.packages:
        if package.asked.get("verdicts") is False:
            yield Bad(package.file("verdicts.json"), "does not follow from the journals")


@point("EC-24", Kind.P, "remarks of the executor", place="summary, remarks")
def remarks(read: Reading) -> Iterator[Note]:
    """Ask whether the executor said anything; nothing to remark is said by whoever concludes."""
    if read.closing is None or not read.closing.remarks:
        yield Open("no remark was made")


@point("EC-25", Kind.A, "review per test or per run by someone other than the executor, with date",
       place="summary, reviews")
def reviewed(read: Reading) -> Iterator[Note]:
    """Ask whether the whole was reviewed by somebody else."""
    if read.closing is None or not read.closing.reviews:
        yield Open("nobody has reviewed it yet")
        return
    executors = {package.run.started_by for package in read.packages}
    for review in read.closing.reviews:
        if review.by in executors:
            yield Bad("reviews.json", f"{review.by} reviewed what {review.by} executed")
        if instant(review.at) is None:
            yield Bad("reviews.json", f"the review by {review.by} has no time with offset")

