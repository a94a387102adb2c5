"""What a stack file may say of serials that the site draws, and what it may not."""

import pytest
from tests.scenario.world import BATCH, HEAD, loaded

from linebench.scenario.problems import ScenarioError

SEAT = '[[stack.seat]]\nid = "serials"\nnature = "real"\n'
WIRE = '[[stack.wire]]\nid = "serials-l3"\ndialect = "serials-rest"\n'
FAULT = '[[fault]]\ntarget = "serials"\nkind = "fewer"\n'


def test_who_draws():
    """With a pool in the bench, or with one that is not ours; else nobody sits there."""
    own, emulated = (loaded(text).scenario.stack for text in (
        HEAD + BATCH, f'{HEAD}[stack]\nserials = "emulated"\n{BATCH}'))
    real = loaded(f"{HEAD}{SEAT}{WIRE}dials = true\nport = 8000\n{BATCH}").scenario.stack
    assert [(stack.draws, "serials" in stack.absent, stack.foreign) for stack in (own, emulated, real)] == [
        (False, True, ()), (True, False, ()), (True, False, ("serials",))]


@pytest.mark.parametrize(("text", "key", "found"), [
    ('[stack]\nserials = "elsewhere"\n', "stack.serials", "'elsewhere'"),
    ("[stack]\ndraw_block = 0\n", "stack.draw_block", "0"),
    ("[stack]\ndraw_low = -1\n", "stack.draw_low", "-1"),
    (SEAT, "stack.seat.serials", "no wire to it"),
    (SEAT + WIRE, "stack.seat.serials", "no wire to it"),
    (f"{SEAT}{WIRE}dials = true\n", "stack.wire.serials-l3.dials", "true"),
    (f"{WIRE}dials = true\nport = 8000\n", "stack.wire.serials-l3", "a wire of serials, which sits in the bench"),
    (FAULT, "fault.1.target", "'serials'"),
    (f"{SEAT}{WIRE}dials = true\nport = 8000\n{FAULT}", "fault.1.target", "'serials'"),
])
def test_what_cannot_be_is_told(text, key, found):
    """Where it stands, and what was found."""
    with pytest.raises(ScenarioError) as caught:
        loaded(HEAD + text + BATCH)
    assert [problem for problem in caught.value.problems if problem.key == key and found in problem.found], str(
        caught.value)
