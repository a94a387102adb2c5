"""Everything is taken out of a case and put into a new one, such as when the carton is torn.

The new case has a new SSCC and takes the place of the old one on its pallet; the old SSCC ends.
"""

from linebench.ports.l3 import Event
from linebench.stack.l3.procedure import (
    Procedure,
    Situation,
    Step,
    has_contents,
    ordered,
    packed,
    took_out,
    unpacked,
)

__all__ = ["PROCEDURE"]


def _all(situation: Situation, values: tuple[str, ...]) -> str:
    same = set(values) == set(situation.inside())
    return "" if same else "this is not what the site has in it; scan again, or begin 'wrong count'"


def _new(situation: Situation) -> str:
    return situation.task.reserved


def _reads(situation: Situation, values: tuple[str, ...]) -> str:
    return "" if values == (_new(situation),) else f"the new case has to read {_new(situation)}"


def _events(situation: Situation) -> tuple[Event, ...]:
    old, new, packs = situation.subject, _new(situation), situation.given["contents"]
    pallet = situation.holdings.parent(old)
    back = (packed(situation, pallet, new),) if pallet else ()
    return (*took_out(situation, old), unpacked(situation, old, *packs),
            ordered(situation, "DELETE", "decommissioning", "inactive", old),
            ordered(situation, "ADD", "commissioning", "active", new), packed(situation, new, *packs), *back)


PROCEDURE = Procedure(
    name="repack", title="The packs of a case go into a new one", begins=has_contents, events=_events,
    reserves=lambda _: "00",
    steps=(
        Step(name="contents", kind="scans", text="Take everything out and scan it", act="empty the case",
             check=_all),
        Step(name="fill", kind="confirm", text="Put the label on a new case and everything into it",
             act="fill a new case", shown=_new),
        Step(name="verify", kind="scan", text="Scan the new case", check=_reads),
    ))
