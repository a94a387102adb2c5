"""The ledger's part on bypassed sensors: who was granted one, and what it excuses for how long."""

from collections.abc import Callable
from typing import Any

from linebench.oracle.book import Book
from linebench.oracle.stops import Stops
from linebench.ports import operator
from linebench.records import claim
from linebench.records.wire import Delivered

__all__ = ["BYPASS", "Bypasses", "alarm_of"]

BYPASS = "bypass_"
"""Begin of the requests for a bypass; the signal that is left out follows."""


def alarm_of(signal: str) -> str:
    """The alarm that has to be on while a signal is bypassed."""
    return f"bypass of {signal.replace('_', ' ')}"


class Bypasses:
    """Follows requests, answers and alarms. A condition is excused only while the alarm of its bypass is on."""

    def __init__(self, book: Book, stops: Stops) -> None:
        self._book = book
        self._stops = stops
        self._asked: dict[str, str] = {}  # request -> who made it last

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {claim.AnswerClaimed: self._answered, claim.AlarmClaimed: self._alarm}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The messages this part reads."""
        return {operator.Request: self._request}

    def _request(self, request: operator.Request, _: Delivered, __: int) -> None:
        if request.action.startswith(BYPASS):
            self._asked[request.action] = request.by

    def _answered(self, answer: claim.AnswerClaimed, at: int) -> None:
        who = self._asked.pop(answer.action, None)
        if who is not None and answer.accepted:
            self._book.tell("bypassed", who, answer.action.removeprefix(BYPASS), answer.t, at)

    def _alarm(self, alarm: claim.AlarmClaimed, at: int) -> None:
        signal = alarm.alarm.removeprefix("bypass of ").replace(" ", "_")
        if alarm.alarm != alarm_of(signal):
            return
        if alarm.on:
            self._book.bypassed.add(signal)
            return
        self._book.bypassed.discard(signal)
        if signal in self._book.active:
            self._stops.open(signal, alarm.t, at)
