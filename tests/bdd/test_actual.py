"""Comparisons leave a record before they decide."""

import pytest

from linebench.bdd.actual import (
    CLAIM,
    TRUTH,
    Mismatch,
    expect,
    expect_equal,
    expect_found,
    expect_none,
    expect_within,
)
from linebench.records.protocol import Expectation
from linebench.records.requirement import Limit, Requirement


class Paper:
    """A scribe that keeps what is written."""

    def __init__(self):
        self.n, self.actuals, self.now, self.written = 3, 0, 7_000_000, []

    def write(self, record):
        self.written.append(record)
        return len(self.written) - 1

    def requirement(self, name):
        limit = Limit("max. 600 ms", "us", None, 600_000) if name == "URS-REJ-007" else None
        return Requirement(name, "1", "t", "x", "s", True, limit=limit)


def written(call):
    paper = Paper()
    outcome = "met"
    try:
        call(paper)
    except Mismatch as mismatch:
        outcome = str(mismatch)
    return paper.written, outcome, paper.actuals


def record(plane, expected, actual, met, at=(), *, number=("", None, None, None, "")):
    return Expectation(7_000_000, 3, plane, expected, actual, met, *number, at)


def test_words_are_recorded_as_given():
    """A comparison in words carries both sides and the places that show it."""
    assert written(lambda paper: expect(paper, TRUTH, "it falls", "it passed", met=False, at=[4, 9])) == (
        [record("truth", "it falls", "it passed", False, (4, 9))], "expected it falls; found it passed", 1)


def test_values_are_compared_and_named():
    """Equal values meet; lists are written out."""
    assert written(lambda paper: expect_equal(paper, CLAIM, "cases", ("a", "b"), ("a", "b"))) == (
        [record("claim", "cases: a, b", "cases: a, b", True)], "met", 1)
    assert written(lambda paper: expect_equal(paper, CLAIM, "cases", ("a",), ())) == (
        [record("claim", "cases: a", "cases: none", False)], "expected cases: a; found cases: none", 1)


def test_something_that_should_happen_is_found_or_not():
    """The position that shows it is recorded; without one it did not happen."""
    assert written(lambda paper: expect_found(paper, CLAIM, "alarm comes", 12)) == (
        [record("claim", "alarm comes", "alarm comes", True, (12,))], "met", 1)
    assert written(lambda paper: expect_found(paper, CLAIM, "alarm comes", None)) == (
        [record("claim", "alarm comes", "it did not happen", False)],
        "expected alarm comes; found it did not happen", 1)


def test_something_that_should_not_happen_is_counted():
    """Every place where it happened is recorded."""
    assert written(lambda paper: expect_none(paper, TRUTH, "no pack passes", [5, 6])) == (
        [record("truth", "no pack passes", "2 found", False, (5, 6))],
        "expected no pack passes; found 2 found", 1)


def test_a_number_is_held_against_the_limit_of_its_requirement():
    """Both bounds belong to the range; record and message carry unit, limit and requirement."""
    limit = ("URS-REJ-007", 600_000, None, 600_000, "us")
    assert written(lambda paper: expect_within(paper, TRUTH, "stands after", 600_000, "URS-REJ-007")) == (
        [record("truth", "stands after max. 600 ms (URS-REJ-007)", "stands after 600 ms", True, number=limit)],
        "met", 1)
    over = ("URS-REJ-007", 600_001, None, 600_000, "us")
    assert written(lambda paper: expect_within(paper, TRUTH, "stands after", 600_001, "URS-REJ-007")) == (
        [record("truth", "stands after max. 600 ms (URS-REJ-007)", "stands after 600.001 ms", False, number=over)],
        "expected stands after max. 600 ms (URS-REJ-007); found stands after 600.001 ms", 1)


def test_a_requirement_without_limit_cannot_be_used():
    """The message says where the limit belongs, and nothing is recorded."""
    paper = Paper()
    with pytest.raises(LookupError, match=r"URS-REJ-001 has no limit; give it one in fixtures/requirements\.toml"):
        expect_within(paper, TRUTH, "x", 1, "URS-REJ-001")
    assert paper.written == []
