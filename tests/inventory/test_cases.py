"""IQ cases against planted differences: each fails for what was planted, and passes without it."""

import re

import msgspec
import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.run import execute
from linebench.content import Content, library
from linebench.evidence.environment import Inventory
from linebench.inventory.baseline import write_baseline
from linebench.inventory.collecting import at_run
from linebench.inventory.distributions import distribution_items
from linebench.records.codec import read_blocks
from linebench.records.protocol import Expectation

SITE = """
title = "Line 4"
revision = "2"
time_server = ""
baseline = "{baseline}"
[roles]
bench = "operator, engineer"
[[instrument]]
id = "verifier"
seat = "bench"
certificate = "C-1"
calibrated_on = "2020-01-31"
due_on = "{due}"
standard = "ISO/IEC 15426-2"
[[account]]
id = "tester"
seat = "bench"
role = "{role}"
default = {default}
locked = false
[[password]]
id = "bench"
length = {length}
days = 90
tries = 5
[[document]]
id = "MAN-1"
title = "Manual"
seat = "bench"
revision = "3"
present = "{present}"
"""
GOOD = {"baseline": "baseline.toml", "due": "9999-12-31", "role": "engineer", "default": "false", "length": "12",
        "present": "3"}
LIBRARY = Content((library(),))
PLANTED = {
    "IQ-002": ("software", "msgspec", "version", "0.0.1", "msgspec, version: 0.0.1"),
    "IQ-003": ("configuration", "features/protocol.toml", "SHA-256", "0" * 64, "features/protocol.toml, SHA-256"),
    "IQ-011": ("configuration", "scenarios/products/product-a.toml", "SHA-256", "0" * 64, "product-a.toml, SHA-256"),
}
"""A wrong version in the baseline, a file and a recipe that differ: what is approved, and what the finding names."""


@pytest.fixture(scope="module")
def found():
    """What is installed here."""
    return at_run(LIBRARY, library())


@pytest.fixture
def run(tmp_path, found):
    """Run rows of IQ about the bench against a site's files: verdict and comparisons by test id."""
    def call(case, row="bench", plant=None, given=None, site=SITE):
        folder = tmp_path / "content"
        (folder / "fixtures").mkdir(parents=True)
        text = re.sub(r"{(\w+)}", lambda match: (GOOD | (given or {}))[match[1]], site)
        (folder / "fixtures" / "installation.toml").write_text(text, encoding="utf-8")
        items = [item for item in found.items if item.subject != "fixtures/installation.toml"]
        if plant:
            items = [planted(item, *plant[:4]) for item in items]
        approved = write_baseline(Inventory(at=found.at, items=tuple(items)))
        (folder / "fixtures" / "baseline.toml").write_text(approved, encoding="utf-8")
        features = library() / "features" / "iq"
        outcome = execute(RunConfig(content=folder, features=(features,), out=tmp_path / "out", tags=case,
                                    keyword=row, scenario=library() / "scenarios" / "carton-line.toml", seed=7))
        (result,) = outcome.results
        return result, rows_of(tmp_path / "out" / result.journal)

    return call


def planted(item, area, subject, name, value):
    same = (item.area, item.subject, item.property) == (area, subject, name)
    return msgspec.structs.replace(item, value=value) if same else item


def rows_of(journal):
    records = [record for block in read_blocks(journal.read_bytes()) for record in block.records]
    return [(record.expected, record.actual, record.met) for record in records if isinstance(record, Expectation)]


@pytest.mark.parametrize("case", [*PLANTED])
def test_what_differs_from_the_baseline_fails_and_all_else_is_a_row(run, case):
    """One row for each fact; the planted one alone is not met, and the message names it."""
    result, rows = run(case, plant=PLANTED[case])
    assert result.verdict == "fail"
    unmet = [row for row in rows if not row[2]]
    extra = {"IQ-003": ["fixtures/baseline.toml", "fixtures/installation.toml"]}.get(case, [])
    assert [row for row in unmet if not any(name in row[0] for name in extra)] == [
        row for row in rows if PLANTED[case][4] in row[0]]
    assert PLANTED[case][4] in result.steps[-1].message
    assert len(rows) > 20 if case != "IQ-011" else len(rows) > 10


@pytest.mark.parametrize("case", ["IQ-002", "IQ-011"])
def test_what_is_as_approved_passes(run, case):
    """Without a planted difference the same rows are all met."""
    result, rows = run(case)
    assert (result.verdict, [row for row in rows if not row[2]]) == ("pass", []), result
    assert rows


@pytest.mark.parametrize(("case", "given", "named"), [
    ("IQ-006", {"due": "2020-06-30"}, "verifier, certificate C-1"),
    ("IQ-007", {"default": "true"}, "tester, state"),
    ("IQ-007", {"role": "guest"}, "tester, role"),
    ("IQ-007", {"length": "6"}, "fewest characters of a password"),
    ("IQ-009", {"present": ""}, "MAN-1 Manual, revision"),
    ("IQ-009", {"present": "2"}, "MAN-1 Manual, revision"),
])
def test_what_a_site_says_is_judged(run, case, given, named):
    """An expired calibration, an open default account, a role nobody knows, a missing or old document."""
    result, rows = run(case, given=given)
    assert result.verdict == "fail"
    assert [named in expected for expected, _, met in rows if not met] == [True]


@pytest.mark.parametrize("case", ["IQ-006", "IQ-007", "IQ-009"])
def test_what_a_site_says_passes_where_it_is_right(run, case):
    """The same facts, in order."""
    result, rows = run(case)
    assert (result.verdict, [row for row in rows if not row[2]]) == ("pass", []), result


@pytest.mark.parametrize("case", ["IQ-003", "IQ-006", "IQ-009"])
def test_what_a_site_did_not_give_blocks_its_case(run, case):
    """A site's file without the facts: blocked, with what to add; the shipped example would not apply."""
    bare = 'title = "Line 4"\nrevision = "1"\n'
    result, rows = run(case, site=bare)
    assert (result.verdict, rows) == ("blocked", [])
    assert "fixtures/installation.toml gives no" in result.steps[-1].message


def test_a_missing_file_of_the_site_is_the_librarys_example(run):
    """A simulated component is never a pass: not applicable, and the reason names its nature."""
    result, rows = run("IQ-001", row="printer")
    assert (result.verdict, rows) == ("na", [])
    assert "printer is simulated" in result.steps[-1].message


def test_packages_have_versions_and_hashes(found):
    """Every distribution the bench needs is there with version, licence and the hash of its RECORD."""
    facts = {(item.subject, item.property): item.value for item in distribution_items()}
    assert set(distribution_items()) <= set(found.items)
    assert facts["msgspec", "version"] == msgspec.__version__
    assert len(facts["msgspec", "SHA-256 of RECORD"]) == 64
    assert facts["msgspec", "licence"].startswith("BSD")
