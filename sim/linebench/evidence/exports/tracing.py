"""The trace matrix both ways: from requirements to tests as packages have it, and from tests to requirements."""

from collections.abc import Iterator

from linebench.evidence.exports.facts import facts_of
from linebench.evidence.junit import CaseTold
from linebench.evidence.matrix import encode_matrix, matrix
from linebench.evidence.report.sittings import Sitting
from linebench.tables import write_table

__all__ = ["REQUIREMENTS", "TESTS", "from_requirements", "from_tests", "requirements"]

_GAP = "test without requirement"
TESTS = ("test", "row", "title", "revision", "kind", "verdict", "unstable", "attempts", "requirements", "outcomes",
         "risks", "deviations", "journals", "gap", "left_out")
"""Columns from tests to requirements. ``outcomes``: of the requirements, in their order."""
REQUIREMENTS = ("requirement", "revision", "title", "text", "source", "critical", "classes", "risks", "limit",
                "outcome", "cases")
"""Columns of the requirements of a run. ``outcome``: met, not_met or no_test."""


def from_requirements(sitting: Sitting) -> bytes:
    """Write the matrix as matrix.csv of a package has it."""
    run = sitting.run
    return encode_matrix(matrix(sitting.verdicts, sitting.requirements, sitting.deviations, run.deselected))


def from_tests(sitting: Sitting) -> bytes:
    """Write one row for each test case, planned or left out, with the requirements it serves."""
    return write_table(TESTS, [*_planned(sitting), *_left_out(sitting)])


def _planned(sitting: Sitting) -> Iterator[dict[str, str]]:
    plans = {(plan.test, plan.row): plan for plan in sitting.run.planned}
    outcomes = {one.id: one.outcome for one in sitting.verdicts.requirements}
    for case in sitting.verdicts.cases:
        facts = facts_of(sitting, CaseTold(case, plans[case.test, case.row], None))
        texts = {name: fact if isinstance(fact, str) else "; ".join(fact) for name, fact in facts.items()}
        yield {**{name: texts[name] for name in TESTS if name in texts},
               "outcomes": "; ".join(outcomes.get(one, "unknown") for one in case.requirements),
               "gap": "" if case.requirements else _GAP}


def _left_out(sitting: Sitting) -> Iterator[dict[str, str]]:
    for case in sitting.run.deselected:
        yield {"test": case.test, "row": case.row, "title": case.title,
               "requirements": "; ".join(case.requirements), "risks": "; ".join(case.risks),
               "gap": case.because or "left out of this run",
               "left_out": "; ".join(filter(None, (case.reference, case.risk, case.approver, case.reason)))}


def requirements(sitting: Sitting) -> bytes:
    """Write one row for each requirement as the run had it, with what came out and the test cases that serve it."""
    found = {one.id: one for one in sitting.verdicts.requirements}
    return write_table(REQUIREMENTS, [{
        "requirement": one.id, "revision": one.revision, "title": one.title, "text": one.text, "source": one.source,
        "critical": "yes" if one.critical else "no", "classes": "; ".join(one.classes),
        "risks": "; ".join(one.risks), "limit": one.limit.text if one.limit else "",
        "outcome": found[one.id].outcome if one.id in found else "",
        "cases": "; ".join(found[one.id].cases) if one.id in found else ""} for one in sitting.requirements])
