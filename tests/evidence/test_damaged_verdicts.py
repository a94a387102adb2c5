"""Whoever reads verdicts.json says the same of a damaged one, and where it lies."""

from collections.abc import Callable
from pathlib import Path

import builder
import pytest

from linebench.evidence.dossier.errors import DossierError
from linebench.evidence.dossier.merging import Part
from linebench.evidence.files import PackageError, Source
from linebench.evidence.impact.reading import known
from linebench.evidence.points.reading import PackageRead
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.verdicts import read_verdicts
from linebench.evidence.verify import verify

WHAT = "is damaged: Object missing required field `run`"
READERS: dict[str, Callable[[Path], object]] = {
    "by itself": lambda folder: read_verdicts(Source(folder)),
    "impact": known,
    "points": lambda folder: PackageRead(Source(folder), {}).verdicts,
    "report": lambda folder: Sitting(Source(folder)),
    "dossier": Part,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
def test_damaged_verdicts_are_named(package: Path, reader: Callable[[Path], object]) -> None:
    (package / "verdicts.json").write_bytes(b"{}")
    with pytest.raises(PackageError) as told:
        reader(package)
    where = f"{package.as_posix()}/" if isinstance(told.value, DossierError) else ""
    assert str(told.value) == f"{where}verdicts.json: {WHAT}"
    assert isinstance(told.value, DossierError) == (reader is Part)


def test_missing_verdicts_are_named(package: Path) -> None:
    (package / "verdicts.json").unlink()
    with pytest.raises(PackageError, match=r"^verdicts\.json: cannot be read: "):
        read_verdicts(Source(package))


def test_verification_names_damaged_verdicts(package: Path) -> None:
    (package / "verdicts.json").write_bytes(b"{}")
    problems = {(one.file, one.what) for one in verify(package, judge=builder.judge).problems}
    assert ("verdicts.json", WHAT) in problems
