"""The steps from state to state that protocols accept: the standard's own, apart from the stack's."""

import itertools

import pytest

from linebench.bdd.packml import STATES, illegal, number
from linebench.stack import packml


def test_states_have_the_numbers_of_the_standard():
    """TR88 ``StateCurrent`` 1 to 17; names are found whatever their capitals, others refused with all there are."""
    assert (STATES[1], STATES[6], STATES[17]) == ("Clearing", "Execute", "Complete")
    assert [number(name.upper()) for name in STATES.values()] == list(range(1, 18))
    with pytest.raises(LookupError, match="PackML has no state 'Running'; it has Clearing, Stopped, "):
        number("Running")


def test_a_walk_is_judged_step_by_step():
    """Each place where the standard has no such step is told; the first state is no step."""
    walk = [number(name) for name in ("Stopped", "Resetting", "Idle", "Execute", "Stopping", "Stopped", "Starting")]
    assert illegal(walk) == [3, 6]
    assert illegal(walk[:1]) == illegal([]) == []
    assert illegal([6, 99, 6]) == [1, 2]


def test_the_emulated_program_knows_the_same_steps():
    """Two tables written apart agree: whatever one allows, the other does."""
    known = {(source, target) for (source, _), target in packml.COMMANDS.items()} | set(packml.ACTING.items())
    assert {(int(a), int(b)) for a, b in known} == {
        pair for pair in itertools.product(STATES, repeat=2) if not illegal(list(pair))}
