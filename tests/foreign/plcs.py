"""PLCs of other makers on free ports, and test cases of the library that are executed against them."""

import re
import shutil
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import library
from linebench.records.run import ScanMeasured
from tests.foreign.site import relocated

__all__ = ["EXAMPLES", "attempt", "copied", "scans"]

EXAMPLES = Path(__file__).parent
_PLCS = ("soft_plc", "server_plc")


def copied(folder: Path, plc: str, **changes: str) -> Path:
    """Copy the PLCs and their files, one of them on ports that are free. ``changes``: of its settings, by name."""
    for each in _PLCS:
        shutil.copytree(EXAMPLES / each, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
    relocated(EXAMPLES / plc, folder / plc, ("machine.ini", "stack.toml"))
    settings = folder / plc / "machine.ini"
    text = settings.read_text(encoding="utf-8")
    for name, value in changes.items():
        text = re.sub(rf"^{name} =.*$", f"{name} = {value}", text, flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8", newline="\n")
    return folder / plc / "stack.toml"


def attempt(folder: Path, plc: str, test: str, row: str = "", **changes: str) -> AttemptResult:
    """Execute one row of one test case of the library against the PLC."""
    folder.mkdir(exist_ok=True)
    features = library() / "features" / test[:2].lower()
    outcome = execute(RunConfig(content=library(), out=folder / "out", features=(features,), seed=7, tags=test,
                                keyword=row, stack=copied(folder, plc, **changes),
                                scenario=library() / "scenarios" / "carton-line.toml"))
    assert not outcome.lint
    (result,) = outcome.results
    print(result.verdict, result.message, *result.findings, *result.steps, sep="\n")  # noqa: T201 - pytest shows it where a test fails
    return result


def scans(folder: Path) -> list[ScanMeasured]:
    """What the journals say of the PLC's looks."""
    return [record for file in folder.glob("out/attempts/*/journal.zst") for record in read_journal(file)[1]
            if isinstance(record, ScanMeasured)]
