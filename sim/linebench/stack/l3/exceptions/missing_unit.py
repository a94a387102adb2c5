"""Something is missing in a container: what is not there shows from what is.

It is taken out of the container and ends, so that whoever meets it knows that it should not be there.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import (
    PHOTO,
    Procedure,
    Situation,
    Step,
    as_many,
    because,
    has_contents,
    listed,
    ordered,
    unpacked,
)

__all__ = ["PROCEDURE"]


def _missing(situation: Situation, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(epc for epc in situation.inside() if epc not in values)


def _some_missing(situation: Situation, values: tuple[str, ...]) -> str:
    foreign = [epc for epc in values if epc not in situation.inside()]
    if foreign:
        return f"{listed(foreign)} does not belong here; begin 'wrong count'"
    return "" if _missing(situation, values) else "nothing is missing; scan again or abandon"


def _events(situation: Situation) -> tuple[Event, ...]:
    missing = _missing(situation, situation.given["contents"])
    word = "stolen" if situation.one("reason") == "stolen" else "unavailable"
    return (unpacked(situation, situation.subject, *missing),
            ordered(situation, "DELETE", "decommissioning", word, *missing))


PROCEDURE = Procedure(
    name="missing unit", title="Something is missing in a case or on a pallet", begins=has_contents, events=_events,
    steps=(
        Step(name="contents", kind="scans", text="Scan everything that is in it", check=_some_missing),
        Step(name="count", kind="count", text="Count what is in it", check=as_many),
        because("lost", "stolen"),
        PHOTO,
    ))
