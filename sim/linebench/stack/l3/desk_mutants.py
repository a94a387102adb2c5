"""Planted defects of the site server's desk, where people report exceptions."""

from collections.abc import Callable, Iterator

import msgspec

from linebench.ports.l3 import AggregationEvent, Event, ObjectEvent
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.holdings import Holdings
from linebench.stack.l3.procedure import Step, Task
from linebench.stack.mutant import Mutant

__all__ = ["DESK_MUTANTS"]

Events = tuple[Event, ...]


def _without(dropped: Callable[[Event], bool]) -> Callable[..., Events]:
    """A desk that forgets to report some events."""
    def told(self: L3Decisions, events: Events, holdings: Holdings) -> Events:  # noqa: ARG001  # signature of the decision
        return tuple(event for event in events if not dropped(event))

    return told


def _unpacks(event: Event) -> bool:
    return isinstance(event, AggregationEvent) and event.action == "DELETE"


def _packs(event: Event) -> bool:
    return isinstance(event, AggregationEvent) and event.action == "ADD"


def _voids(event: Event) -> bool:
    return isinstance(event, ObjectEvent) and event.step == "void_shipping"


def _commissions(event: Event) -> bool:
    return isinstance(event, ObjectEvent) and event.step == "commissioning"


def _ends_missing(event: Event) -> bool:
    return isinstance(event, ObjectEvent) and event.action == "DELETE" and event.step == "decommissioning"


def _unpacks_inspected(self: L3Decisions, events: Events, holdings: Holdings) -> Events:  # noqa: ARG001  # as above
    return tuple(_taken_out(event, holdings) for event in events)


def _taken_out(event: Event, holdings: Holdings) -> Event:
    if not isinstance(event, ObjectEvent) or event.step != "inspecting":
        return event
    pallet = event.epcs[0]
    return AggregationEvent("DELETE", pallet, holdings.inside(pallet), event.times_us[0])


def _ships_contents(self: L3Decisions, events: Events, holdings: Holdings) -> Events:  # noqa: ARG001  # as above
    return tuple(_with_contents(event, holdings) for event in events)


def _with_contents(event: Event, holdings: Holdings) -> Event:
    if not isinstance(event, ObjectEvent) or event.step != "shipping":
        return event
    epcs = tuple(_all(event.epcs[0], holdings))
    return msgspec.structs.replace(event, epcs=epcs, times_us=event.times_us[:1] * len(epcs))


def _all(epc: str, holdings: Holdings) -> Iterator[str]:
    yield epc
    for child in holdings.inside(epc):
        yield from _all(child, holdings)


def _only_declares(self: L3Decisions, declares: int, events: Events) -> tuple[int, Events]:  # noqa: ARG001  # as above
    return (declares, ()) if declares else (0, events)


def _never_declares(self: L3Decisions, declares: int, events: Events) -> tuple[int, Events]:  # noqa: ARG001  # as above
    return 0, events


def _no_photo(self: L3Decisions, steps: tuple[Step, ...]) -> tuple[Step, ...]:  # noqa: ARG001  # as above
    return tuple(step for step in steps if step.kind != "photo")


def _takes_all(self: L3Decisions, why: str) -> str:  # noqa: ARG001  # as above
    return ""


def _forgets(self: L3Decisions, task: Task) -> bool:  # noqa: ARG001  # as above
    return False


def _reports(self: L3Decisions) -> bool:  # noqa: ARG001  # as above
    return True


def _mutant(name: str, decision: str, replacement: Callable[..., object], summary: str,
            *caught: tuple[str, ...]) -> Mutant:
    """``caught``: by which rules, and in which cases."""
    rules, cases = caught
    return Mutant(name=f"l3-{name}", level="l3", decision=decision, replacement=replacement, summary=summary,
                  rules=rules, cases=cases)


_HELD = ("holdings-equal-truth",)
_NOT_TAKEN = ("capture-refused", "holdings-equal-truth")

DESK_MUTANTS = (
    _mutant("repacks-without-unpacking", "told", _without(_unpacks),
            "Reports what is packed anew without saying that it was taken out before.", _NOT_TAKEN,
            ("OQ-L3-006", "OQ-L3-034")),
    _mutant("takes-out-for-good", "told", _without(_packs),
            "Reports what was taken out of a container and not what it was put into.", _HELD,
            ("OQ-L3-006", "OQ-L3-034")),
    _mutant("label-without-commissioning", "told", _without(_commissions),
            "Reports a new label as in use without having commissioned its number.", _NOT_TAKEN, ("OQ-L3-006",)),
    _mutant("missing-lives-on", "told", _without(_ends_missing),
            "Takes what is missing out of its container and lets it live.", _HELD, ("OQ-L3-033",)),
    _mutant("unpacks-mislabelled", "told", _unpacks_inspected,
            "Reports the cases of a pallet that bore a wrong label as taken off it.", _HELD, ("OQ-L3-035",)),
    _mutant("ships-contents", "told", _ships_contents,
            "Reports with a pallet all that is in it as shipped by itself.", ("capture-refused",),
            ("OQ-L3-008", "OQ-L3-036")),
    _mutant("shipping-stays", "told", _without(_voids), "Says nothing of a shipping that was called back.", _HELD,
            ("OQ-L3-008",)),
    _mutant("declares-without-correction", "corrects", _only_declares,
            "Declares a report erroneous, and does not say what was right.", _HELD, ("OQ-L3-037",)),
    _mutant("corrects-without-declaring", "corrects", _never_declares,
            "Says what was right, and lets stand what was wrong.", _HELD, ("OQ-L3-037",)),
    _mutant("asks-no-photo", "steps", _no_photo, "Brings procedures to their end without a photo.",
            ("photo-missing",), ("OQ-L3-031", "OQ-L3-032", "OQ-L3-033", "OQ-L3-035")),
    _mutant("takes-any-answer", "wrong", _takes_all, "Takes a scan that cannot be right.", _HELD, ("OQ-L3-039",)),
    _mutant("forgets-procedure", "remembers", _forgets, "Forgets what was under way when it lost its power.",
            ("exception-unresolved",), ("OQ-L3-038",)),
    _mutant("reports-abandoned", "reports_abandoned", _reports,
            "Reports a procedure that a person has abandoned.", _HELD, ("OQ-L3-040",)),
)
