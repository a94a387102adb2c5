"""A baseline that was taken by the command makes IQ-003 pass, until a file is another than the approved one."""

import json
import shutil

import pytest

from linebench.bdd.judging import read_journal
from linebench.content import library
from linebench.records.protocol import Expectation

GIVEN = 'title = "Line 4"\nrevision = "1"\nbaseline = "baseline.toml"\n'
RUN = ("run", library() / "features" / "iq", "--content", "site", "--scenario", "carton-line", "--seed", 7,
       "-m", "IQ-003", "-k", "bench", "--out")


@pytest.fixture
def site(here, tmp_path):
    """A site whose installation names its baseline, which is then taken as the README says."""
    shutil.copytree(library() / "scenarios", tmp_path / "site" / "scenarios")
    (tmp_path / "site" / "fixtures").mkdir()
    (tmp_path / "site" / "fixtures" / "installation.toml").write_text(GIVEN, encoding="utf-8", newline="\n")
    assert here("inventory", "--content", "site", "--out", "site/fixtures/baseline.toml").code == 0
    return tmp_path / "site"


def compared(folder):
    """Every comparison of the case: expected, actual, met; and the verdict that the package states."""
    (journal,) = folder.glob("attempts/*/journal.zst")
    rows = [(one.expected, one.actual, one.met) for one in read_journal(journal)[1] if isinstance(one, Expectation)]
    (case,) = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))["cases"]
    return case["verdict"], rows


def test_what_was_approved_passes_and_a_changed_file_fails(here, site, tmp_path):
    """Each file is a row; the changed one has both hashes; the package of either run is whole."""
    assert here(*RUN, "same").code == 0
    verdict, rows = compared(tmp_path / "same")
    assert (verdict, [row for row in rows if not row[2]]) == ("pass", [])
    named = {expected.partition(", SHA-256: ")[0] for expected, _, _ in rows}
    assert {"fixtures/installation.toml", "scenarios/carton-line.toml", "features/iq/installation.feature"} <= named
    assert "fixtures/baseline.toml" not in named  # no file holds its own hash; the journal has it

    line = site / "scenarios" / "lines" / "carton.toml"
    line.write_text(line.read_text(encoding="utf-8") + "\n# faster\n", encoding="utf-8", newline="\n")
    assert here(*RUN, "other").code == 1
    verdict, rows = compared(tmp_path / "other")
    (wrong,) = [row for row in rows if not row[2]]
    assert verdict == "fail"
    assert wrong[0].startswith("scenarios/lines/carton.toml, SHA-256: ")
    assert wrong[1].startswith("scenarios/lines/carton.toml, SHA-256: ")
    assert wrong[0] != wrong[1]
    assert here("verify", "same").code == here("verify", "other").code == 0


@pytest.mark.parametrize("name", ["scenarios/products/new.toml", "fixtures/users.toml"])
def test_a_file_that_nobody_approved_fails(here, site, tmp_path, name):
    """A new one, and one that takes the place of the library's."""
    (site / name).write_text("# nobody approved it\n", encoding="utf-8", newline="\n")
    assert here(*RUN, "out").code == 1
    assert [row[0].partition(",")[0] for row in compared(tmp_path / "out")[1] if not row[2]] == [name]


def test_the_command_leaves_the_file_itself_out(here, site):
    """Nothing differs from a baseline that lies in the content folder, though it was made after it was taken."""
    done = here("inventory", "--content", "site", "--against", "site/fixtures/baseline.toml")
    assert (done.code, done.out.strip()) == (0, "nothing differs from the baseline")
