"""One small execution in three sittings, made once: a defect in the first, its retest in the third."""

import contextlib
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.evidence.dossier import acting

from linebench.cli import main
from linebench.evidence.dossier.deciding import assess
from linebench.evidence.dossier.making import make_dossier

FEATURE = Path(__file__).with_name("execution.feature")
RETEST = "OQ-L1-952"


@dataclass(frozen=True)
class Said:
    """What a command left: exit code and both streams as one text."""

    code: int
    text: str


Command = Callable[..., Said]


def command(*words: object) -> Said:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = main([str(word) for word in words])
    return Said(code, out.getvalue())


@pytest.fixture(scope="session")
def sittings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages ``first``, ``second`` and ``third``, and the feature they come from."""
    folder = tmp_path_factory.mktemp("execution")
    feature = folder / "execution.feature"
    shutil.copy(FEATURE, feature)
    codes = [
        command("run", feature, "--mutant", "l1-no-confirm-check", "--seed", 5, "--stop-after", 2, "--out",
                folder / "first").code,
        command("run", feature, "--continue", folder / "first", "--out", folder / "second").code,
        command("run", feature, "--continue", folder / "second", "--repeat", "OQ-L1-951", "--repeat", RETEST,
                "--deviation", "first-D001", "--reason", "the defect was corrected", "--authorised-by", "q.quality",
                "--out", folder / "third").code,
    ]
    assert codes == [3, 0, 0]  # incomplete, and then all passed
    return folder


@pytest.fixture(scope="session")
def played_again(sittings: Path) -> Path:
    """The package of a run of its own, of the case that the second sitting executed, with the same seed."""
    out = sittings / "played-again"
    assert command("run", sittings / "execution.feature", "--seed", 5, "-k", "OQ-L1-953", "--out", out).code == 0
    return out


@pytest.fixture(scope="session")
def made(sittings: Path) -> Path:
    """A dossier over all three sittings, as it is before anybody added anything."""
    folder = sittings / "dossier"
    packages = [sittings / name for name in ("first", "second", "third")]
    make_dossier(packages, folder, acting.QA, acting.USERS, host="bench-1", now=acting.CLOCK)
    return folder


@pytest.fixture
def dossier(made: Path, tmp_path: Path) -> Path:
    """A copy of the dossier with its packages beside it, to work on."""
    for name in ("first", "second", "third", "dossier"):
        shutil.copytree(made.parent / name, tmp_path / name)
    return tmp_path / "dossier"


@pytest.fixture
def settled(dossier: Path) -> Path:
    """The dossier with its deviation closed."""
    assess(acting.desk(dossier, acting.QA), acting.DEVIATION, {**acting.SETTLED, "state": "closed"})
    return dossier
