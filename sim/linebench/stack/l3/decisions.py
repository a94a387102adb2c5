"""The decisions the site server takes by name, each of which a mutant can replace."""

from collections.abc import Mapping, Sequence
from typing import Any

from linebench.epcis.model import Event
from linebench.ports.l3 import Report

__all__ = ["L3Decisions"]


class L3Decisions:
    """What a right site server decides. One object serves one server."""

    def is_repeat(self, sequence: int, last: int) -> bool:
        """Whether a document is stored already. ``last``: sequence of the newest one stored."""
        return sequence <= last

    def allots(self, drawn: tuple[str, ...]) -> tuple[str, ...]:
        """The serials given out for a new request, of those that were drawn for it."""
        return drawn

    def stored(self, report: Report) -> Report:
        """The report as it is stored and passed on."""
        return report

    def passed_on(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """What the enterprise is told of a report."""
        return events

    def is_sent_again(self) -> bool:
        """Whether a capture that nobody has confirmed in time goes out once more; else it is let go."""
        return True

    def number_of(self, capture: int, time: int) -> int:  # noqa: ARG002  # for mutants
        """The number that a capture has when it goes out for the ``time``-th time."""
        return capture

    def next_of(self, waiting: Sequence[int]) -> int:
        """Which capture goes out, of those that wait."""
        return waiting[0]

    def takes_over(self, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a new server takes of the store of the one whose place it takes."""
        return kept
