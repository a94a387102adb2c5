"""What time it is for the line controller: UTC in order, and local time with its offset."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from linebench.epcis.times import micros
from linebench.ports.l3 import Event, ObjectEvent
from linebench.stack.l2.people.config import PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.machine import Effect, Store

__all__ = ["Clock"]

_START = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """The time of the controller: the clock of its computer and what is added to it.

    ``t``: what the computer has counted by itself, which nothing moves. ``moved``: how far its clock was moved
    since; ``added``: what the controller adds to the clock of the computer.
    """

    __slots__ = ("_decisions", "_epoch", "_latest", "_zone", "added", "moved", "t")

    def __init__(self, config: PeopleConfig, decisions: PeopleDecisions, restored: Mapping[str, Any]) -> None:
        self._decisions = decisions
        self._epoch: int = micros(config.epoch)
        self._zone = ZoneInfo(config.zone)
        self.t = self._latest = 0
        kept: tuple[int, int] = restored.get("clock", (0, 0))
        self.moved, self.added = kept

    @property
    def own(self) -> int:
        """The clock of the computer: microseconds since 1970, UTC."""
        return self._epoch + self.t + self.moved

    def stated(self, t: int) -> int:
        """What the controller states for a moment ``t``, counted as ``t`` is."""
        return t + self.moved + self.added

    def text(self) -> str:
        """Now, in local time with its offset (RFC 3339); never before what was stated last."""
        self._latest = max(self._latest, self._epoch + self.stated(self.t))
        moment = _START + timedelta(microseconds=self._latest)
        return self._decisions.on_the_wall(moment, self._zone).isoformat(timespec="milliseconds")

    def restated(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events with their times as the controller states them."""
        return tuple(self._restated(event) for event in events) if self.moved + self.added else events

    def _restated(self, event: Event) -> Event:
        if isinstance(event, ObjectEvent):
            return msgspec.structs.replace(event, times_us=tuple(map(self.stated, event.times_us)))
        return msgspec.structs.replace(event, time_us=self.stated(event.time_us))

    def was_moved(self, by: int, out: list[Effect]) -> None:
        """Somebody or something moved the clock of the computer."""
        self.moved += by
        if self._decisions.holds_time(by):
            self.added -= by
        out.append(Store("clock", (self.moved, self.added)))

    def put_right(self, by: int, out: list[Effect]) -> None:
        """The time server says that what is stated is behind by this much."""
        self.added += by
        out.append(Store("clock", (self.moved, self.added)))
