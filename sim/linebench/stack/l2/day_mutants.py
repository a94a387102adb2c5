"""Planted defects of the line controller that show only over a whole day: a break, another person, a long batch."""

import os

from linebench.ports.l3 import Event, ObjectEvent
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.mutant import Mutant

__all__ = ["DAY_MUTANTS"]

_BREAK_US = 600_000_000
_KEPT = 1 << 20
"""Bytes that are never let go of, for each report."""


def _after_break(self: L2Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:
    times = [time for event in events if isinstance(event, ObjectEvent) for time in event.times_us]
    before: int = self.__dict__.get("newest", min(times, default=0))
    self.__dict__["newest"] = max(times, default=before)
    return events if min(times, default=before) - before < _BREAK_US else ()


def _keeps_everything(self: L2Decisions, events: tuple[Event, ...]) -> tuple[Event, ...]:
    self.__dict__.setdefault("kept", []).append(os.urandom(_KEPT))
    return events


def _first_of_shift(self: L2Decisions, by: str, before: str) -> str:  # noqa: ARG001  # signature of the decision
    return before or by


DAY_MUTANTS = (
    Mutant(name="l2-forgets-over-break", level="l2", decision="in_order", replacement=_after_break,
           rules=("late-report",), cases=("PQ-005",),
           summary="Reports nothing of what is made first when the line has stood for more than ten minutes."),
    Mutant(name="l2-keeps-user-of-before", level="l2", decision="kept_under", replacement=_first_of_shift,
           rules=("audit-trail-incomplete",), cases=("OQ-L2-033", "PQ-005"),
           summary="Keeps every request under the name of who asked first, whoever has taken over."),
    Mutant(name="l2-never-lets-go", level="l2", decision="in_order", replacement=_keeps_everything,
           rules=(), cases=("PQ-002",),
           summary="Takes more memory with each report and gives none of it back."),
)
