"""Planted defects of the site server."""

import msgspec

from linebench.ports.erp import JobOrder, ProductData
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Report
from linebench.ports.serials import Move
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.desk_mutants import DESK_MUTANTS
from linebench.stack.l3.office_mutants import OFFICE_MUTANTS
from linebench.stack.l3.order_mutants import ORDER_MUTANTS
from linebench.stack.l3.outbox_mutants import OUTBOX_MUTANTS
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]


def _stores_repeat(self: L3Decisions, sequence: int, last: int) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _same_block(self: L3Decisions, drawn: tuple[str, ...]) -> tuple[str, ...]:
    first: tuple[str, ...] = self.__dict__.setdefault("first", drawn)
    return first


def _drops_aggregation(self: L3Decisions, report: Report) -> Report:  # noqa: ARG001  # signature of the decision
    kept = tuple(event for event in report.events if not isinstance(event, AggregationEvent))
    return msgspec.structs.replace(report, events=kept)


def _makes_up(self: L3Decisions, drawn: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return tuple(serial[:-1] + ("1" if serial[-1] == "0" else "0") for serial in drawn)


def _keeps_scrap_silent(self: L3Decisions, move: Move) -> bool:  # noqa: ARG001  # as above
    return move.state != "label_scrapped"


def _never_duplicate(self: L3Decisions, order: JobOrder, before: JobOrder) -> bool:  # noqa: ARG001  # as above
    return False


def _no_fault(self: L3Decisions, found: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return ()


def _always_released(self: L3Decisions, product: ProductData) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _shares(self: L3Decisions, gtin: str, serials: tuple[str, ...]) -> tuple[str, ...]:
    first: tuple[str, tuple[str, ...]] = self.__dict__.setdefault("given", (gtin, serials))
    return serials if first[0] == gtin else first[1]


def _destroys_rejected(self: L3Decisions, report: Report) -> Report:  # noqa: ARG001  # signature of the decision
    events = tuple(msgspec.structs.replace(event, step="destroying", disposition="destroyed")
                   if isinstance(event, ObjectEvent) and event.step == "decommissioning" else event
                   for event in report.events)
    return msgspec.structs.replace(report, events=events)


MUTANTS = (
    Mutant(name="l3-shares-serials", level="l3", decision="allots_to", replacement=_shares,
           summary="Gives every further product the serials of the first, as if each GTIN had a world of its own.",
           rules=("serial-reused-against-market",), cases=("OQ-L3-910",)),
    Mutant(name="l3-destroys-rejected", level="l3", decision="stored", replacement=_destroys_rejected,
           summary="Passes rejected packs on as destroyed, which nobody has said.",
           rules=("serial-authority",), cases=("OQ-L3-911",)),
    Mutant(name="l3-same-block-twice", level="l3", decision="allots", replacement=_same_block,
           summary="Hands out the serials of the first request again for every later one.",
           rules=("serial-reused",), cases=("OQ-L2-027", "OQ-L2-006")),
    Mutant(name="l3-stores-repeat", level="l3", decision="is_repeat", replacement=_stores_repeat,
           summary="Stores a report again when the line repeats it.",
           rules=("reported-once",), cases=("OQ-L2-025",)),
    Mutant(name="l3-drops-aggregation", level="l3", decision="stored", replacement=_drops_aggregation,
           summary="Loses the packing events of every report.",
           rules=("claims-equal-truth",), cases=("OQ-L2-015", "OQ-L2-006")),
    Mutant(name="l3-makes-serials-up", level="l3", decision="allots", replacement=_makes_up,
           summary="Changes the serials that it drew before it hands them out.",
           rules=("serial-from-pool",), cases=("OQ-L3-002",)),
    Mutant(name="l3-keeps-scrap-silent", level="l3", decision="is_told", replacement=_keeps_scrap_silent,
           summary="Does not tell the owner of serials which labels were scrapped.",
           rules=("pool-told-all",), cases=("OQ-L3-002",)),
    Mutant(name="l3-takes-number-twice", level="l3", decision="is_duplicate", replacement=_never_duplicate,
           summary="Takes another order under a number that is taken.",
           rules=("order-taken-twice",), cases=("OQ-L3-001",)),
    Mutant(name="l3-takes-invalid-order", level="l3", decision="faults", replacement=_no_fault,
           summary="Takes an order without looking at its GTIN, lot, expiry date and quantity.",
           rules=("invalid-order-taken",), cases=("OQ-L3-001",)),
    Mutant(name="l3-forgets-release", level="l3", decision="may_run", replacement=_always_released,
           summary="Gives out orders of products whose master data are not released.",
           rules=("unreleased-order-given",), cases=("OQ-L3-931",)),
    *DESK_MUTANTS, *OUTBOX_MUTANTS, *OFFICE_MUTANTS, *ORDER_MUTANTS,
)
