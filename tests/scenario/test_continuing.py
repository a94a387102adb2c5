"""A system that goes on from one test case to the next: what its stack file must say, and its orders' names."""

import pytest
from tests.scenario.world import BATCH, HEAD, loaded, problems

from linebench.scenario.model import Batch
from linebench.scenario.orders import named
from linebench.scenario.problems import ScenarioError

REAL = '[[stack.seat]]\nid = "l2"\nnature = "real"\n'
TWO = BATCH + BATCH.replace("PO-1", "PO-2")


def stack(*lines, tail=REAL):
    return HEAD + "\n".join(["[stack]", 'world = "continue"', *lines, tail])


def orders(template="", batches=BATCH, run=7, case=3):
    text = stack(*([f"orders = '{template}'"] if template else [])) + batches
    return [batch.order for batch in named(loaded(text), run, case)[0].scenario.batches]


@pytest.mark.parametrize(("template", "name"), [
    ("", "PO-1-703"), ("{run}/{case}", "7/3"), ("{order}.{run:04}.{case:03}", "PO-1.0007.003"),
])
def test_an_order_has_a_name_of_its_own_in_each_test_case(template, name):
    """Of the order, the run and the test case, as the stack file puts them together."""
    assert orders(template) == [name]


def test_nothing_else_of_an_order_changes_and_its_origin_is_told():
    """Record 0 then has name and origin, so that judging again needs no clock."""
    before = loaded(stack() + BATCH)
    world, written = named(before, 7, 3)
    assert world.scenario.batches == (
        Batch(order="PO-1-703", product="pills", lot="LOT1", expiry="281231", quantity=60),)
    assert world.origins["batch.PO-1.order"] == "test case 3 of run 7"
    assert written == {"PO-1-703": "PO-1"}
    assert before.scenario.batches[0].order == "PO-1"


def test_a_name_of_thirty_characters_is_taken():
    """As long as GS1 lets an order number be."""
    assert orders("{order}" + "-" * 23 + "{run}{case:02}") == ["PO-1" + "-" * 23 + "703"]


@pytest.mark.parametrize(("template", "batches", "found", "expected"), [
    ("{order}-of-the-late-night-shift-{run}{case:02}", BATCH, "of 32 characters",
     "1 to 30 characters of GS1 character set 82"),
    ("{order} {run}{case}", BATCH, "the order 'PO-1 73' of 7 characters", "1 to 30 characters"),
    ("{run}-{case}", TWO, "2 orders called '7-3'", "a name for each order"),
])
def test_a_name_that_nobody_takes_is_a_problem_where_the_text_stands(template, batches, found, expected):
    """Too long, other characters, and one name for two orders."""
    with pytest.raises(ScenarioError, match=expected) as caught:
        orders(template, batches)
    assert found in str(caught.value)
    assert str(caught.value).startswith("small.toml:")


@pytest.mark.parametrize(("text", "key", "found"), [
    (HEAD + '[stack]\nworld = "continue"\n' + BATCH, "stack.world", "no level of nature real"),
    (HEAD + '[stack]\nworld = "goes on"\n' + REAL + BATCH, "stack.world", "'goes on'"),
    (HEAD + '[stack]\norders = "{run}{case}"\n' + BATCH, "stack.orders", "'{run}{case}'"),
    (stack('orders = "{order}-{case}"') + BATCH, "stack.orders", "without {run}"),
    (stack('orders = "{order}"') + BATCH, "stack.orders", "without {case} and {run}"),
    (stack('orders = "{shift}-{run}{case}"') + BATCH, "stack.orders", "{shift} in"),
    (stack('orders = "{order:>9}-{run}{case}"') + BATCH, "stack.orders", "{order:>9} in"),
    (stack('orders = "{run}{case"') + BATCH, "stack.orders", "braces do not match"),
    (stack() + '[[stack.action]]\nid = "reset"\nby = "shell"\n' + BATCH, "stack.action.reset", "a binding beside"),
    (stack() + '[[stack.claim]]\nid = "r"\nby = "csv"\ngives = "packed"\nfields = { time = "T" }\n' + BATCH,
     "stack.claim.r", "no order beside"),
])
def test_what_does_not_fit_a_world_that_continues_is_one_problem(text, key, found):
    """With the key path, what was found and what to write."""
    (problem,) = problems(text)
    assert f": {key}: found " in problem
    assert found in problem


def test_statements_without_an_order_are_told_apart_by_their_times_where_the_clock_is_known():
    """Then nothing is wrong with them."""
    assert loaded(stack() + (
        '[[stack.claim]]\nid = "r"\nby = "csv"\ngives = "packed"\nfields = { time = "T" }\n'
        '[[stack.action]]\nid = "read_clock"\nby = "http"\n') + BATCH).scenario.stack.world == "continue"
