"""What L2 has to outlive: an ordered shutdown, a store that takes nothing, a backup that is older than the line."""

from linebench.bdd.actual import CLAIM, NotApplicable, expect_equal, expect_none, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, act, ask, heal, inject
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.line.store_faults import STORE
from linebench.records.claim import AnswerClaimed, SerialsClaimed, ValueClaimed

_COUNTS = ("batch", "gtin", "lot", "expiry", "quantity", "good", "rejected", "cases", "pallets", "serials left")
"""What the HMI shows of a batch."""
_SHUT_DOWN = "shut_down"


@when("the power supply of L2 runs on battery and has it shut down")
def on_battery(attempt: Attempt) -> None:
    """Ask L2 to shut down as an uninterruptible power supply does, and wait for its answer."""
    ask(attempt, _SHUT_DOWN, "on battery", "power supply")


@when("the store of L2 {failure:store_failure}")
def store_fails(attempt: Attempt, failure: str) -> None:
    """Let the store of L2 take nothing more. "the store of L2 works again" ends it.

    Not applicable where L2 is not in the bench's own process: the bench has no hand on its disk.
    """
    if "l2" in attempt.scenario.stack.remote:
        raise NotApplicable("L2 is a process of its own, and the bench has no hand on its disk")
    attempt.faults["store"] = inject(attempt, STORE.name, failure)


@when("the store of L2 works again")
def store_works(attempt: Attempt) -> None:
    """Let the store of L2 take what it is given."""
    heal(attempt, "store")


@when("a backup of L2 is taken")
def backed_up(attempt: Attempt) -> None:
    """Copy what L2 keeps, while it runs. Not applicable where L2 is real: its backups are its own affair."""
    stack = attempt.scenario.stack
    if "l2" in stack.remote and stack.remote["l2"].nature == "real":
        raise NotApplicable("L2 is real: how it is backed up is its own affair")
    act(attempt, "back_up", level="l2")


@when("the backup of L2 is put back")
def put_back(attempt: Attempt) -> None:
    """Let L2, which has no power, start from its backup; nothing it has kept since is there any more."""
    act(attempt, "put_back", level="l2")


@then("L2 can be switched off within the limit of {limit:requirement}")
def ready_to_be_off(attempt: Attempt, limit: str) -> None:
    """Claim: L2 says that everything is kept, in no more time since it was asked than the limit."""
    at = attempt.wait(lambda record: isinstance(record, AnswerClaimed) and record.action == _SHUT_DOWN
                      and record.accepted, int(SETTLE))
    if at is None:
        expect_none(attempt, CLAIM, "L2 says that it can be switched off", [attempt.cursor], "it does not")
        return
    took = attempt.records[at].t - attempt.moment_us
    expect_within(attempt, CLAIM, "ready to be off after", took, limit, at=[at])
    attempt.notes["shown"] = _shown(attempt)


@then("the HMI shows of the batch what it showed before")
def shown_as_before(attempt: Attempt) -> None:
    """Claim: order and counters on the HMI are those that it showed when L2 could be switched off."""
    before = attempt.notes.get("shown")
    if before is None:
        raise BenchError("no earlier step says what the HMI showed before")
    since = attempt.cursor
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    expect_equal(attempt, CLAIM, "on the HMI", before, _shown(attempt, since))


@then("L2 reports no serial number as destroyed")
def none_destroyed(attempt: Attempt) -> None:
    """Claim: over the whole test case L2 has told the site of no serial number that it is void."""
    attempt.bench.advance(None, 2 * int(attempt.scenario.stack.report_every) + int(SETTLE))
    found = [at for at, claim in each(attempt.records, SerialsClaimed)
             if claim.source == "l2" and claim.status == "destroyed"]
    expect_none(attempt, CLAIM, "no serial number destroyed", found)


def _shown(attempt: Attempt, since: int = 0) -> tuple[str, ...]:
    latest = {value.item: value.value for _, value in each(attempt.records, ValueClaimed, since)}
    return tuple(f"{item} {latest.get(item, 'nothing')}" for item in _COUNTS)
