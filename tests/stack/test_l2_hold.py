"""A person holds the line: a short stop after which everything goes on where it was."""

from linebench.ports.plc import Command, MachineState
from linebench.stack.packml import State
from tests.stack.plant import Plant
from tests.stack.whole_line import SMALL, finish


def test_a_line_that_is_held_goes_on_where_it_was():
    """Hold and start: the PackML unit waits in Held and comes back by Unholding, and the balance closes."""
    plant = Plant(SMALL)
    plant.begin()
    assert plant.until(lambda: len(plant.exited) == 5)
    seen = len(plant.said("l1", "l2", MachineState))
    assert plant.ask("hold_line") == ""
    plant.run(200)
    assert plant.ask("hold_line") == "hold is not possible in state Held"
    assert plant.ask("start_line") == ""
    assert [each.state for each in plant.said("l1", "l2", MachineState)][seen:] == [
        State.HOLDING, State.HELD, State.UNHOLDING, State.EXECUTE]
    assert plant.said("l2", "l1", Command).count(Command("hold", "operator 1")) == 2
    assert finish(plant).commissioned == len(plant.exited) >= SMALL.quantity
