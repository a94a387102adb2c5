"""The HMI's side of a controller that keeps users: what it shows goes into its books as well."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.operator import Request, Shown
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.people.alarms import AlarmJournal
from linebench.stack.l2.people.trail import Trail
from linebench.stack.machine import Effect, Send

__all__ = ["PeopleDesk"]

_REASONED = ("force_end_batch", "close_case", "close_pallet")
"""Requests whose subject is the reason."""


class PeopleDesk(Desk):
    """A ``Desk`` that writes an audit trail and an alarm journal.

    ``signature``: (printed name, meaning) of who signed what is being done, empty where nobody did; ``person``: for
    whom something was done last; ``comment``: of who acknowledges, if any.
    """

    __slots__ = ("_asked", "comment", "journal", "person", "signature", "trail")

    def __init__(self, restored: Mapping[str, Any], trail: Trail, journal: AlarmJournal) -> None:
        super().__init__(restored)
        self.trail, self.journal = trail, journal
        self.signature = ("", "")
        self.person = self.comment = ""
        self._asked: dict[str, str] = {}

    def record(self, by: str, text: str, out: list[Effect], t: int) -> None:  # noqa: ARG002  # the clock's time
        """Write into the audit trail."""
        self._write(by, text, out)
        out.append(Send("hmi", Shown("audit", f"{by}: {text}")))

    def answer(self, action: str, reason: str, out: list[Effect]) -> None:
        """Answer a request; what came of one that was answered later than asked is written now."""
        if action in self._asked:
            self._write(self._asked.pop(action), action, out, new=f"refused: {reason}" if reason else "done")
        super().answer(action, reason, out)

    def requested(self, request: Request, outcome: str, out: list[Effect], t: int) -> None:  # noqa: ARG002  # as above
        """Write a request and what came of it into the audit trail."""
        subject = f" {request.subject}" if request.subject else ""
        if outcome == "asked":
            self._asked[request.action] = request.by
        if request.action in _REASONED:
            self._write(request.by, request.action, out, new=outcome, why=request.subject)
        else:
            self._write(request.by, request.action + subject, out, new=outcome)
        out.append(Send("hmi", Shown("audit", f"{request.by}: {request.action}{subject}: {outcome}")))

    def _write(self, who: str, what: str, out: list[Effect], *, new: str = "", why: str = "") -> None:
        signed, meaning = self.signature
        self.trail.add(who, what, out, new=new, why=why, signed=signed, meaning=meaning)

    def alarm(self, name: str, out: list[Effect], *, latched: bool = False, cause: bool = False) -> None:
        """Raise an alarm of the controller itself."""
        super().alarm(name, out, latched=latched, cause=cause)
        self.journal.raised(name, out, latched=self.alarms.is_latched(name))

    def cause_gone(self, name: str, out: list[Effect]) -> None:
        """The cause of an alarm is gone."""
        super().cause_gone(name, out)
        if name not in self.alarms:
            self.journal.cleared(name, out)

    def acknowledge(self, name: str, out: list[Effect]) -> None:
        """A person saw the alarm, or all of them when ``name`` is empty."""
        self.journal.seen(name, self.person, self.comment, out)
        before = self.alarms.names()
        super().acknowledge(name, out)
        for alarm in before:
            if alarm not in self.alarms:
                self.journal.cleared(alarm, out)

    def foreign(self, name: str, value: str, out: list[Effect]) -> None:
        """Show an alarm of another level."""
        super().foreign(name, value, out)
        if value == "off":
            self.journal.cleared(name, out)
        else:
            self.journal.raised(name, out, latched=value == "latched")
