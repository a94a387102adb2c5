"""A pack is destroyed. CBV 2.0, 7.1: ``destroying``."""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import PHOTO, Procedure, Situation, Step, because, is_single, ordered, took_out

__all__ = ["PROCEDURE"]


def _events(situation: Situation) -> tuple[Event, ...]:
    return (*took_out(situation, situation.subject),
            ordered(situation, "DELETE", "destroying", "destroyed", situation.subject))


PROCEDURE = Procedure(
    name="destroy", title="A pack is destroyed", begins=is_single, events=_events,
    steps=(
        because("crushed", "expired", "recalled"),
        PHOTO,
        Step(name="destroy", kind="confirm", text="Destroy the pack", act="destroy the pack"),
    ))
