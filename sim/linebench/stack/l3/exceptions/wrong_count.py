"""A container holds more, less or other things than the site has: it is taken as it is found.

What is too many is taken out of where the site had it; what is not there belongs to nothing until it is found.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import (
    PHOTO,
    Procedure,
    Situation,
    Step,
    as_many,
    in_hand,
    packed,
    took_out,
    unpacked,
)

__all__ = ["PROCEDURE"]


def _begins(situation: Situation) -> str:
    return in_hand(situation, situation.subject)


def _known(situation: Situation, values: tuple[str, ...]) -> str:
    for epc in values:
        why = in_hand(situation, epc)
        if why:
            return why
    same = set(values) == set(situation.inside())
    return "it holds what it should; there is nothing to do" if same else ""


def _events(situation: Situation) -> tuple[Event, ...]:
    found = situation.given["contents"]
    here = situation.inside()
    gone = tuple(epc for epc in here if epc not in found)
    more = tuple(epc for epc in found if epc not in here)
    out = (unpacked(situation, situation.subject, *gone),) if gone else ()
    came = (*took_out(situation, *more), packed(situation, situation.subject, *more)) if more else ()
    return (*out, *came)


PROCEDURE = Procedure(
    name="wrong count", title="A container holds other things than the site has", begins=_begins, events=_events,
    steps=(
        Step(name="contents", kind="scans", text="Scan everything that is in it", check=_known),
        Step(name="count", kind="count", text="Count what is in it", check=as_many),
        PHOTO,
    ))
