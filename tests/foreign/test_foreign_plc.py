"""The library's protocols run against a PLC of another maker: the bench is the field and the line controller."""

import re
import shutil
from pathlib import Path

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import library
from linebench.records.run import ScanMeasured
from tests.foreign.site import relocated, sound

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

EXAMPLE = Path(__file__).parent / "soft_plc"
SPEEDS = ("minimum", "nominal", "maximum")
CASES = (*(("OQ-L1-013", speed) for speed in SPEEDS), ("OQ-L1-016", ""))


def copied(folder: Path, **changes: str) -> Path:
    """Copy the PLC and its files, on ports that are free. ``changes``: of its settings, by name."""
    shutil.copytree(EXAMPLE / "program", folder / "program", ignore=shutil.ignore_patterns("__pycache__"))
    relocated(EXAMPLE, folder, ("machine.ini", "symbols.csv", "field.csv", "host.csv", "stack.toml"))
    settings = folder / "machine.ini"
    text = settings.read_text(encoding="utf-8")
    for name, value in changes.items():
        text = re.sub(rf"^{name} =.*$", f"{name} = {value}", text, flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8", newline="\n")
    return folder / "stack.toml"


def attempt(folder: Path, test: str, row: str = "", **changes: str) -> AttemptResult:
    """Execute one row of one test case of the library against the PLC."""
    folder.mkdir(exist_ok=True)
    outcome = execute(RunConfig(content=library(), out=folder / "out", features=(library() / "features" / "oq",),
                                stack=copied(folder, **changes), seed=7, tags=test, keyword=row))
    assert not outcome.lint
    (result,) = outcome.results
    print(result.verdict, result.message, *result.findings, *result.steps, sep="\n")  # noqa: T201 - pytest shows it where a test fails
    return result


def scans(folder: Path) -> list[ScanMeasured]:
    """What the journals say of the PLC's looks."""
    return [record for file in folder.glob("out/attempts/*/journal.zst") for record in read_journal(file)[1]
            if isinstance(record, ScanMeasured)]


@pytest.mark.parametrize(("test", "row"), CASES)
def test_a_plc_that_knows_nothing_of_the_bench_passes(tmp_path, test, row):
    """Two maps and a stack file are all that was written for it; how often it looked is kept."""
    assert sound(attempt(tmp_path / "site", test, row))
    (scan,) = scans(tmp_path / "site")
    assert (scan.source, scan.looks > 100) == ("l1", True)
    assert 9_000 < scan.mean_us < scan.limit_us


@pytest.mark.parametrize(("fault", "test", "row", "says"), [
    ("unproved", "OQ-L1-013", "nominal", "that pack is still inside the reject zone when the belt stands"),
    ("one_more", "OQ-L1-016", "", 'the alarm "consecutive rejects" is latched'),
])
def test_a_defect_of_the_plc_fails_the_case_that_is_there_for_it(tmp_path, fault, test, row, says):
    """At the step that says what it does wrong."""
    result = attempt(tmp_path / "site", test, row, fault=fault)
    assert result.verdict == "fail"
    assert next(step.text for step in result.steps if step.verdict == "fail") == says


def test_a_speed_that_the_looks_of_the_plc_do_not_resolve_is_refused(tmp_path):
    """It is no verdict on the PLC: what passed between two looks was not for it to know."""
    result = attempt(tmp_path / "site", "OQ-L1-016", period_ms="200")
    assert result.verdict == "error"
    (told,) = [step.message for step in result.steps if step.verdict == "error"]
    assert "packs are 150 ms apart, and the last alone is latched; the PLC did not look for 1" in told
