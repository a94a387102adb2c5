"""What the line controller shows to people: alarms, values and its audit trail."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.operator import Answer, Request, Shown
from linebench.stack.alarms import AlarmBoard
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Desk"]


class Desk:
    """The HMI's side of the controller. A value is shown only when it changed.

    ``audit``: (time, user, text) of every action that matters, never changed and never shortened.
    """

    __slots__ = ("_shown", "alarms", "audit")

    def __init__(self, restored: Mapping[str, Any]) -> None:
        self.alarms = AlarmBoard()
        self._shown: dict[str, str] = {}
        self.audit: list[tuple[int, str, str]] = []
        while (entry := restored.get(f"audit:{len(self.audit)}")) is not None:
            self.audit.append(entry)

    def show(self, item: str, value: str, out: list[Effect]) -> None:
        """Show a value."""
        if self._shown.get(item) != value:
            self._shown[item] = value
            out.append(Send("hmi", Shown(item, value)))

    def answer(self, action: str, reason: str, out: list[Effect]) -> None:
        """Answer a request: done when ``reason`` is empty, else refused for it."""
        out.append(Send("hmi", Answer(action, not reason, reason)))

    def record(self, by: str, text: str, out: list[Effect], t: int) -> None:
        """Write into the audit trail."""
        entry = (t, by, text)
        out.append(Store(f"audit:{len(self.audit)}", entry))
        self.audit.append(entry)
        out.append(Send("hmi", Shown("audit", f"{by}: {text}")))

    def requested(self, request: Request, outcome: str, out: list[Effect], t: int) -> None:
        """Write a request and what came of it into the audit trail."""
        subject = f" {request.subject}" if request.subject else ""
        self.record(request.by, f"{request.action}{subject}: {outcome}", out, t)

    def foreign(self, name: str, value: str, out: list[Effect]) -> None:
        """Show an alarm of another level: ``on``, ``latched`` or ``off``."""
        out.append(Send("hmi", Shown(f"alarm:{name}", value)))

    def alarm(self, name: str, out: list[Effect], *, latched: bool = False, cause: bool = False) -> None:
        """Raise an alarm of the controller itself."""
        if self.alarms.came(name, cause=cause, latched=latched):
            out.append(Send("hmi", Shown(f"alarm:{name}", "latched" if latched else "on")))

    def cause_gone(self, name: str, out: list[Effect]) -> None:
        """The cause of an alarm is gone."""
        if self.alarms.cause_gone(name):
            out.append(Send("hmi", Shown(f"alarm:{name}", "off")))

    def acknowledge(self, name: str, out: list[Effect]) -> None:
        """A person saw the alarm, or all of them when ``name`` is empty."""
        gone = self.alarms.acknowledged((name,) if name else self.alarms.names())
        out.extend(Send("hmi", Shown(f"alarm:{alarm}", "off")) for alarm in gone)
