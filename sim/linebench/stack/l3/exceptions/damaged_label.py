"""A label that cannot be read any more: which pack it is shows from those beside it that can be read.

The new label has the same serial number, or a new one where the market wants no second print of any; then the old
number ends and the new one lives in its place. CBV 2.0, 7.1: ``repairing``, ``decommissioning``, ``commissioning``.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import (
    PHOTO,
    Procedure,
    Situation,
    Step,
    because,
    has_contents,
    listed,
    ordered,
    packed,
    unpacked,
)

__all__ = ["PROCEDURE"]


def _unread(situation: Situation, values: tuple[str, ...]) -> list[str]:
    return [epc for epc in situation.inside() if epc not in values]


def _all_but_one(situation: Situation, values: tuple[str, ...]) -> str:
    foreign = [epc for epc in values if epc not in situation.inside()]
    if foreign:
        return f"{listed(foreign)} does not belong into this case"
    unread = _unread(situation, values)
    return "" if len(unread) == 1 else f"{len(unread)} are not scanned; all can be read but one"


def _all_there(situation: Situation, values: tuple[str, ...]) -> str:
    expected = len(situation.inside())
    return "" if values == (str(expected),) else f"there are {expected} in this case; count again"


def _old(situation: Situation) -> str:
    return next(iter(_unread(situation, situation.given.get("contents", ()))), "")


def _new(situation: Situation) -> str:
    return situation.task.reserved or _old(situation)


def _reads(situation: Situation, values: tuple[str, ...]) -> str:
    wanted = _new(situation)
    return "" if values == (wanted,) else f"the new label has to read {wanted}"


def _reserves(situation: Situation) -> str:
    return situation.inside()[0] if situation.relabel == "new serial" else ""


def _events(situation: Situation) -> tuple[Event, ...]:
    case, old, new = situation.subject, _old(situation), _new(situation)
    if new == old:
        return (ordered(situation, "OBSERVE", "repairing", "in_progress", old),)
    return (unpacked(situation, case, old), ordered(situation, "DELETE", "decommissioning", "damaged", old),
            ordered(situation, "ADD", "commissioning", "active", new), packed(situation, case, new))


PROCEDURE = Procedure(
    name="damaged label", title="A pack in a case has a label that cannot be read",
    begins=has_contents, reserves=_reserves, events=_events,
    steps=(
        Step(name="contents", kind="scans", text="Scan every pack in the case that can be read",
             check=_all_but_one),
        Step(name="count", kind="count", text="Count the packs in the case", check=_all_there),
        because("smeared", "torn", "wet"),
        PHOTO,
        Step(name="label", kind="confirm", text="Put the new label on the pack", act="label the pack", shown=_new),
        Step(name="verify", kind="scan", text="Scan the new label", check=_reads),
    ))
