"""The alarm journal of the line controller: each alarm from when it was raised until it was cleared."""

from collections.abc import Mapping
from typing import Any

import msgspec

from linebench.ports.people import AlarmLine
from linebench.stack.l2.people.clock import Clock
from linebench.stack.l2.people.config import PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["AlarmJournal"]

_SECOND_US = 1_000_000


class AlarmJournal:
    """Lines in the order in which alarms were raised (IEC 62682). An alarm that is on stands in one open line."""

    __slots__ = ("_clock", "_config", "_decisions", "_open", "_recent", "lines")

    def __init__(self, config: PeopleConfig, clock: Clock, decisions: PeopleDecisions,
                 restored: Mapping[str, Any]) -> None:
        self._config, self._clock, self._decisions = config, clock, decisions
        self.lines: list[AlarmLine] = []
        while (line := restored.get(f"alarm:{len(self.lines) + 1}")) is not None:
            self.lines.append(line)
        self._open = {line.name: line.number for line in self.lines if not line.cleared}
        self._recent: list[int] = []

    def raised(self, name: str, out: list[Effect], *, latched: bool) -> None:
        """An alarm is on; one that was on already, and is latched only now, keeps its line."""
        number = self._open.get(name)
        if number is not None:
            if latched and not self.lines[number - 1].latched:
                self._keep(msgspec.structs.replace(self.lines[number - 1], latched=True), out)
            return
        now = self._clock.t
        self._recent = [t for t in self._recent if now - t < _SECOND_US]
        if not self._decisions.keeps_alarm(len(self._recent)):
            return
        self._recent.append(now)
        number = self._open[name] = len(self.lines) + 1
        line = AlarmLine(number, name, self._priority(name), latched, self._clock.text(), "", "", "", "")
        self.lines.append(line)
        self._keep(line, out)

    def seen(self, name: str, by: str, comment: str, out: list[Effect]) -> None:
        """A person acknowledged an alarm, or all that are on when ``name`` is empty."""
        for known, number in self._open.items():
            line = self.lines[number - 1]
            if (not name or name == known) and not line.seen:
                self._keep(msgspec.structs.replace(line, seen=self._clock.text(), by=by, comment=comment), out)

    def cleared(self, name: str, out: list[Effect]) -> None:
        """An alarm went off."""
        number = self._open.pop(name, None)
        if number is not None:
            self._keep(msgspec.structs.replace(self.lines[number - 1], cleared=self._clock.text()), out)

    def _priority(self, name: str) -> str:
        return "high" if name in self._config.high else "low" if name in self._config.low else "medium"

    def _keep(self, line: AlarmLine, out: list[Effect]) -> None:
        self.lines[line.number - 1] = line
        out.extend((Store(f"alarm:{line.number}", line), Send("hmi", line)))
