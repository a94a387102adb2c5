"""Planted defects in what makes the PLC program stop the line, and in what it says of it."""

from collections.abc import Callable

from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.mutant import Mutant

__all__ = ["STOP_MUTANTS", "ignores"]

_OF_TRACKING = frozenset({"good pack removed", "encoder lost", "extra pack", "missing pack"})


def ignores(*signals: str) -> Callable[[L1Decisions, str], bool]:
    """A reaction to every signal but these."""
    def reacts_to(self: L1Decisions, signal: str) -> bool:  # noqa: ARG001  # signature of the decision
        return signal not in signals
    return reacts_to


def _silent_of_tracking(self: L1Decisions, alarm: str) -> bool:  # noqa: ARG001  # signature of the decision
    return alarm not in _OF_TRACKING


STOP_MUTANTS = (
    Mutant(name="l1-ignores-danger", level="l1", decision="reacts_to", replacement=ignores("estop", "guard"),
           rules=("alarm-missing",), cases=("OQ-L1-033", "OQ-L1-034"),
           summary="Runs on when the emergency stop is pressed or a guard is open."),
    Mutant(name="l1-ignores-air", level="l1", decision="reacts_to", replacement=ignores("air_low"),
           rules=("line-ran-on", "alarm-missing"), cases=("OQ-L1-035",),
           summary="Runs on without the compressed air that the pusher needs."),
    Mutant(name="l1-ignores-printer-fault", level="l1", decision="reacts_to", replacement=ignores("printer_fault"),
           rules=(), cases=("OQ-L1-027", "OQ-L1-927"),
           summary="Runs on while the printer's fault contact is on."),
    Mutant(name="l1-silent-of-tracking", level="l1", decision="announces", replacement=_silent_of_tracking,
           rules=("alarm-missing",), cases=("OQ-L1-014", "OQ-L1-022", "OQ-L1-023"),
           summary="Says nothing of a good pack that is gone, of the encoder, of a pack too many or too few."),
)
