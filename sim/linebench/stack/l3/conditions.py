"""What data loggers tell the site, as events: what is beyond limits at once, the rest in periods."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from linebench.epcis.model import Event
from linebench.epcis.times import micros
from linebench.ports.condition import Conditions
from linebench.scenario.model import LinePlan
from linebench.stack.l3.condition_decisions import ConditionDecisions
from linebench.stack.l3.sensor_events import Reading, alarm_event, device_link, period_event, place_link
from linebench.stack.machine import Effect, Store

__all__ = ["Limits", "LoggerReports", "limits_of"]

Limits: TypeAlias = tuple[tuple[str, int | None, int | None], ...]
"""Of each quantity the least and the most that the goods bear, as the port has it; ``None``: any."""
_KEY = "readings:"
_TOGETHER = 10
"""Readings of one period."""
_QUANTITIES = ("temperature", "humidity", "shock")


def limits_of(line: LinePlan) -> Mapping[str, Limits]:
    """The limits that each logger of a line watches."""
    return {station.id: tuple((name, getattr(station.settings, f"{name}_low", None),
                               getattr(station.settings, f"{name}_high", None)) for name in _QUANTITIES)
            for station in line.stations if station.kind == "logger"}


class LoggerReports:
    """Turns readings into events. What is not in an event yet is kept over a loss of power.

    ``epoch``: UTC of t = 0; ``site`` and ``line`` as events have them; ``restored``: what was stored before.
    """

    def __init__(self, limits: Mapping[str, Limits], epoch: str, places: tuple[str, str],
                 decisions: ConditionDecisions, restored: Mapping[str, Any]) -> None:
        self._limits, self._epoch, self._decisions = limits, micros(epoch), decisions
        self._site, self._line = places
        self._waiting: dict[str, tuple[Reading, ...]] = {
            key.removeprefix(_KEY): tuple(value) for key, value in restored.items() if key.startswith(_KEY)}

    def events_of(self, said: Conditions, t: int, out: list[Effect]) -> tuple[Event, ...]:
        """The events that a reading completes."""
        values = self._decisions.taken(said.values)
        reading = (self._epoch + self._decisions.time_of(said.time_us, t), values)
        where = (place_link(self._line, said.logger), device_link(self._line, said.logger), self._site)
        beyond = self._beyond(said.logger, dict(values))
        if beyond:
            return (alarm_event(reading, beyond, where, self._decisions.unit_of),)
        waiting = (*self._waiting.get(said.logger, ()), reading)
        whole = len(waiting) >= _TOGETHER
        self._waiting[said.logger] = () if whole else waiting
        out.append(Store(f"{_KEY}{said.logger}", self._waiting[said.logger]))
        return (period_event(waiting, where, self._decisions.unit_of),) if whole else ()

    def _beyond(self, logger: str, values: Mapping[str, int]) -> tuple[str, ...]:
        return tuple(name for name, low, high in self._limits.get(logger, ())
                     if name in values and self._decisions.is_beyond(values[name], low, high))
