"""A vocabulary for testing the plugin: one step for every way in which a step can end."""

import pytest

from linebench.bdd.actual import TRUTH, Blocked, NotApplicable, expect, expect_within
from linebench.bdd.phrase import given, then, when


@given('the scenario "{name:name}"')
def world(attempt, name):
    """Choose the world."""
    attempt.choose(name)


@given("it cannot be set up")
def blocked(attempt):
    """A precondition is missing."""
    raise Blocked("the order was refused")


@when("time passes")
def time(attempt):
    """Do something."""
    attempt.stimulus("wait", span=1)
    attempt.bench.advance(None, 1_000_000)


@when("these come")
def table(attempt, datatable, docstring):
    """Take a table and a text."""
    attempt.stimulus("come", table=str(datatable), text=docstring)


@then("it is {what:name}")
def compare(attempt, what):
    """Compare."""
    expect(attempt, TRUTH, "good", what, met=what == "good", at=[0])


@then("it takes {n:count} ms at most")
def measure(attempt, n):
    """Compare a number with a limit."""
    expect_within(attempt, TRUTH, "takes", n * 1000, "URS-REJ-007")


@then("somebody waits for it")
async def awaited(attempt):
    """Never run."""


@then("it compares nothing")
def nothing(attempt):
    """Forget to compare."""


@then("it breaks")
def breaks(attempt):
    """Go wrong."""
    raise ZeroDivisionError("a slip")


@when("there is no such thing")
def lacking(attempt):
    """Find that the world lacks what the case is about."""
    raise NotApplicable("no such thing here")


@then("it asserts")
def asserts(attempt):
    """Use a bare assert, which is no Mismatch."""
    raise AssertionError("a bare assert")


@then("somebody interrupts")
def interrupts(attempt):
    """Stop the whole run."""
    raise KeyboardInterrupt


@then("it skips")
def skips(attempt):
    """Leave without a word."""
    pytest.skip("not today")
