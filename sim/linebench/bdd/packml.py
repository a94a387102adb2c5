"""The steps from state to state that PackML knows, as the standard has them and apart from the emulated L1's own.

ANSI/ISA-TR88.00.02 and OPC 30050, table of the base state model.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

__all__ = ["STATES", "illegal", "number"]

STATES: Mapping[int, str] = MappingProxyType(dict(enumerate((
    "Clearing", "Stopped", "Starting", "Idle", "Suspended", "Execute", "Stopping", "Aborting", "Aborted", "Holding",
    "Held", "Unholding", "Suspending", "Unsuspending", "Resetting", "Completing", "Complete"), 1)))
"""States by their number."""
_STOPS = {"Stopping", "Aborting"}
_NEXT: Mapping[str, frozenset[str]] = MappingProxyType({state: frozenset(following) for state, following in {
    "Clearing": {"Stopped", "Aborting"}, "Stopped": {"Resetting", "Aborting"}, "Resetting": {"Idle", *_STOPS},
    "Idle": {"Starting", *_STOPS}, "Starting": {"Execute", "Holding", *_STOPS},
    "Execute": {"Completing", "Holding", "Suspending", *_STOPS}, "Completing": {"Complete", *_STOPS},
    "Complete": {"Resetting", *_STOPS}, "Holding": {"Held", *_STOPS}, "Held": {"Unholding", *_STOPS},
    "Unholding": {"Execute", "Holding", *_STOPS}, "Suspending": {"Suspended", "Holding", *_STOPS},
    "Suspended": {"Unsuspending", "Holding", *_STOPS}, "Unsuspending": {"Execute", "Holding", *_STOPS},
    "Stopping": {"Stopped", "Aborting"}, "Aborting": {"Aborted"}, "Aborted": {"Clearing"},
}.items()})


def number(state: str) -> int:
    """Return the number of a state.

    Raises:
        LookupError: PackML has no such state.

    """
    for known, name in STATES.items():
        if name.casefold() == state.casefold():
            return known
    raise LookupError(f"PackML has no state {state!r}; it has {', '.join(STATES.values())}")


def illegal(walk: Sequence[int]) -> list[int]:
    """Return the places in a walk from state to state where PackML knows no such step."""
    return [at for at in range(1, len(walk)) if STATES.get(walk[at], "") not in _NEXT.get(
        STATES.get(walk[at - 1], ""), frozenset())]
