"""Planted defects of the site server in what it takes: of the planner, its files, and the owner of serials."""

from collections.abc import Collection

from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.mutant import Mutant

__all__ = ["ORDER_MUTANTS"]


def _knows_all(self: L3Decisions, gtin: str, products: Collection[str]) -> bool:  # noqa: ARG001  # signature of the decision
    return True


def _no_fault(self: L3Decisions, fault: str, repeats: str) -> str:  # noqa: ARG001  # as above
    return ""


def _repeat_fault(self: L3Decisions, fault: str, repeats: str) -> str:  # noqa: ARG001  # as above
    return fault or f"duplicate of {repeats}"


def _all_fit(self: L3Decisions, drawn: tuple[str, ...], fit: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as above
    return drawn


ORDER_MUTANTS = (
    Mutant(name="l3-refuses-repeated-file", level="l3", decision="file_fault", replacement=_repeat_fault,
           summary="Refuses a file that says what another one has said, and with it an order that it has.",
           rules=(), cases=("OQ-L3-933",)),
    Mutant(name="l3-takes-order-of-unknown-product", level="l3", decision="is_known", replacement=_knows_all,
           summary="Takes an order of a product whose master data it has never got.",
           rules=(), cases=("OQ-L3-934",)),
    Mutant(name="l3-files-unread-as-done", level="l3", decision="file_fault", replacement=_no_fault,
           summary="Puts files that it cannot read among those that are done.",
           rules=(), cases=("OQ-L3-932",)),
    Mutant(name="l3-takes-any-serial", level="l3", decision="fit", replacement=_all_fit,
           summary="Takes whatever the owner of serials answers into its stock.",
           rules=("serial-reused",), cases=("OQ-L3-052",)),
)
