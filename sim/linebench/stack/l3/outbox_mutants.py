"""Planted defects of the site server on its way to the enterprise, and of one that takes another's place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from linebench.epcis.model import Event
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.mutant import Mutant

__all__ = ["OUTBOX_MUTANTS"]


def _without_master_data(self: L3Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # signature of the decision
    return tuple(msgspec.structs.replace(event, ilmd={}) for event in events)


def _parent_before(self: L3Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:
    told = []
    for event in events:
        if event.type == "AggregationEvent":
            before = self.__dict__.get("parent", event.parent_id)
            self.__dict__["parent"] = event.parent_id
            event = msgspec.structs.replace(event, parent_id=before)  # noqa: PLW2901  # the same, told otherwise
        told.append(event)
    return tuple(told)


def _rejected_as_good(self: L3Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(msgspec.structs.replace(event, action="ADD", biz_step="commissioning", disposition="active")
                 if event.biz_step == "decommissioning" else event for event in events)


def _turned(self: L3Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return events[::-1]


def _without_last(self: L3Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return events[:-1]


def _gives_up(self: L3Decisions) -> bool:  # noqa: ARG001  # as above
    return False


def _new_number(self: L3Decisions, capture: int, time: int) -> int:  # noqa: ARG001  # as above
    return capture + (time - 1) * 1_000_000


def _newest(self: L3Decisions, waiting: Sequence[int]) -> int:  # noqa: ARG001  # as above
    return waiting[-1]


def _without(prefix: str) -> Callable[[L3Decisions, Mapping[str, Any]], Mapping[str, Any]]:
    def takes_over(self: L3Decisions, kept: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001  # as above
        return {key: value for key, value in kept.items() if not key.startswith(prefix)}

    return takes_over


def _successor(what: str, prefix: str, summary: str, rule: str, case: str) -> Mutant:
    return Mutant(name=f"l3-successor-forgets-{what}", level="l3", decision="takes_over",
                  replacement=_without(prefix), summary=f"A new server forgets {summary} of the one before.",
                  rules=(rule,), cases=(case,))


def _passes_on(name: str, replacement: Callable[..., object], summary: str, rule: str,
               case: str = "OQ-L3-011") -> Mutant:
    return Mutant(name=f"l3-{name}", level="l3", decision="passed_on", replacement=replacement, summary=summary,
                  rules=(rule,), cases=(case,))


OUTBOX_MUTANTS = (
    _passes_on("loses-lot-and-expiry", _without_master_data,
               "Tells the enterprise neither lot nor expiry date of what is commissioned.", "wrong-master-data"),
    _passes_on("wrong-parent", _parent_before,
               "Tells the enterprise that what is packed into a container is in the one before.", "wrong-parent"),
    _passes_on("commissions-rejected", _rejected_as_good,
               "Tells the enterprise that rejected packs are commissioned.", "claims-equal-truth", "OQ-L3-010"),
    _passes_on("turns-events", _turned, "Tells the enterprise the events of a report in the opposite order.",
               "capture-refused"),
    _passes_on("loses-last-event", _without_last, "Loses the last event of every report on its way up.",
               "acknowledged-is-kept"),
    Mutant(name="l3-gives-up", level="l3", decision="is_sent_again", replacement=_gives_up,
           summary="Lets a capture go that the enterprise has not confirmed in time.",
           rules=("acknowledged-is-kept",), cases=("OQ-L3-011",)),
    Mutant(name="l3-new-number", level="l3", decision="number_of", replacement=_new_number,
           summary="Sends the same events again as if they were others.",
           rules=("capture-refused",), cases=("OQ-L3-011",)),
    Mutant(name="l3-newest-first", level="l3", decision="next_of", replacement=_newest,
           summary="Sends the newest of what waits for the enterprise first.",
           rules=("event-before-commissioning",), cases=("OQ-L3-011",)),
    _successor("serials", "serials:", "which serial numbers were given out", "serial-reused", "OQ-L3-021"),
    _successor("last", "last", "the number of the last report", "report-not-acknowledged", "OQ-L3-021"),
    _successor("unconfirmed", "capture:", "what the enterprise has not confirmed", "acknowledged-is-kept",
               "OQ-L3-022"),
    _successor("finished", "finished:", "which orders are finished", "finished-order-given", "OQ-L3-023"),
)
