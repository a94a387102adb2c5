"""Captures: which of their events can be stored, and what is said of the others."""

import msgspec

from linebench.epcis.history import RULES, Breach
from linebench.epcis.model import Event
from linebench.ports.l4 import Capture
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.standing import Attempt, Standing
from linebench.store import Repository

__all__ = ["Judged", "judged"]


class Judged(msgspec.Struct, frozen=True):
    """What became of a capture: the events to be stored, and why others are not, one text for each of them."""

    events: tuple[Event, ...]
    errors: tuple[str, ...]


def judged(capture: Capture, standing: Standing, repository: Repository, decisions: L4Decisions) -> Judged:
    """Look at the events of a capture in their order; those that can be stored are then part of the standing.

    An event with the id of one that is stored is passed over where it is the same, and cannot be stored otherwise.
    """
    attempt = Attempt(standing)
    look = _Look(attempt, decisions, dict(repository.known({each.event_id for each in capture.events} - {""})))
    errors = tuple(f"eventList[{number}]: {error}" for number, event in enumerate(capture.events)
                   if (error := look.at(event)))
    if errors and decisions.rolls_back(proceed=capture.proceed):
        attempt.undo()
    return Judged(tuple(attempt.taken), errors)


class _Look:
    """Takes events one by one. ``known``: those with an id that are there."""

    def __init__(self, attempt: Attempt, decisions: L4Decisions, known: dict[str, Event]) -> None:
        self._attempt = attempt
        self._decisions = decisions
        self._known = known

    def at(self, event: Event) -> str:
        """Take an event that can be; else say why it cannot. One that is there already is left out."""
        other = self._known.get(event.event_id) if event.error_declaration is None else None
        if other is not None:
            return "" if _same(event, other) else f"event id {event.event_id}: found another event that has it"
        breaches = self._decisions.breaches(self._attempt.take(event))
        if breaches:
            self._attempt.drop()
            return _told(breaches)
        if event.event_id and event.error_declaration is None:
            self._known[event.event_id] = event
        return ""


def _same(event: Event, other: Event) -> bool:
    """Whether two events say the same; when they were recorded does not matter."""
    return msgspec.structs.replace(event, record_time="") == msgspec.structs.replace(other, record_time="")


def _told(breaches: list[Breach]) -> str:
    first = breaches[0]
    more = f" (and {len(breaches) - 1} more)" if len(breaches) > 1 else ""
    return f"{first.rule}: {RULES[first.rule]}; {' '.join(filter(None, (first.epc, first.detail)))}{more}"
