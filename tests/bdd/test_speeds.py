"""Cases whose outcome depends on the speed run at the minimum, the nominal and the maximum speed of the line."""

import pytest

from linebench.bdd.document import read_document
from linebench.content import Content, library

SPEEDS = {"minimum", "nominal", "maximum"}
AT_ONE_SPEED = {
    "OQ-L1-025": "the batch does not begin, so nothing moves",
    "OQ-L1-902": "the batch does not begin, so nothing moves",
    "OQ-L1-905": "at the minimum the printer's queue lasts longest, which is what the case is about",
    "OQ-L1-910": "the print gets worse by packs, not by time",
}
"""Cases of level 1 that are no outline over the speeds, and why."""
OF_OTHER_LEVELS = {"OQ-L2-009", "OQ-L2-018", "OQ-L2-021", "OQ-L2-022", "OQ-L2-911"}
"""Cases of other levels whose outcome depends on belt, camera or gate."""
CONTENT = Content((library(),))
CASES = {case.test: case for path in sorted((library() / "features" / "oq").glob("*.feature"))
         for case in read_document(path, CONTENT).cases}
LEVEL_1 = {test for test in CASES if test.startswith("OQ-L1-")}


def speeds(case):
    """The speeds at which a case runs by day."""
    return {dict(row.values).get("speed") for row in case.rows if "nightly" not in case.named(row)}


@pytest.mark.parametrize("test", sorted(LEVEL_1 - AT_ONE_SPEED.keys() | OF_OTHER_LEVELS))
def test_a_case_that_depends_on_speed_runs_at_all_three(test):
    """By day, in an outline whose speed is that of the running batch."""
    case = CASES[test]
    assert speeds(case) == SPEEDS
    assert any("at <speed> speed" in step.text or "to <speed> speed" in step.text for step in case.body)


def test_every_other_case_of_level_1_says_why_not():
    """The exceptions exist, and none of them is an outline over the speeds all the same."""
    assert AT_ONE_SPEED.keys() <= LEVEL_1
    assert [test for test in AT_ONE_SPEED if speeds(CASES[test]) >= SPEEDS] == []


@pytest.mark.parametrize("test", ["OQ-L1-009", "OQ-L1-011", "OQ-L1-015", "OQ-L1-023", "OQ-L1-030"])
def test_by_night_everything_runs_at_every_speed(test):
    """Where a case has other values beside the speed, day and night together have each with every speed."""
    rows = [dict(row.values) for row in CASES[test].rows]
    others = {tuple(value for name, value in row.items() if name != "speed") for row in rows}
    assert len(rows) == 3 * len(others)
    assert len({tuple(row.values()) for row in rows}) == len(rows)
