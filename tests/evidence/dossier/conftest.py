"""One small execution in three sittings, made once: a defect in the first, its retest in the third."""

import contextlib
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from linebench.cli import main

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
        command("run", feature, "--continue", folder / "second", "--repeat", RETEST, "--deviation", "first-D001",
                "--reason", "the defect was corrected", "--authorised-by", "q.moreau", "--out",
                folder / "third").code,
    ]
    assert codes == [3, 0, 0]  # incomplete, and then all passed
    return folder
