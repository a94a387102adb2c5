"""A pack in a closed case is replaced by another, which is verified before it goes in; the old one is destroyed."""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import (
    PHOTO,
    Procedure,
    Situation,
    Step,
    because,
    has_contents,
    in_hand,
    ordered,
    packed,
    took_out,
    unpacked,
)

__all__ = ["PROCEDURE"]


def _of_case(situation: Situation, values: tuple[str, ...]) -> str:
    inside = len(values) == 1 and values[0] in situation.inside()
    return "" if inside else "this pack is not in the case; scan the one that is to be replaced"


def _fits(situation: Situation, values: tuple[str, ...]) -> str:
    new, old = next(iter(values), ""), situation.one("old")
    why = in_hand(situation, new)
    if why:
        return why
    orders = situation.holdings.order
    if new in situation.inside() or orders[new] != orders[old]:
        return f"{new} cannot take its place; scan a pack of the same lot that is not in this case"
    return ""


def _events(situation: Situation) -> tuple[Event, ...]:
    case, old, new = situation.subject, situation.one("old"), situation.one("new")
    return (unpacked(situation, case, old), ordered(situation, "DELETE", "destroying", "destroyed", old),
            *took_out(situation, new), packed(situation, case, new))


PROCEDURE = Procedure(
    name="rework", title="A pack in a closed case is replaced", begins=has_contents, events=_events,
    steps=(
        Step(name="old", kind="scan", text="Take the pack that is to be replaced out of the case and scan it",
             act="take out the pack", check=_of_case),
        because("crushed", "wet", "opened"),
        PHOTO,
        Step(name="new", kind="scan", text="Scan the pack that takes its place", act="fetch another pack",
             check=_fits),
        Step(name="swap", kind="confirm", text="Put it into the case and destroy the old one",
             act="swap the packs"),
    ))
