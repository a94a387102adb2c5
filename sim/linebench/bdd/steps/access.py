"""Who may do what at an L2 that keeps users: log-in, lock, inactivity, the matrix of roles."""

from linebench.bdd.actual import CLAIM, Blocked, expect, expect_equal
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import ask, granted, start_batch
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.bdd.users_l2 import change, log_in, people_of, trail
from linebench.ports.people import Change
from linebench.records.claim import AnswerClaimed
from linebench.scenario.people import FUNCTIONS, listed
from linebench.units import Duration

_DENIED = ("may not", "unknown user", "unknown action", "not logged in")
"""What L2 says when it is not for the person to ask; an action that no role has is known to nobody."""
_MARGIN = Duration(2_000_000)


@given('"{who:name}" is logged in')
def is_inside(attempt: Attempt, who: str) -> None:
    """Let a user log in with the right password. Blocked when L2 does not let them."""
    if not granted(attempt, log_in(attempt, who)):
        raise Blocked(f"{who} could not log in")


@given('"{who:name}" has logged in and runs a batch of "{name:name}"')
def runs(attempt: Attempt, who: str, name: str) -> None:
    """Log the person at the line in, start the scenario's order for the product, and wait for the first pack.

    Blocked when the stack does not start.
    """
    is_inside(attempt, who)
    start_batch(attempt, name)


@when('"{who:name}" logs in')
def logs_in(attempt: Attempt, who: str) -> None:
    """Let a user log in with the right password; whether L2 lets them is for a Then."""
    log_in(attempt, who)


@when('"{who:name}" tries to log in with a wrong password {count:count} times')
def wrong_password(attempt: Attempt, who: str, count: int) -> None:
    """Let a user log in with a wrong password so often; the latest answer is for a Then."""
    for _ in range(count):
        log_in(attempt, who, right=False)


@when('"{who:name}" unlocks "{user:name}"')
def unlocks(attempt: Attempt, who: str, user: str) -> None:
    """Ask L2 to let a locked user try again."""
    people_of(attempt)
    ask(attempt, "unlock", user, who)


@when("nobody touches the HMI for as long as users stay logged in")
def inactive(attempt: Attempt) -> None:
    """Let the time pass after which the scenario has users logged off, and two seconds more."""
    span = people_of(attempt).log_off_after + int(_MARGIN)
    attempt.stimulus("wait", span_us=int(span))
    attempt.bench.advance(None, int(span))


@when('"{who:name}" asks for each thing that can be asked')
def asks_everything(attempt: Attempt, who: str) -> None:
    """Ask L2 for every function there is, one after the other, and log out last."""
    people_of(attempt)
    found: dict[str, int | None] = {}
    for action in sorted(FUNCTIONS, key=lambda name: name == "log_out"):
        if action == "manage_users":
            found[action] = change(attempt, Change("change", "user:nobody", "operator", "a trial", who))
        else:
            found[action] = ask(attempt, action, "a trial", who)
    attempt.notes["matrix"] = found


@then('L2 has allowed what the role "{role:name}" may, and nothing else')
def as_matrix(attempt: Attempt, role: str) -> None:
    """Claim: each answer is as the scenario's matrix of roles has it; what is allowed may still be impossible."""
    may = listed(people_of(attempt).roles.get(role, ""))
    for action, at in attempt.notes["matrix"].items():
        answer = None if at is None else attempt.records[at]
        said = "no answer"
        if isinstance(answer, AnswerClaimed):
            denied = not answer.accepted and any(words in answer.reason for words in _DENIED)
            said = "denied" if denied else "allowed"
        expect_equal(attempt, CLAIM, f"{role}: {action.replace('_', ' ')}",
                     "allowed" if action in may else "denied", said, at=[] if at is None else [at])


@then("every refusal is in the audit trail")
def refusals_kept(attempt: Attempt) -> None:
    """Claim: L2's audit trail has an entry for each request that was refused since the start of the test case."""
    refused = [(at, answer) for at, answer in each(attempt.records, AnswerClaimed) if not answer.accepted]
    kept = {line.number: at for at, line in trail(attempt) if line.new.startswith("refused")}
    expect(attempt, CLAIM, f"{len(refused)} refusals in the audit trail", f"{len(kept)} are in it",
           met=0 < len(refused) == len(kept), at=[*kept.values(), *(at for at, _ in refused)])


@then('the audit trail says that "{who:name}" did "{what:name}"')
def trail_says(attempt: Attempt, who: str, what: str) -> None:
    """Claim: an entry of L2's audit trail since the start of the test case has this user and begins with this."""
    found = [at for at, line in trail(attempt) if line.who == who and line.what.startswith(what)]
    expect(attempt, CLAIM, f"an entry of {who}: {what}", f"{len(found)} found", met=bool(found), at=found[:1])


@then("no password is in any record")
def no_password(attempt: Attempt) -> None:
    """Claim: nothing that was said, claimed or done so far holds the password of a user."""
    people_of(attempt)
    words = set(attempt.bench.people.passwords.values())
    found = [at for at, record in enumerate(attempt.records) if any(word in repr(record) for word in words)]
    met = bool(words) and not found
    expect(attempt, CLAIM, "no record holds a password", f"{len(found)} do", met=met, at=found)
