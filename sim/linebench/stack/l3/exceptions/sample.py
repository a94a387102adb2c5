"""A pack is taken out of its case as a sample and does not come back. CBV 2.0, 7.1: ``sampling``."""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import Procedure, Situation, Step, because, is_single, ordered, took_out

__all__ = ["PROCEDURE"]


def _events(situation: Situation) -> tuple[Event, ...]:
    return (*took_out(situation, situation.subject),
            ordered(situation, "DELETE", "sampling", "inactive", situation.subject))


PROCEDURE = Procedure(
    name="sample", title="A pack is taken as a sample", begins=is_single, events=_events,
    steps=(
        because("retained", "laboratory"),
        Step(name="take", kind="confirm", text="Take the pack out and put it aside as a sample",
             act="take the sample"),
    ))
