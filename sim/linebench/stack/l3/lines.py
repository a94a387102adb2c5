"""The further lines of a site: their reports go to the enterprise beside those of the first line.

Each line is numbered by itself and reads at a place of its own, which is named as the line is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.ports.l3 import Report
from linebench.ports.lines import LineAccepted, LineReport
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.office_decisions import OfficeDecisions
from linebench.stack.l3.outbox import Outbox
from linebench.stack.l3.visibility import Visibility
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Lines"]

_LAST, _TOLD, _COUNT = "line:", "line document:", "line captures"
_FIRST = 200_000_000
"""Captures of what further lines report count from here."""


class Lines:
    """Takes reports. A repeated one is acknowledged again and stored once; one too early is not heard."""

    def __init__(self, config: L3Config, decisions: OfficeDecisions, offset_at: Callable[[int], str],
                 restored: Mapping[str, Any]) -> None:
        self._config, self._decisions, self._offset_at = config, decisions, offset_at
        self._last: dict[str, int] = {key.removeprefix(_LAST): number for key, number in restored.items()
                                      if key.startswith(_LAST)}
        self._captures: int = restored.get(_COUNT, 0)
        self._visibility: dict[str, Visibility] = {}
        for said in (said for key, said in restored.items() if key.startswith(_TOLD)):
            self._seen_by(said.line).remember(_report(said))

    def take(self, said: LineReport, outbox: Outbox, out: list[Effect]) -> None:
        """Store a report, pass its events on and acknowledge it."""
        last = self._last.get(said.line, 0)
        if said.sequence > last + 1 or not self._decisions.hears(said.line):
            return
        if said.sequence == last + 1:
            self._last[said.line] = said.sequence
            self._captures += 1
            out += [Store(f"{_LAST}{said.line}", said.sequence), Store(_COUNT, self._captures),
                    Store(f"{_TOLD}{said.line}:{said.sequence:09}", said)]
            events = self._seen_by(said.line).events_of(_report(said), self._config.orders)
            if self._config.enterprise:
                outbox.add(_FIRST + self._captures, events, out)
        out.append(Send("l2", LineAccepted(said.line, said.sequence)))

    def _seen_by(self, line: str) -> Visibility:
        if line not in self._visibility:
            place = f"{self._config.line.rpartition('/')[0]}/{line}"
            self._visibility[line] = Visibility(self._config.epoch, self._config.site, place, self._offset_at)
        return self._visibility[line]


def _report(said: LineReport) -> Report:
    return Report(said.sequence, said.order, said.events)
