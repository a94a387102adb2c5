"""What an enterprise has to make of captures, by the rules of EPCIS and what it was told before.

Whoever captures is known by their link; captures are taken in the order in which they arrive.
Source: GS1 EPCIS 2.0, 7.4 and 12.8.1; CBV 2.0, 7.
"""

import msgspec

from linebench.epcis.hashing import event_hash
from linebench.epcis.history import RULES, Breach, History
from linebench.epcis.model import Event
from linebench.epcis.trial import Trial
from linebench.ports.l4 import Capture

__all__ = ["Captures", "Due"]


class Due(msgspec.Struct, frozen=True):
    """What has to become of a capture. ``reasons``: why events cannot be stored; ``stored``: how many are."""

    reasons: tuple[str, ...]
    stored: int


class Captures:
    """Follows captures. One that is told again under its number is the same and changes nothing."""

    def __init__(self) -> None:
        self._history = History()
        self._kept: list[Event] = []
        self._ids: dict[str, Event] = {}
        self._undone: set[str] = set()
        self._due: dict[tuple[str, int], Due] = {}

    def arrived(self, peer: str, capture: Capture) -> None:
        """A capture of ``peer`` has reached the enterprise."""
        before = self._due.get((peer, capture.capture))
        if before is None or not before.stored:  # one of which nothing is stored may come again
            self._due[peer, capture.capture] = self._taken(capture)

    def due(self, peer: str, capture: int) -> Due | None:
        """What has to be answered; ``None``: no such capture has arrived."""
        return self._due.get((peer, capture))

    def _taken(self, capture: Capture) -> Due:
        mark = len(self._kept)
        trial, reasons = Trial(self._history), []
        for event in capture.events:
            if event.error_declaration is not None:
                self._declare(event)
                trial = Trial(self._history)
            elif reason := self._look(event, trial):
                reasons.append(reason)
        if reasons and not capture.proceed:
            self._forget(mark)
        return Due(tuple(reasons), len(self._kept) - mark)

    def _look(self, event: Event, trial: Trial) -> str:
        """Take an event that can be; else say why not."""
        known = self._ids.get(event.event_id)
        if known is not None:
            return "" if _same(known, event) else f"another event has the id {event.event_id}"
        breaches = [] if self._is_undone(event) else trial.take(event)
        if breaches:
            trial.take_back()
            return _told(breaches[0])
        self._kept.append(event)
        if event.event_id:
            self._ids[event.event_id] = event
        return ""

    def _declare(self, event: Event) -> None:
        """An event never was: all is as it is without it."""
        self._undone.add(_name(event))
        self._kept.append(event)
        self._anew()

    def _forget(self, mark: int) -> None:
        """Nothing from here on is stored."""
        for event in self._kept[mark:]:
            if event.error_declaration is None:
                self._ids.pop(event.event_id, None)
        del self._kept[mark:]
        self._undone = {_name(event) for event in self._kept if event.error_declaration is not None}
        self._anew()

    def _anew(self) -> None:
        self._history = History()
        for event in self._kept:
            if event.error_declaration is None and not self._is_undone(event):
                self._history.take(event)

    def _is_undone(self, event: Event) -> bool:
        return bool(self._undone) and _name(event) in self._undone


def _name(event: Event) -> str:
    return event.event_id or event_hash(event)


def _same(one: Event, other: Event) -> bool:
    return msgspec.structs.replace(one, record_time="") == msgspec.structs.replace(other, record_time="")


def _told(breach: Breach) -> str:
    return " ".join(filter(None, (f"{RULES[breach.rule]}:", breach.epc, breach.detail)))
