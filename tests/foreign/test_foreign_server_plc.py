"""The library's protocols run against a PLC that is the server of the line controller: L2 in the bench dials it."""

import re
import sys

import pytest

from tests.foreign.plcs import EXAMPLES, attempt
from tests.foreign.site import sound

HERE = EXAMPLES / "server_plc"
NIGHT = [pytest.mark.slow, pytest.mark.nightly]
CASES = [*(pytest.param("OQ-L1-013", speed, marks=NIGHT) for speed in ("minimum", "nominal", "maximum")),
         pytest.param("OQ-L1-016", "nominal", marks=NIGHT)]


@pytest.mark.parametrize(("test", "row"), CASES)
def test_a_plc_that_is_a_server_passes(tmp_path, test, row):
    """A map and a stack file are all that was written for it."""
    assert sound(attempt(tmp_path / "site", "server_plc", test, row))


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize(("fault", "test", "row", "says"), [
    ("one_more", "OQ-L1-016", "nominal", 'the alarm "consecutive rejects" is latched'),
    ("strobe_first", "OQ-L1-013", "nominal", "L2 reports every good pack before it as commissioned"),
])
def test_a_defect_fails_the_case_that_is_there_for_it(tmp_path, fault, test, row, says):
    """At the step that says what it does wrong."""
    result = attempt(tmp_path / "site", "server_plc", test, row, fault=fault)
    assert result.verdict == "fail"
    assert next(step.text for step in result.steps if step.verdict == "fail") == says


def test_it_knows_nothing_of_the_bench():
    """It imports the standard library, a public S7 server, and the program that it shares with the RC-10."""
    known = {"served", "program", "snap7", *sys.stdlib_module_names}
    for path in (HERE / "served").glob("*.py"):
        imported = re.findall(r"^(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert {name.partition(".")[0] for name in imported} <= known


def test_the_page_names_every_file_and_every_defect():
    """Those that lie there."""
    page = (HERE / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in HERE.glob("*.*") if path.suffix in {".csv", ".ini", ".toml"}}
    assert files <= set(re.findall(r"^\| `(?:\.\./soft_plc/)?([\w.]+)` \|", page, re.MULTILINE))
    assert {"one_more", "strobe_first"} == set(re.findall(r"^\| `(\w+)` \| .* \| OQ", page, re.MULTILINE))
