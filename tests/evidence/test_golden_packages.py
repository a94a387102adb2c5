"""Packages that earlier benches sealed stay readable and intact."""

import zipfile
from pathlib import Path

import pytest

from linebench.evidence.files import Source
from linebench.evidence.impact.comparing import compare
from linebench.evidence.impact.reading import known
from linebench.evidence.report.render import render_package
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.verify import verify

ROOT = Path(__file__).parents[2]
PACKAGES = sorted((ROOT / "tests" / "golden" / "packages").glob("*/*.zip"))


@pytest.fixture(params=PACKAGES, ids=lambda path: path.parent.name)
def sealed(request, tmp_path: Path) -> Path:
    """A package as it was left."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return tmp_path / request.param.stem


def test_there_is_one_of_each_form() -> None:
    """The folder is not empty, so the tests below ask something."""
    assert [path.parent.name for path in PACKAGES] == ["1", "2"]


def test_an_old_package_is_intact(sealed: Path) -> None:
    """Seal, manifest, chains and every verdict hold, told by the rules of now."""
    found = verify(sealed)
    assert (found.exit_code, found.state, found.verdict, found.problems) == (0, "whole", "fail", ())


def test_a_byte_of_an_old_report_is_missed(sealed: Path) -> None:
    """What the bench of before called its report is still under the seal."""
    name = "report.pdf" if (sealed / "report.pdf").is_file() else "summary.pdf"
    path = sealed / name
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    found = verify(sealed)
    assert [(problem.file, found.exit_code) for problem in found.problems] == [(name, 1)]


def test_an_old_package_gets_a_summary(sealed: Path) -> None:
    """It can be rendered as packages are today, and its old record hash still counts."""
    before = Sitting(Source(sealed)).record
    made = render_package(sealed, ROOT / "reports")
    assert sorted(made) == ["report.html", "summary.pdf", "volumes/volume-01.pdf", "volumes/volume-02.pdf"]
    assert before.encode() in (sealed / "report.html").read_bytes()


def test_an_old_package_can_be_compared(sealed: Path) -> None:
    """What its test cases depend on can be read; against itself nothing changed and nothing has to be repeated."""
    side = known(sealed)
    found = compare(side, side)
    assert [(case.test, case.whole, bool(case.files), bool(case.rules)) for case in side.cases.values()] == [
        ("OQ-L2-003", True, True, True), ("OQ-L2-007", True, True, True)]
    assert (found.changes, found.repeat, [one.why for one in found.spared]) == ((), (), ["nothing changed"] * 2)
