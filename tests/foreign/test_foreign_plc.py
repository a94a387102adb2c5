"""The library's protocols run against a PLC of another maker: the bench is the field and the line controller."""

import pytest

from tests.foreign.plcs import attempt, scans
from tests.foreign.site import sound

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

SPEEDS = ("minimum", "nominal", "maximum")
CASES = (*(("OQ-L1-013", speed) for speed in SPEEDS), ("OQ-L1-016", "nominal"))


@pytest.mark.parametrize(("test", "row"), CASES)
def test_a_plc_that_knows_nothing_of_the_bench_passes(tmp_path, test, row):
    """Two maps and a stack file are all that was written for it; how often it looked is kept."""
    assert sound(attempt(tmp_path / "site", "soft_plc", test, row))
    (scan,) = scans(tmp_path / "site")
    assert (scan.source, scan.looks > 100) == ("l1", True)
    assert 9_000 < scan.mean_us < scan.limit_us


@pytest.mark.parametrize(("fault", "test", "row", "says"), [
    ("unproved", "OQ-L1-013", "nominal", "that pack is still inside the reject zone when the belt stands"),
    ("one_more", "OQ-L1-016", "nominal", 'the alarm "consecutive rejects" is latched'),
])
def test_a_defect_of_the_plc_fails_the_case_that_is_there_for_it(tmp_path, fault, test, row, says):
    """At the step that says what it does wrong."""
    result = attempt(tmp_path / "site", "soft_plc", test, row, fault=fault)
    assert result.verdict == "fail"
    assert next(step.text for step in result.steps if step.verdict == "fail") == says


def test_a_speed_that_the_looks_of_the_plc_do_not_resolve_is_refused(tmp_path):
    """It is no verdict on the PLC: what passed between two looks was not for it to know."""
    result = attempt(tmp_path / "site", "soft_plc", "OQ-L1-016", "nominal", period_ms="200")
    assert result.verdict == "error"
    (told,) = [step.message for step in result.steps if step.verdict == "error"]
    assert "packs are 150 ms apart, and the last alone is latched; the PLC did not look for 1" in told
