"""A pallet bears the label of another: which one it is shows from the cases on it.

No case has moved, so nothing is packed anew: the right label goes on, and that it was inspected is reported.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import PHOTO, Procedure, Situation, Step, in_hand, ordered

__all__ = ["PROCEDURE"]


def _begins(situation: Situation) -> str:
    return in_hand(situation, situation.subject)


def _right(situation: Situation) -> str:
    return situation.holdings.holder(situation.given.get("contents", ()))


def _another(situation: Situation, values: tuple[str, ...]) -> str:
    holder = situation.holdings.holder(values)
    if not holder:
        return "no pallet has exactly these cases; scan all of them, or begin 'wrong count'"
    return f"{holder} is the right label; there is nothing to do" if holder == situation.subject else ""


def _reads(situation: Situation, values: tuple[str, ...]) -> str:
    return "" if values == (_right(situation),) else f"the label has to read {_right(situation)}"


def _events(situation: Situation) -> tuple[Event, ...]:
    return (ordered(situation, "OBSERVE", "inspecting", "in_progress", _right(situation)),)


PROCEDURE = Procedure(
    name="mislabelled pallet", title="A pallet bears the label of another", begins=_begins, events=_events,
    steps=(
        Step(name="contents", kind="scans", text="Scan every case on the pallet", check=_another),
        PHOTO,
        Step(name="label", kind="confirm", text="Put the right label on the pallet", act="label the pallet",
             shown=_right),
        Step(name="verify", kind="scan", text="Scan the new label", check=_reads),
    ))
