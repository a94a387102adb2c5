"""The library's protocols run against a controller of another maker, by files alone, and find its defects."""

import pytest

from tests.foreign.site import attempt, sound

pytestmark = pytest.mark.slow

SPEEDS = ("minimum", "nominal", "maximum")
CASES = {"OQ-L1-001": SPEEDS, "OQ-L1-007": SPEEDS, "OQ-L1-013": SPEEDS, "OQ-L1-024": SPEEDS, "OQ-L2-006": ("",),
         "OQ-L2-021": SPEEDS}


def _nightly(*values: str, now: bool) -> object:
    """One of all by day, to see that the way through is whole."""
    return pytest.param(*values, marks=() if now else pytest.mark.nightly)


@pytest.mark.parametrize(("test", "row"), [_nightly(test, row, now=(test, row) == ("OQ-L1-001", "nominal"))
                                           for test, rows in CASES.items() for row in rows])
def test_a_product_that_knows_nothing_of_the_bench_passes(tmp_path, test, row):
    """A stack file and a name map are all that was written for it."""
    assert sound(attempt(tmp_path / "site", test, row))


@pytest.mark.parametrize(("fault", "test", "row", "says"), [
    _nightly("fremde_serie", "OQ-L1-007", "nominal", "that pack is rejected", now=False),
    _nightly("ausschuss_gut", "OQ-L1-001", "nominal", "L2 reports that pack as rejected", now=False),
    _nightly("doppelt_drucken", "OQ-L2-021", "nominal", "no serial number is printed on two packs", now=False),
    _nightly("versatz", "OQ-L1-024", "nominal", "that pack is rejected", now=False),
    _nightly("start_quittiert", "OQ-L1-013", "nominal", "a start without acknowledgement is refused", now=False),
    _nightly("abgleich", "OQ-L2-006", "", "the serial numbers of the batch balance", now=False),
])
def test_a_defect_of_the_product_fails_the_case_that_is_there_for_it(tmp_path, fault, test, row, says):
    """At the step that says what it does wrong."""
    result = attempt(tmp_path / "site", test, row, fault)
    assert result.verdict == "fail"
    assert [step.text for step in result.steps if step.verdict == "fail"] == [says]
