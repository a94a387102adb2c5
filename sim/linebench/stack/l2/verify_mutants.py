"""Planted defects in what the line controller lets pass: of packs, of labels, and of what people ask."""

from collections.abc import Callable

from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.verify import DUPLICATE, PASSED_OVER
from linebench.stack.mutant import Mutant

__all__ = ["VERIFY_MUTANTS", "passes"]


def passes(*reasons: str) -> Callable[[L2Decisions, str], bool]:
    """A verdict that is good also for packs of which one of these things is wrong."""
    def verdict(self: L2Decisions, reason: str) -> bool:  # noqa: ARG001  # signature of the decision
        return reason in ("", *reasons)
    return verdict


def _takes_unread_label(self: L2Decisions, read: str, ordered: str) -> bool:  # noqa: ARG001  # signature of the decision
    return not read or read == ordered


def _serves_strangers(self: L2Decisions, by: str, role: str | None) -> str | None:  # noqa: ARG001  # signature of the decision
    return role or "operator"


def _takes_likely(self: L2Decisions, code: str, likely: str) -> str:  # noqa: ARG001  # signature of the decision
    return likely or code


def _closes_for_all(self: L2Decisions, action: str, roles: frozenset[str]) -> frozenset[str]:  # noqa: ARG001  # signature of the decision
    return roles | {"operator"} if action.startswith("close_") else roles


VERIFY_MUTANTS = (
    Mutant(name="l2-takes-other-gtin", level="l2", decision="verdict", replacement=passes("wrong GTIN"),
           rules=("false-accept",), cases=("OQ-L1-002",),
           summary="Lets a pack pass that carries the GTIN of another product."),
    Mutant(name="l2-takes-other-expiry", level="l2", decision="verdict", replacement=passes("wrong expiry"),
           rules=("false-accept",), cases=("OQ-L1-004",),
           summary="Lets a pack pass whose expiry date is not the ordered one."),
    Mutant(name="l2-takes-unread", level="l2", decision="verdict", replacement=passes("no read"),
           rules=("false-accept",), cases=("OQ-L1-001", "OQ-L1-010"),
           summary="Lets a pack pass on which the camera has read nothing."),
    Mutant(name="l2-takes-rejected-back", level="l2", decision="verdict",
           replacement=passes(PASSED_OVER, DUPLICATE),
           rules=("false-accept",), cases=("OQ-L2-018",),
           summary="Lets a pack pass that was rejected before and put back onto the belt."),
    Mutant(name="l2-takes-unread-label", level="l2", decision="label_agrees", replacement=_takes_unread_label,
           rules=(), cases=("OQ-L2-014",),
           summary="Closes a case whose label could not be read."),
    Mutant(name="l2-closes-for-all", level="l2", decision="roles_for", replacement=_closes_for_all,
           rules=(), cases=("OQ-L2-010", "OQ-L2-929"),
           summary="Lets an operator close a case that is not full."),
    Mutant(name="l2-serves-strangers", level="l2", decision="role_of", replacement=_serves_strangers,
           rules=(), cases=("OQ-L2-929",),
           summary="Does for a user whom it does not know what an operator may ask for."),
    Mutant(name="l2-takes-likely-pack", level="l2", decision="meant", replacement=_takes_likely,
           rules=("claims-equal-truth",), cases=("OQ-L2-920", "OQ-L2-921", "OQ-L2-922"),
           summary="Takes a code that it does not know for that of the pack that is the likely one."),
)
