"""The protocol of a site's dashboard passes with our own; a planted defect of its node fails what it must."""

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.run import execute
from linebench.content import library

FEATURE = library() / "features" / "interop" / "sparkplug.feature"
MUTANT = "stack.dashboard.plant.options.mutant"
CAUGHT = {
    "seq-not-reset": {"IOP-SPB-002", "IOP-SPB-013", "IOP-SPB-913"},
    "seq-stands": {"IOP-SPB-001", "IOP-SPB-002", "IOP-SPB-013", "IOP-SPB-913"},
    "session-stands": {"IOP-SPB-013", "IOP-SPB-913"},
    "death-of-other": {"IOP-SPB-013", "IOP-SPB-913"},
    "death-kept": {"IOP-SPB-013", "IOP-SPB-913"},
    "no-rebirth": {"IOP-SPB-002"},
    "alias-twice": {"IOP-SPB-001", "IOP-SPB-002", "IOP-SPB-013", "IOP-SPB-913"},
}


def run(out, **options):
    return execute(RunConfig(content=library(), out=out, features=(FEATURE,), **options))


def test_our_own_dashboard_passes(tmp_path):
    """All cases, and no rule of the oracle finds anything."""
    outcome = run(tmp_path)
    assert [(each.test, each.row, each.verdict, each.findings) for each in outcome.results
            if each.verdict != "pass" or each.findings] == []
    assert (len(outcome.results), outcome.exit_code) == (5, 0)


@pytest.mark.parametrize("mutant", CAUGHT)
def test_a_defect_fails_its_cases(tmp_path, mutant):
    """Those and no others; what was planted stands in record 0, in the stack."""
    outcome = run(tmp_path, settings=((MUTANT, mutant),))
    assert {each.test for each in outcome.results if each.verdict == "fail"} == CAUGHT[mutant]
    assert {each.verdict for each in outcome.results} <= {"pass", "fail"}


def test_a_world_without_dashboard_is_not_applicable(tmp_path):
    """Not passed: there is nothing to test."""
    feature = tmp_path / "none.feature"
    feature.write_text(FEATURE.read_text(encoding="utf-8").replace("carton-dashboard", "carton-enterprise"),
                       encoding="utf-8")
    outcome = execute(RunConfig(content=library(), out=tmp_path / "run", features=(feature,), tags="IOP-SPB-002"))
    assert [each.verdict for each in outcome.results] == ["na"]


def test_what_was_published_is_kept_with_the_attempt(tmp_path):
    """A file for each dashboard, among the captures."""
    run(tmp_path, tags="IOP-SPB-002")
    files = {path.name for path in (tmp_path / "attempts" / "IOP-SPB-002" / "captures").iterdir()}
    assert files == {"dashboard-names.jsonl", "dashboard-plant.jsonl"}
