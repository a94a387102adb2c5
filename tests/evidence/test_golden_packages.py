"""Packages that earlier benches sealed stay readable and intact."""

import zipfile
from pathlib import Path

import pytest

from linebench.evidence.files import Source
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
    assert [path.parent.name for path in PACKAGES] == ["1"]


def test_an_old_package_is_intact(sealed: Path) -> None:
    """Seal, manifest, chains and every verdict hold, told by the rules of now."""
    found = verify(sealed)
    assert (found.exit_code, found.state, found.verdict, found.problems) == (0, "whole", "fail", ())


def test_a_byte_of_an_old_report_is_missed(sealed: Path) -> None:
    """What the bench of before called its report is still under the seal."""
    path = sealed / "report.pdf"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    found = verify(sealed)
    assert [(problem.file, found.exit_code) for problem in found.problems] == [("report.pdf", 1)]


def test_an_old_package_gets_a_summary(sealed: Path) -> None:
    """It can be rendered as packages are today, and its old record hash still counts."""
    before = Sitting(Source(sealed)).record
    made = render_package(sealed, ROOT / "reports")
    assert sorted(made) == ["report.html", "summary.pdf", "volumes/volume-01.pdf"]
    assert before.encode() in (sealed / "report.html").read_bytes()
