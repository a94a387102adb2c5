"""The shipped protocols and vocabulary, on the real bench."""

from pathlib import Path

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.phrase import definitions, vocabulary
from linebench.bdd.readme import page
from linebench.bdd.run import check, execute
from linebench.content import library


def journals(folder):
    """Return the bytes of every journal by its place."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("journal.zst")}


def run(out, **options):
    return execute(RunConfig(content=library(), out=out, **options))


def test_the_shipped_protocols_are_sound(tmp_path):
    """The linter has nothing against any protocol of the library."""
    assert check(RunConfig(content=library(), out=tmp_path)) == ()


def test_the_guide_is_current():
    """features/README.md lists exactly the steps there are."""
    found = (library() / "features" / "README.md").read_text(encoding="utf-8")
    assert found == page(), "run: python -m linebench.bdd.readme features/README.md"


def test_every_step_is_explained_once():
    """Keyword and phrase are unique, sorted, and come with an explanation and the file they stand in."""
    page()
    rows = vocabulary()
    assert [row[:2] for row in rows] == sorted({row[:2] for row in rows}, key=lambda row: (
        ("Given", "When", "Then").index(row[0]), row[1]))
    assert [row for row in rows if not row[2] or not row[3].endswith(".py")] == []
    assert [each.pattern for each in definitions() if each.coroutine] == []


DAY = ("(IOP-PRN and codenet) or (dmcc and (IOP-CAM-004 or IOP-CAM-011 or IOP-CAM-013))"
       " or (modbus and (IOP-PLC-003 or IOP-PLC-011 or IOP-PLC-013)) or (IOP-L2-004 and codenet)")
"""All of one printer; of camera and PLC the way through, a slow peer, and a cable that was out."""


@pytest.mark.parametrize("keyword", [DAY, pytest.param("codenet or dmcc or modbus", marks=pytest.mark.nightly)])
def test_every_shipped_protocol_passes(tmp_path, keyword):
    """The reference stack does what the protocols ask, and no rule finds anything.

    Of interoperability the rows of one dialect for each seat: ``linebench run features/interop`` takes all. Those
    of qualification all pass in ``tests/acceptance/test_repeatable.py``.
    """
    outcome = run(tmp_path, features=(library() / "features" / "interop",), workers=2, keyword=keyword)
    wrong = [(each.test, each.row, each.verdict, each.findings) for each in outcome.results
             if each.verdict != "pass"]
    assert (wrong, outcome.missing, outcome.message, outcome.exit_code) == ([], (), "", 0)
    assert {each.test[:7] for each in outcome.results} >= {"IOP-CAM", "IOP-PLC", "IOP-PRN"}


def test_the_protocols_of_the_enterprise_and_of_dashboards_pass(tmp_path):
    """A partner's cases over REST, and what is published: nothing is wrong with the bench's own."""
    folder = library() / "features" / "interop"
    outcome = run(tmp_path, features=(folder / "l4.feature", folder / "sparkplug.feature"))
    assert [(each.test, each.row, each.findings) for each in outcome.results if each.verdict != "pass"] == []
    assert len(outcome.results) > 70
    assert (outcome.missing, outcome.message, outcome.exit_code) == ((), "", 0)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Two outlines of three rows, one after the other in this process."""
    out = tmp_path_factory.mktemp("alone")
    return out, run(out, keyword="OQ-L1-001 or OQ-L1-012")


def test_a_journal_does_not_depend_on_workers(alone, tmp_path):
    """Two worker processes write the same bytes and give the same results as one process."""
    out, outcome = alone
    other = run(tmp_path, keyword="OQ-L1-001 or OQ-L1-012", workers=2)
    assert journals(tmp_path) == journals(out)
    facts = [(each.test, each.row, each.verdict, each.head, each.records) for each in outcome.results]
    assert [(each.test, each.row, each.verdict, each.head, each.records) for each in other.results] == facts
    assert {each.worker for each in other.results} <= {"gw0", "gw1"}
    assert (other.planned, other.deselected) == (outcome.planned, outcome.deselected)


def test_a_journal_does_not_depend_on_the_selection(alone, tmp_path):
    """A case that runs alone writes the same bytes as among others."""
    run(tmp_path, keyword="OQ-L1-012 and maximum")
    name = "attempts/OQ-L1-012-maximum/journal.zst"
    assert journals(tmp_path) == {name: journals(alone[0])[name]}


def test_another_seed_is_another_journal(alone, tmp_path):
    """The seed of the run reaches every attempt, and the verdicts stay."""
    outcome = run(tmp_path, keyword="OQ-L1-012 and maximum", seed=2)
    name = "attempts/OQ-L1-012-maximum/journal.zst"
    assert [each.verdict for each in outcome.results] == ["pass"]
    assert journals(tmp_path)[name] != journals(alone[0])[name]


def test_a_mutant_is_caught_by_steps_and_rules(tmp_path):
    """Under a planted defect the case fails and the oracle's findings come with the result."""
    outcome = run(tmp_path, keyword="OQ-L1-013 and nominal", mutants=("l1-no-confirm-check",))
    result = outcome.results[0]
    assert (outcome.exit_code, result.verdict, result.mutants) == (1, "fail", ("l1-no-confirm-check",))
    assert "reject-not-confirmed" in {finding.partition(":")[0] for finding in result.findings}


def test_the_plugin_is_inert_without_a_run(tmp_path):
    """An ordinary pytest run that loads the plugin collects its Python tests and no feature file."""
    (tmp_path / "a.feature").write_text("Feature: no\n  nonsense", encoding="utf-8")
    (tmp_path / "test_it.py").write_text("def test_it():\n    pass\n", encoding="utf-8")
    seen = []

    class Watch:
        def pytest_collection_finish(self, session):
            seen.extend(item.nodeid for item in session.items)

    inert = ["-q", "-p", "linebench.bdd.plugin", "-p", "no:cacheprovider", "--rootdir", str(tmp_path),
             "-c", str(Path(tmp_path / "none.ini")), str(tmp_path)]
    (tmp_path / "none.ini").write_text("[pytest]\n", encoding="utf-8")
    assert (pytest.main(inert, plugins=[Watch()]), seen) == (0, ["test_it.py::test_it"])
