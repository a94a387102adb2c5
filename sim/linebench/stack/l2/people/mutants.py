"""Planted defects of the line controller about people."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]


def _any_role(self: PeopleDecisions, action: str, rights: tuple[str, ...]) -> bool:  # noqa: ARG001  # signature of the decision
    return bool(rights)


def _never_locks(self: PeopleDecisions, wrong: int, limit: int) -> bool:  # noqa: ARG001  # as above
    return False


def _never_logs_off(self: PeopleDecisions, user: str) -> bool:  # noqa: ARG001  # as above
    return False


def _any_signature(self: PeopleDecisions, fault: str) -> str:  # noqa: ARG001  # as above
    return ""


def _forgets_refused(self: PeopleDecisions, reason: str) -> bool:  # noqa: ARG001  # as above
    return False


def _switched_off(self: PeopleDecisions, asked_off: str) -> bool:  # noqa: ARG001  # as above
    return not asked_off


def _rewritten(self: PeopleDecisions, kept: str, wanted: str) -> str:  # noqa: ARG001  # as above
    return wanted


def _short_export(self: PeopleDecisions, count: int) -> int:  # noqa: ARG001  # as above
    return count - 1


def _follows_computer(self: PeopleDecisions, by_us: int) -> bool:  # noqa: ARG001  # as above
    return False


def _one_offset(self: PeopleDecisions, moment: datetime, zone: ZoneInfo) -> datetime:
    wall = moment.astimezone(zone)
    offset: timedelta | None = self.__dict__.setdefault("offset", wall.utcoffset())
    return wall.replace(tzinfo=timezone(offset or timedelta()))


def _never_lost(self: PeopleDecisions, missed: int) -> bool:  # noqa: ARG001  # as above
    return False


def _few_alarms(self: PeopleDecisions, recent: int) -> bool:  # noqa: ARG001  # as above
    return recent < 1


MUTANTS = (
    Mutant(name="l2-allows-any-role", level="l2", decision="permits", replacement=_any_role,
           rules=("done-without-right",), cases=("OQ-L2-029",),
           summary="Does for a user who is logged in whatever they ask."),
    Mutant(name="l2-never-locks", level="l2", decision="locks", replacement=_never_locks,
           rules=("done-without-right",), cases=("OQ-L2-030",),
           summary="Lets a user try passwords for ever."),
    Mutant(name="l2-never-logs-off", level="l2", decision="logs_off", replacement=_never_logs_off,
           rules=("done-without-right",), cases=("OQ-L2-030",),
           summary="Leaves a user logged in who does nothing any more."),
    Mutant(name="l2-takes-any-signature", level="l2", decision="signature_fault", replacement=_any_signature,
           rules=("signature-not-genuine",), cases=("OQ-L2-031",),
           summary="Does what is critical with a signature of anybody and any password."),
    Mutant(name="l2-forgets-refusals", level="l2", decision="keeps_refused", replacement=_forgets_refused,
           rules=("audit-trail-incomplete",), cases=("OQ-L2-029", "OQ-L2-030", "OQ-L2-031", "OQ-L2-032",
                                                    "OQ-L2-033"),
           summary="Leaves what it refused out of the audit trail."),
    Mutant(name="l2-audit-trail-off", level="l2", decision="keeps_writing", replacement=_switched_off,
           rules=("audit-trail-incomplete",), cases=("OQ-L2-032",),
           summary="Refuses to switch the audit trail off, and writes none from then on."),
    Mutant(name="l2-audit-trail-rewritten", level="l2", decision="entry_kept", replacement=_rewritten,
           rules=("audit-trail-incomplete",), cases=("OQ-L2-032",),
           summary="Refuses to change an entry of the audit trail, and has changed it."),
    Mutant(name="l2-exports-short", level="l2", decision="exported", replacement=_short_export,
           rules=("audit-trail-incomplete",), cases=("OQ-L2-033",),
           summary="Leaves the last entry out of what it exports or prints of the audit trail."),
    Mutant(name="l2-drops-alarms-in-flood", level="l2", decision="keeps_alarm", replacement=_few_alarms,
           rules=("alarm-journal-incomplete",), cases=("OQ-L2-035",),
           summary="Keeps no more than one alarm a second."),
    Mutant(name="l2-follows-computer-clock", level="l2", decision="holds_time", replacement=_follows_computer,
           rules=("stated-time-wrong",), cases=("OQ-L2-034",),
           summary="States whatever the clock of its computer says, however that was moved."),
    Mutant(name="l2-keeps-one-offset", level="l2", decision="on_the_wall", replacement=_one_offset,
           rules=("stated-time-wrong",), cases=("OQ-L2-034",),
           summary="States local time with the offset it began with, in summer time and after it."),
    Mutant(name="l2-ignores-lost-time-server", level="l2", decision="is_lost", replacement=_never_lost,
           rules=("time-fault-unnoticed",), cases=("OQ-L2-034",),
           summary="Does not care whether the time server answers."),
)
