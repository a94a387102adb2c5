"""Planted defects of the line controller: what it makes of an order and of what comes with it."""

import msgspec

from linebench.ports.l3 import Order
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.mutant import Mutant

__all__ = ["ORDER_MUTANTS"]


def _end_of_month(self: L2Decisions, order: Order) -> Order:  # noqa: ARG001  # signature of the decision
    return msgspec.structs.replace(order, expiry=f"{order.expiry[:4]}00")


def _any_delivery(self: L2Decisions, fault: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _takes_repeat(self: L2Decisions, request: int) -> bool:  # noqa: ARG001  # signature of the decision
    return request < 0


def _never_cleared(self: L2Decisions, by: str) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _ends_open(self: L2Decisions, why: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


def _any_setup(self: L2Decisions, fault: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


ORDER_MUTANTS = (
    Mutant(name="l2-reads-back-unread", level="l2", decision="setup_fault", replacement=_any_setup,
           rules=("started-on-wrong-setup",), cases=("OQ-L1-025", "OQ-L1-902", "OQ-L2-001"),
           summary="Reads back what devices were set to and does not look at it."),
    Mutant(name="l2-takes-any-delivery", level="l2", decision="delivery_fault", replacement=_any_delivery,
           rules=("false-accept",), cases=("OQ-L2-028",),
           summary="Takes serial numbers whatever is wrong with their delivery."),
    Mutant(name="l2-takes-delivery-twice", level="l2", decision="is_answered", replacement=_takes_repeat,
           rules=("serial-reused",), cases=("OQ-L2-028",),
           summary="Takes a delivery of serial numbers that comes a second time into its stock once more."),
    Mutant(name="l2-starts-uncleared", level="l2", decision="is_cleared", replacement=_never_cleared,
           rules=(), cases=("OQ-L2-002",),
           summary="Begins a batch although nobody has seen the line empty."),
    Mutant(name="l2-ends-open-batch", level="l2", decision="end_fault", replacement=_ends_open,
           rules=(), cases=("OQ-L2-007",),
           summary="Ends a batch with whatever is still open of it."),
    Mutant(name="l2-drops-day-of-expiry", level="l2", decision="taken", replacement=_end_of_month,
           rules=("false-accept", "stale-field-printed"), cases=("OQ-L2-004",),
           summary="Takes the month of an order's expiry date and leaves the day out."),
)
