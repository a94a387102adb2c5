"""The decisions about people that the line controller takes by name, each of which a mutant can replace."""

from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["PeopleDecisions"]

_MISSED = 2


class PeopleDecisions:
    """What a right line controller decides about people, its audit trail, its clock and its alarm journal."""

    def permits(self, action: str, rights: tuple[str, ...]) -> bool:
        """Whether a role with these rights may do something (21 CFR 11.10 (g))."""
        return action in rights

    def locks(self, wrong: int, limit: int) -> bool:
        """Whether a user is locked after so many wrong passwords in a row (21 CFR 11.300 (d))."""
        return wrong >= limit

    def logs_off(self, user: str) -> bool:
        """Whether a user who has asked nothing for the time allowed is logged off (EU GMP annex 11, 12.1)."""
        return bool(user)

    def signature_fault(self, fault: str) -> str:
        """Why a signature is not taken; ``fault``: what is wrong with it, if anything (21 CFR 11.200 (a))."""
        return fault

    def keeps_refused(self, reason: str) -> bool:
        """Whether a request that was refused goes into the audit trail."""
        return bool(reason)

    def keeps_writing(self, asked_off: str) -> bool:
        """Whether the audit trail is written on; ``asked_off``: who wanted it to be switched off."""
        return bool(asked_off)

    def entry_kept(self, kept: str, wanted: str) -> str:
        """What an entry of the audit trail says after somebody wanted it to say something else."""
        return kept or wanted

    def exported(self, count: int) -> int:
        """How many of the entries that fit go into an export or a print-out."""
        return count

    def holds_time(self, by_us: int) -> bool:
        """Whether the time goes on as it was when the clock of the computer was moved by this much."""
        return by_us != 0

    def is_lost(self, missed: int) -> bool:
        """Whether a time server that left so many questions in a row unanswered is lost."""
        return missed >= _MISSED

    def on_the_wall(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """A moment as it is stated: local time with its offset."""
        return moment.astimezone(zone)

    def keeps_alarm(self, recent: int) -> bool:
        """Whether an alarm goes into the journal; ``recent``: how many were raised in the second before."""
        return recent >= 0
