"""The PackML table: what OPC 30050 allows, and that everything else is refused."""

import pytest

from linebench.stack.packml import (
    ACTING,
    COMMANDS,
    IllegalCommandError,
    State,
    after_command,
    after_completion,
    next_towards_execute,
)

NAMES = ("reset", "start", "stop", "hold", "unhold", "suspend", "unsuspend", "abort", "clear", "complete")


def test_state_numbers_are_those_of_opc_30050():
    """State numbers 1 to 17 equal TR88 StateCurrent."""
    assert [state.value for state in State] == list(range(1, 18))
    assert (State.EXECUTE, State.ABORTED, State.STOPPED, State.COMPLETE) == (6, 9, 2, 17)


@pytest.mark.parametrize(("state", "command", "target"), [
    (State.STOPPED, "reset", State.RESETTING), (State.COMPLETE, "reset", State.RESETTING),
    (State.IDLE, "start", State.STARTING), (State.EXECUTE, "hold", State.HOLDING),
    (State.HELD, "unhold", State.UNHOLDING), (State.EXECUTE, "suspend", State.SUSPENDING),
    (State.SUSPENDED, "unsuspend", State.UNSUSPENDING), (State.EXECUTE, "complete", State.COMPLETING),
    (State.EXECUTE, "stop", State.STOPPING), (State.STOPPED, "abort", State.ABORTING),
    (State.ABORTED, "clear", State.CLEARING),
])
def test_commands_lead_where_the_model_says(state, command, target):
    """Each command of the model leads to its acting state."""
    assert after_command(state, command) is target


def test_every_other_command_is_refused():
    """A command that the table does not hold is illegal, in every state."""
    for state in State:
        for name in NAMES:
            if (state, name) not in COMMANDS:
                with pytest.raises(IllegalCommandError, match=f"{name} is not possible in state"):
                    after_command(state, name)


def test_acting_states_complete_and_waiting_ones_do_not():
    """An acting state has one successor when its work is done; a waiting one has nothing to complete."""
    assert {state for state in State if state in ACTING} == {
        State.CLEARING, State.STOPPING, State.ABORTING, State.RESETTING, State.STARTING, State.HOLDING,
        State.UNHOLDING, State.SUSPENDING, State.UNSUSPENDING, State.COMPLETING}
    for state in set(State) - set(ACTING):
        with pytest.raises(IllegalCommandError, match="nothing to complete"):
            after_completion(state)


def test_stop_and_abort_are_possible_from_every_running_state():
    """Stop ends every running state; abort ends everything that is not aborted."""
    assert {state for state in State if (state, "stop") not in COMMANDS} == {
        State.STOPPED, State.STOPPING, State.CLEARING, State.ABORTING, State.ABORTED}
    assert {state for state in State if (state, "abort") not in COMMANDS} == {State.ABORTING, State.ABORTED}


@pytest.mark.parametrize("state", [State.ABORTED, State.STOPPED, State.COMPLETE, State.HELD, State.SUSPENDED])
def test_a_waiting_machine_can_be_walked_to_execute(state):
    """From every waiting state a sequence of commands and completions ends in Execute."""
    steps = 0
    while state is not State.EXECUTE:
        command = next_towards_execute(state)
        assert command is not None
        state = after_completion(after_command(state, command))
        steps += 1
    assert steps <= 4
