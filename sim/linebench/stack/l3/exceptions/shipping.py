"""A pallet or case leaves the store. Only what is in nothing else is shipped. EPCIS 2.0, 7.4; CBV 2.0, 7.1."""

import re

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import Procedure, Situation, Step, in_hand, ordered

__all__ = ["PROCEDURE"]

_NOTE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}")


def _begins(situation: Situation) -> str:
    why = in_hand(situation, situation.subject)
    parent = situation.holdings.parent(situation.subject)
    return why or (f"{situation.subject} is in {parent}; ship that, or take it out" if parent else "")


def _written(situation: Situation, values: tuple[str, ...]) -> str:  # noqa: ARG001  # signature of a check
    fits = len(values) == 1 and _NOTE.fullmatch(values[0])
    return "" if fits else "the number of a delivery note has letters, digits and hyphens, 30 at most"


def _events(situation: Situation) -> tuple[Event, ...]:
    return (ordered(situation, "OBSERVE", "shipping", "in_transit", situation.subject),)


PROCEDURE = Procedure(
    name="shipping", title="A pallet or case is shipped", begins=_begins, events=_events,
    delivery=lambda situation: situation.one("note"),
    steps=(
        Step(name="note", kind="text", text="Type the number of the delivery note", check=_written),
        Step(name="load", kind="confirm", text="Load it", act="load it"),
    ))
