"""A pallet, or a case of one, comes back from a customer.

What comes without the pallet it left on was unpacked where it has been. CBV 2.0, 7.1: ``receiving``, ``returned``.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import PHOTO, Procedure, Situation, Step, because, ordered, took_out

__all__ = ["PROCEDURE"]


def _begins(situation: Situation) -> str:
    if not situation.holdings.lives(situation.subject):
        return f"{situation.subject} is not known here, or not in use any more"
    return "" if situation.holdings.has_left(situation.subject) else f"{situation.subject} was never shipped"


def _events(situation: Situation) -> tuple[Event, ...]:
    word = "damaged" if situation.one("reason") == "damaged" else "returned"
    return (*took_out(situation, situation.subject),
            ordered(situation, "OBSERVE", "receiving", word, situation.subject))


PROCEDURE = Procedure(
    name="return", title="A pallet or case comes back", begins=_begins, events=_events,
    steps=(
        because("sound", "damaged"),
        PHOTO,
        Step(name="store", kind="confirm", text="Put it back into the store", act="take it back"),
    ))
