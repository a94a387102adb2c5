"""What a line controller that keeps users is set up with."""

from collections.abc import Mapping

import msgspec

from linebench.product.scram import Credential
from linebench.scenario.model import Scenario
from linebench.scenario.people import listed

__all__ = ["Account", "PeopleConfig"]


class Account(msgspec.Struct, frozen=True):
    """A user. ``kept``: what is kept of the password, ``None`` before there is one: nobody logs in with that."""

    role: str
    kept: Credential | None = None


class PeopleConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Users, rights and rules of one line. Times in microseconds; ``epoch``: UTC of t = 0, RFC 3339."""

    accounts: Mapping[str, Account]
    rights: Mapping[str, tuple[str, ...]]
    """Role to what it may do (21 CFR 11.10 (g))."""
    signed: tuple[str, ...] = ()
    lock_after: int = 3
    log_off_us: int = 600_000_000
    zone: str = "UTC"
    epoch: str = "1970-01-01T00:00:00Z"
    poll_us: int = 0
    """How often the time server is asked; 0: there is none."""
    clock_limit_us: int = 1_000_000
    """A clock that is off, or was moved, by more is an alarm."""
    high: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    secret: str = ""
    """What challenges are made from, so that nobody else foresees them."""

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "PeopleConfig | None":
        """What a scenario says of people, without passwords; ``None``: nothing, so L2 keeps no users."""
        plan = scenario.people
        if plan is msgspec.UNSET:
            return None
        return cls(
            accounts={user: Account(role) for user, role in plan.users.items()},
            rights={role: listed(text) for role, text in plan.roles.items()}, signed=listed(plan.signed),
            lock_after=plan.lock_after, log_off_us=int(plan.log_off_after), zone=plan.zone, epoch=scenario.epoch,
            clock_limit_us=int(plan.clock_limit),
            poll_us=0 if "l2" in scenario.stack.remote else int(plan.poll), high=listed(plan.high),
            low=listed(plan.low))
