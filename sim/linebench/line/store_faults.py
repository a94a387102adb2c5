"""Faults of what the line controller keeps its data in, as a scenario may plan them."""

from linebench.scenario.kinds import DeviceKind, FaultKind

__all__ = ["STORE"]

STORE = DeviceKind(
    name="l2.store",
    faults=(
        FaultKind("full", "data", "The disk is full: nothing more can be written, what is there can be read."),
        FaultKind("down", "data", "The database does not answer: nothing can be written."),
    ),
    summary="the store of the line controller in the bench; one in a process of its own has no such faults",
)
