"""PQ cases pass on the reference stack, and fail where a defect is planted that a batch would show."""

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.run import execute
from linebench.content import library

DEFECTS = {
    "PQ-001 and nominal": ("l3-drops-aggregation",),
    "PQ-002": ("l2-late-reports", "l2-never-lets-go"),
    "PQ-003 and nominal": ("l2-commissions-on-print",),
    "PQ-004 and uz": ("l2-usual-code",),
    "PQ-005 and nominal": ("l2-forgets-over-break", "l2-keeps-user-of-before"),
    "PQ-006": ("l4-loses-last-event", "l3-loses-lot-and-expiry", "l4-forgets-next-page"),
}


def run(folder, keyword, *mutants):
    outcome = execute(RunConfig(content=library(), out=folder, features=(library() / "features" / "pq",), seed=7,
                                keyword=keyword, mutants=mutants))
    return {result.verdict for result in outcome.results}


def test_every_case_passes_by_day(tmp_path):
    """Every row of PQ but those of the night passes on the reference stack."""
    outcome = execute(RunConfig(content=library(), out=tmp_path, features=(library() / "features" / "pq",), seed=7))
    assert [(each.test, each.row, each.steps) for each in outcome.results if each.verdict != "pass"] == []
    assert {each.test for each in outcome.results} == {f"PQ-00{n}" for n in range(1, 7)}


@pytest.mark.parametrize(("keyword", "mutant"), [
    (keyword, mutant) for keyword, mutants in DEFECTS.items() for mutant in mutants])
def test_a_planted_defect_fails_its_case(tmp_path, keyword, mutant):
    """A batch is no proof where the stack may do this and the case still passes."""
    assert run(tmp_path, keyword, mutant) == {"fail"}
