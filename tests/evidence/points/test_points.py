"""Each point that a machine decides is found when its defect is planted, and holds where nothing is wrong."""

import shutil
from pathlib import Path

import builder
import defects_cases
import defects_documents
import defects_installation
import defects_integrity
import defects_results
import pytest
from good import good_package
from planting import planted

from linebench.adequacy.plantings import PLANTINGS, Plant
from linebench.evidence.points import Kind, points
from linebench.evidence.verify import VerifyReport, verify

PLANTED = (defects_cases, defects_documents, defects_installation, defects_integrity, defects_results)
"""Importing them enters the defects that only these tests plant."""

DEFECTS = [*((each.point, each.what, each.plant) for each in PLANTINGS),
           *((name, plant.__name__, plant) for name, plant in planted())]
"""Each by its point: those that the bench plants when it is qualified, and those of the tests."""

BY_PEOPLE = {"EC-25", "EC-33", "EC-48", "EC-50", "EC-64", "EC-66", "EC-68"}
"""Points on what people add; a dossier's tests plant their defects."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "R-0001"
    good_package(folder)
    return folder


def check(folder: Path) -> VerifyReport:
    return verify(folder, judge=builder.judge)


def failing(report: VerifyReport) -> set[str]:
    return {one.id for one in report.points if one.state == "fail"}


def test_no_point_fails_of_a_good_package(good: Path) -> None:
    """A good package is intact and complete, and every point of the registry was asked."""
    report = check(good)
    assert (report.exit_code, failing(report), report.complete) == (0, set(), True)
    assert [one.id for one in report.points] == [one.id for one in points()]


@pytest.mark.parametrize(("name", "plant"), [pytest.param(name, plant, id=f"{name}-{what}")
                                             for name, what, plant in DEFECTS])
def test_a_planted_defect_is_named(good: Path, tmp_path: Path, name: str, plant: Plant) -> None:
    """The defect is put into a copy; verification names the point."""
    folder = Path(shutil.copytree(good, tmp_path / "R-0001"))
    plant(folder)
    report = check(folder)
    assert name in failing(report), report.text()
    assert name in report.text()


def test_every_point_of_a_machine_has_a_defect() -> None:
    """No point is without a test that makes it fail."""
    decided = {one.id for one in points() if one.kind is Kind.A}
    assert decided - {name for name, _, _ in DEFECTS} - BY_PEOPLE == set()
