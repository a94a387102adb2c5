"""Planted defects of the site server."""

import msgspec

from linebench.ports.l3 import AggregationEvent, Report
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.desk_mutants import DESK_MUTANTS
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


MUTANTS = (
    Mutant(name="l3-same-block-twice", level="l3", decision="allots", replacement=_same_block,
           summary="Hands out the serials of the first request again for every later one.",
           rules=("serial-reused",), cases=("OQ-L2-027", "OQ-L2-006")),
    Mutant(name="l3-stores-repeat", level="l3", decision="is_repeat", replacement=_stores_repeat,
           summary="Stores a report again when the line repeats it.",
           rules=("reported-once",), cases=("OQ-L2-025",)),
    Mutant(name="l3-drops-aggregation", level="l3", decision="stored", replacement=_drops_aggregation,
           summary="Loses the packing events of every report.",
           rules=("claims-equal-truth",), cases=("OQ-L2-015", "OQ-L2-006")),
    *DESK_MUTANTS,
)
