"""What was reported as shipped has not left, or is called back from the truck. CBV 2.0, 7.1: ``void_shipping``."""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import Procedure, Situation, Step, because, ordered

__all__ = ["PROCEDURE"]


def _begins(situation: Situation) -> str:
    if situation.subject in situation.holdings.gone:
        return ""
    return f"{situation.subject} was not shipped by itself; scan what was"


def _events(situation: Situation) -> tuple[Event, ...]:
    return (ordered(situation, "OBSERVE", "void_shipping", "in_progress", situation.subject),)


PROCEDURE = Procedure(
    name="void shipping", title="A shipping is called back", begins=_begins, events=_events,
    steps=(
        because("order cancelled", "truck full", "wrong pallet"),
        Step(name="unload", kind="confirm", text="Take it off the truck", act="unload it"),
    ))
