"""Planted defects of the enterprise repository.

Those without cases need captures that cannot be, which no site of ours sends: the tests of this room provoke them.
"""

from collections.abc import Callable
from itertools import count

import msgspec

from linebench.epcis.history import Breach
from linebench.epcis.model import Event
from linebench.ports.l4 import Captured
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]


def _always_new(self: L4Decisions, peer: str, capture: int) -> str:
    numbers: count[int] = self.__dict__.setdefault("numbers", count())
    return f"{peer} {capture}-{next(numbers)}"


def _deaf_to(*rules: str) -> Callable[[L4Decisions, list[Breach]], list[Breach]]:
    def breaches(self: L4Decisions, found: list[Breach]) -> list[Breach]:  # noqa: ARG001  # signature of the decision
        return [breach for breach in found if breach.rule not in rules]

    return breaches


def _drops_aggregation(self: L4Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(event for event in events if event.type != "AggregationEvent")


def _loses_last(self: L4Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return events[:-1]


def _turned(self: L4Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return events[::-1]


def _nothing(self: L4Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return ()


def _success(self: L4Decisions, captured: Captured) -> Captured:  # noqa: ARG001  # signature of the decision
    return msgspec.structs.replace(captured, success=True, errors=())


def _never(self: L4Decisions, *, proceed: bool) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _no_effect(self: L4Decisions, declaration: Event) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _no_page(self: L4Decisions, token: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _mutant(name: str, decision: str, replacement: Callable[..., object], summary: str,
            caught: tuple[str, tuple[str, ...]] = ("", ())) -> Mutant:
    rule, cases = caught
    return Mutant(name=f"l4-{name}", level="l4", decision=decision, replacement=replacement, summary=summary,
                  rules=(rule,) if rule else (), cases=cases)


_WRONGLY = ("captured-wrongly", ("IOP-L4-017",))
_EVERYWHERE = ("enterprise-equals-site", ("OQ-L3-011",))


MUTANTS = (
    _mutant("stores-repeat", "delivery", _always_new, "Takes a capture again when it is repeated.",
            ("capture-refused", ("OQ-L3-011",))),
    _mutant("accepts-two-parents", "breaches", _deaf_to("two-parents"),
            "Takes a packing of what is packed elsewhere.", _WRONGLY),
    _mutant("accepts-after-end", "breaches", _deaf_to("after-end"),
            "Takes events of what is decommissioned or destroyed.", _WRONGLY),
    _mutant("drops-aggregation", "kept", _drops_aggregation, "Loses the packing events of every capture.",
            _EVERYWHERE),
    _mutant("loses-last-event", "kept", _loses_last, "Loses the last event of every capture.", _EVERYWHERE),
    _mutant("reorders", "kept", _turned, "Stores the events of a capture in the opposite order.",
            ("event-before-commissioning", ("OQ-L3-011",))),
    _mutant("acknowledges-without-storing", "kept", _nothing, "Acknowledges a capture and stores nothing of it.",
            _EVERYWHERE),
    _mutant("always-succeeds", "answer", _success, "Reports success also where nothing could be stored.",
            ("captured-wrongly", ("IOP-L4-017", "IOP-L4-906"))),
    _mutant("ignores-rollback", "rolls_back", _never, "Stores a part of a capture that is to be stored whole.",
            ("captured-wrongly", ("IOP-L4-906",))),
    _mutant("ignores-error-declaration", "is_undone", _no_effect,
            "Goes on as if an event that is declared erroneous had been.",
            ("captured-wrongly", ("IOP-L4-907",))),
    _mutant("forgets-next-page", "next_page", _no_page, "Gives out the first page of an answer as if it were all.",
            _EVERYWHERE),
)
