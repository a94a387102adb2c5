"""Who may do what at L2, where a scenario says that L2 keeps users."""

from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from linebench.scenario.plan import Plan
from linebench.units import Duration

__all__ = ["FUNCTIONS", "PeoplePlan", "check_people", "listed"]

FUNCTIONS = ("start_batch", "confirm_clearance", "start_line", "stop_line", "hold_line", "acknowledge",
             "reset_camera", "challenge_line", "bypass_bin_full", "bypass_bin_door", "end_batch", "force_end_batch",
             "close_case", "close_pallet", "take_sample", "rework", "scrap", "take_out", "put_in", "break_case",
             "shut_down", "log_out", "unlock", "read_trail", "export_trail", "print_trail", "read_alarms",
             "manage_users")
"""What people can ask of L2, by the name a role has it under."""


class PeoplePlan(Plan, frozen=True, kw_only=True):
    """Users, roles and rules of access at L2."""

    users: dict[str, str] = msgspec.field(default_factory=dict)
    """User to role. Passwords are made up for each attempt and stand nowhere in clear."""
    roles: dict[str, str] = msgspec.field(default_factory=dict)
    """Role to what it may do: names of ``FUNCTIONS`` with commas between them."""
    signed: str = ""
    """What is done only with a signature: names of ``FUNCTIONS`` with commas between them."""
    lock_after: int = 3
    """Wrong passwords in a row after which a user is locked."""
    log_off_after: Duration = Duration(600_000_000)
    """A user who has asked nothing for so long is logged off."""
    zone: str = "UTC"
    """The time zone of L2's clock on the wall, by its name in the IANA database."""
    poll: Duration = Duration(16_000_000)
    """How often L2 asks the time server."""
    clock_limit: Duration = Duration(1_000_000)
    """By how much the clock may be off, or be moved, without an alarm."""
    high: str = "emergency stop, guard open, reject not confirmed"
    """Alarms of high priority, with commas between them."""
    low: str = "serials low"
    """Alarms of low priority; all others are of medium priority."""


class Report(Protocol):
    """Takes one problem: key path, what was found, what was expected, what to do."""

    def __call__(self, path: str, found: str, expected: str, advice: str = "correct it") -> None:
        """Take it."""


def listed(text: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def check_people(people: PeoplePlan, report: Report) -> None:
    """Check that roles and functions are known, and the numbers make sense."""
    known = ", ".join(people.roles) or "no roles"
    for user, role in people.users.items():
        if role not in people.roles:
            report(f"people.users.{user}", repr(role), f"one of {known}", "add the role, or name another")
    lists = {f"people.roles.{role}": text for role, text in people.roles.items()} | {"people.signed": people.signed}
    for path, text in lists.items():
        for name in listed(text):
            if name not in FUNCTIONS:
                report(path, repr(name), f"some of {', '.join(FUNCTIONS)}", "correct the name")
    if people.lock_after < 1:
        report("people.lock_after", str(people.lock_after), "1 or more")
    for key in ("log_off_after", "poll"):
        if not getattr(people, key):
            report(f"people.{key}", "0", "a time above 0")
    try:
        ZoneInfo(people.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        report("people.zone", repr(people.zone), 'a time zone such as "Europe/Berlin"', "correct the name")
