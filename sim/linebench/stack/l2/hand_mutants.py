"""Planted defects of the line controller's hand station."""

from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.mutant import Mutant

__all__ = ["HAND_MUTANTS"]


def _keeps_links(self: L2Decisions, children: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # signature of the decision
    return ()


def _any_pack(self: L2Decisions, fault: str) -> str:  # noqa: ARG001  # signature of the decision
    return ""


HAND_MUTANTS = (
    Mutant(name="l2-keeps-links-of-opened-case", level="l2", decision="unpacked", replacement=_keeps_links,
           rules=("opened-case-reported",), cases=("OQ-L2-016",),
           summary="Keeps what was taken out of a case as packed in it."),
    Mutant(name="l2-puts-any-pack-in-by-hand", level="l2", decision="replacement_fault", replacement=_any_pack,
           rules=("phantom-serial",), cases=("OQ-L2-017",),
           summary="Lets any pack be put into an opened case, verified or not."),
)
