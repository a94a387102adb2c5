"""What steps do as people at an L2 that keeps users: log in, sign, administer, read its books."""

import msgspec

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import answered, ask
from linebench.bdd.seen import each
from linebench.ports.people import Acknowledge, Change, Sign
from linebench.records.claim import AlarmLineClaimed, TrailLineClaimed
from linebench.scenario.people import PeoplePlan

__all__ = ["acknowledge", "alarm_lines", "change", "log_in", "people_of", "said", "sign", "trail"]


def people_of(attempt: Attempt) -> PeoplePlan:
    """Return the users and roles of the scenario.

    Raises:
        NotApplicable: L2 keeps no users here, or it is real and its users have passwords of their own.

    """
    people = attempt.scenario.people
    if people is msgspec.UNSET:
        raise NotApplicable("L2 keeps no users in this world: the scenario has no [people]")
    if "l2" in attempt.scenario.stack.foreign:
        raise NotApplicable("L2 is real, and its users have passwords that the bench does not know")
    return people


def log_in(attempt: Attempt, user: str, *, right: bool = True) -> int | None:
    """Let a user log in with the right or a wrong password; return where the answer is."""
    people_of(attempt)
    bench = attempt.bench
    attempt.stimulus("log in", user=user, password="right" if right else "wrong")  # a word for it
    attempt.notes["asked"] = "log_in"
    bench.call(lambda: bench.people.log_in(user, right=right))
    return answered(attempt, "log_in")


def sign(attempt: Attempt, wanted: Sign, *, right: bool = True) -> int | None:
    """Let somebody ask for something with a signature; return where the answer is."""
    people_of(attempt)
    bench = attempt.bench
    attempt.stimulus("sign", action=wanted.action, subject=wanted.subject, by=wanted.by, signer=wanted.signer,
                     meaning=wanted.meaning, password="right" if right else "wrong")  # as above
    attempt.notes["asked"] = wanted.action
    bench.call(lambda: bench.people.sign(wanted, right=right))
    return answered(attempt, wanted.action)


def change(attempt: Attempt, wanted: Change) -> int | None:
    """Let somebody administer something; return where the answer is."""
    people_of(attempt)
    bench = attempt.bench
    attempt.stimulus("change", act=wanted.act, thing=wanted.thing, value=wanted.value, why=wanted.why, by=wanted.by)
    attempt.notes["asked"] = "manage_users"
    bench.call(lambda: bench.people.change(wanted))
    return answered(attempt, "manage_users")


def acknowledge(attempt: Attempt, said: Acknowledge) -> int | None:
    """Let somebody acknowledge an alarm with a comment; return where the answer is."""
    people_of(attempt)
    bench = attempt.bench
    attempt.stimulus("acknowledge", alarm=said.alarm, comment=said.comment, by=said.by)
    attempt.notes["asked"] = "acknowledge"
    bench.call(lambda: bench.people.acknowledge(said))
    return answered(attempt, "acknowledge")


def trail(attempt: Attempt, since: int = 0) -> list[tuple[int, TrailLineClaimed]]:
    """Return the entries of L2's audit trail as it told them, with where."""
    return list(each(attempt.records, TrailLineClaimed, since))


def alarm_lines(attempt: Attempt, by: str) -> dict[int, tuple[int, AlarmLineClaimed]]:
    """Let a user read L2's alarm journal; return what it then says, by the number of the line, with where."""
    since = len(attempt.records)
    ask(attempt, "read_alarms", "", by)
    return {line.number: (at, line) for at, line in each(attempt.records, AlarmLineClaimed, since)}


def said(line: TrailLineClaimed) -> tuple[str | int, ...]:
    """Return what the digest of an entry covers beside the one before."""
    return (line.number, line.time, line.who, line.what, line.old, line.new, line.why, line.signed, line.meaning)
