"""Planted defects in how the site server releases, recalls, documents and archives batches."""

import msgspec

from linebench.epcis.model import Event
from linebench.epcis.times import offset_at
from linebench.stack.l3.office_decisions import OfficeDecisions
from linebench.stack.mutant import Mutant

__all__ = ["OFFICE_MUTANTS"]


def _never_open(self: OfficeDecisions, why: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _always_open(self: OfficeDecisions, why: str) -> str:  # noqa: ARG001  # as above
    return why or "somebody has to look at it"


def _all(self: OfficeDecisions, chain: tuple[str, ...], *, fits: bool) -> bool:  # noqa: ARG001  # as above
    return True


def _cased(self: OfficeDecisions, chain: tuple[str, ...], *, fits: bool) -> bool:  # noqa: ARG001  # as above
    return fits and len(chain) > 1


def _innermost(self: OfficeDecisions, chain: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return chain[:2]


def _now_alone(self: OfficeDecisions, parents: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return parents[-1:]


def _no_master_data(self: OfficeDecisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(msgspec.structs.replace(event, ilmd={}) for event in events)


def _no_read_point(self: OfficeDecisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(msgspec.structs.replace(event, read_point=None) for event in events)


def _packed_first(self: OfficeDecisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(sorted(events, key=lambda event: event.type))


def _one_id(self: OfficeDecisions, events: tuple[Event, ...]) -> tuple[Event, ...]:  # noqa: ARG001  # as above
    return tuple(msgspec.structs.replace(event, event_id=events[0].event_id) for event in events)


def _cut_short(self: OfficeDecisions, text: str) -> str:  # noqa: ARG001  # as above
    return text[:len(text) // 2]


def _first_alone(self: OfficeDecisions, line: str) -> bool:
    first: str = self.__dict__.setdefault("first line", line)
    return line == first


def _standard_time(self: OfficeDecisions, at_us: int, zone: str) -> str:  # noqa: ARG001  # as above
    return offset_at(at_us // _YEAR_US * _YEAR_US, zone)


_YEAR_US = 365 * 86_400_000_000 + 6 * 3_600_000_000
"""From one winter to the next."""

OFFICE_MUTANTS = (
    Mutant(name="l3-hears-one-line", level="l3", decision="hears", replacement=_first_alone,
           summary="Takes the reports of the first further line that reports, and of no other.",
           rules=("site-keeps-up",), cases=("OQ-L3-018",)),
    Mutant(name="l3-knows-no-summer-time", level="l3", decision="offset_at", replacement=_standard_time,
           summary="States the offset of winter all the year.",
           rules=("event-offset-right",), cases=("OQ-L3-020",)),
    Mutant(name="l3-releases-open", level="l3", decision="keeps_open", replacement=_never_open,
           summary="Releases a batch whatever is open of it.",
           rules=("release-follows-reconciliation",), cases=("OQ-L3-012",)),
    Mutant(name="l3-never-releases", level="l3", decision="keeps_open", replacement=_always_open,
           summary="Refuses to release a batch of which nothing is open.",
           rules=("release-follows-reconciliation",), cases=("OQ-L3-012", "OQ-L3-016")),
    Mutant(name="l3-recalls-without-pallets", level="l3", decision="stands_in", replacement=_innermost,
           summary="Tells of a recalled pack the case that it is in, and not the pallet.",
           rules=("recall-exact",), cases=("OQ-L3-014",)),
    Mutant(name="l3-recalls-everything", level="l3", decision="is_concerned", replacement=_all,
           summary="Names all packs that live, whatever is recalled.",
           rules=("recall-exact",), cases=("OQ-L3-013",)),
    Mutant(name="l3-recalls-cased-alone", level="l3", decision="is_concerned", replacement=_cased,
           summary="Does not name packs that are in no case.",
           rules=("recall-exact",), cases=("OQ-L3-013",)),
    Mutant(name="l3-forgets-past", level="l3", decision="been_in", replacement=_now_alone,
           summary="Tells in what a pack is, and not in what it has been.",
           rules=("past-traceable",), cases=("OQ-L3-014",)),
    Mutant(name="l3-documents-no-lot", level="l3", decision="documented", replacement=_no_master_data,
           summary="Leaves lot and expiry out of the documents of batches.",
           rules=("commissioning-event-right",), cases=("OQ-L3-005",)),
    Mutant(name="l3-documents-no-read-point", level="l3", decision="documented", replacement=_no_read_point,
           summary="Leaves the read point out of the documents of batches.",
           rules=("commissioning-event-right",), cases=("OQ-L3-005",)),
    Mutant(name="l3-documents-packing-first", level="l3", decision="documented", replacement=_packed_first,
           summary="Puts what was packed before what was commissioned into the documents of batches.",
           rules=("batch-document-sound",), cases=("OQ-L3-009",)),
    Mutant(name="l3-documents-one-id", level="l3", decision="documented", replacement=_one_id,
           summary="Gives all events of a document the same id.",
           rules=("batch-document-sound",), cases=("OQ-L3-009",)),
    Mutant(name="l3-archives-half", level="l3", decision="retrieved", replacement=_cut_short,
           summary="Takes half of a document out of the archive.",
           rules=("archive-unchanged",), cases=("OQ-L3-016",)),
)
