"""The log of whom a level turned away: kept where a loss of power does not reach, and told to those who watch."""

from collections.abc import Mapping, Sequence
from typing import Any

from linebench.epcis.times import text_of
from linebench.ports.access import RefusalLine, TurnedAway
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["AccessLog"]

_KEY = "refusal:"


class AccessLog:
    """Entries count from 1 without gaps, also over a loss of power. ``reader``: the seat that is told each."""

    def __init__(self, epoch_us: int, reader: str, decisions: AccessDecisions) -> None:
        self._epoch, self._reader, self._decisions = epoch_us, reader, decisions
        self._last = 0

    def restore(self, restored: Mapping[str, Any]) -> None:
        """Begin behind what was stored."""
        self._last = sum(key.startswith(_KEY) for key in restored)

    def take(self, away: TurnedAway, t: int) -> Sequence[Effect]:
        """Enter that somebody was turned away."""
        if not self._decisions.is_logged(away):
            return ()
        self._last += 1
        line = self._decisions.states(
            RefusalLine(self._last, text_of(self._epoch + t), away.who, away.why, away.stranger))
        return (Store(f"{_KEY}{self._last}", line), Send(self._reader, line))
