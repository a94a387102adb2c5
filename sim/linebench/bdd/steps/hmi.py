"""At the HMI: what people ask of L2, and what it answers."""

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_found
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, answered, ask, batch_of, patience, standing
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.records.claim import AnswerClaimed, ValueClaimed
from linebench.records.truth import BeltMoved


@given("the operator confirms that the line is empty")
@when("the operator confirms that the line is empty")
def clearance(attempt: Attempt) -> None:
    """Confirm the line clearance."""
    ask(attempt, "confirm_clearance")


@when('the operator asks for the batch of "{name:name}"')
def asks_for_batch(attempt: Attempt, name: str) -> None:
    """Ask L2 to start the scenario's order for a product; whether it does is for a Then."""
    attempt.batch = batch_of(attempt, name)
    ask(attempt, "start_batch", attempt.batch.order)


@when("the operator asks for the line to start")
def asks_for_start(attempt: Attempt) -> None:
    """Ask for the line to start; whether it does is for a Then."""
    ask(attempt, "start_line")


@when("the operator acknowledges the alarms")
def acknowledges(attempt: Attempt) -> None:
    """Acknowledge every alarm."""
    ask(attempt, "acknowledge")


@when("the operator stops the line")
def stops(attempt: Attempt) -> None:
    """Ask for a normal stop and wait until the belt stands."""
    ask(attempt, "stop_line")
    attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, patience(attempt))


@when('"{who:name}" asks to {request:request} because "{reason:name}"')
def asks_with_reason(attempt: Attempt, who: str, request: str, reason: str) -> None:
    """Ask something and give a reason; who may ask what is the role's."""
    ask(attempt, request, reason, who)


@when('"{who:name}" asks to {request:request}')
def asks_without_reason(attempt: Attempt, who: str, request: str) -> None:
    """Ask something and give no reason."""
    ask(attempt, request, "", who)


@when('"{who:name}" asks to {request:request} with a reason of {count:count} characters')
def asks_at_length(attempt: Attempt, who: str, request: str, count: int) -> None:
    """Ask something and give a reason of just this length."""
    ask(attempt, request, ("end-of-campaign " * (count // 16 + 1))[:count], who)


@when('"{who:name}" asks to {request:request} with a reason that holds control characters')
def asks_with_control(attempt: Attempt, who: str, request: str) -> None:
    """Ask something and give a reason that no keyboard writes."""
    ask(attempt, request, "end of\x00\x1bbatch", who)


@then('the audit trail says that "{who:name}" asked to {request:request}')
def audited(attempt: Attempt, who: str, request: str) -> None:
    """Claim: since the start of the test case L2's audit trail has an entry with this person and this request."""
    begins = f"{who}: {request}"
    found = [at for at, value in each(attempt.records, ValueClaimed)
             if value.item == "audit" and value.value.startswith(begins)]
    expect_found(attempt, CLAIM, f"audit trail entry {begins!r}", found[0] if found else None)


@then("L2 refuses it")
def refused(attempt: Attempt) -> None:
    """Claim: L2 answers the latest request with no."""
    _answer(attempt, accepted=False)


@then("L2 accepts it")
def accepted(attempt: Attempt) -> None:
    """Claim: L2 answers the latest request with yes."""
    _answer(attempt, accepted=True)


@then('L2 refuses it and names "{reason:name}"')
def refused_because(attempt: Attempt, reason: str) -> None:
    """Claim: L2 answers the latest request with no, and its reason contains these words."""
    _answer(attempt, accepted=False, reason=reason)


def _answer(attempt: Attempt, *, accepted: bool, reason: str = "") -> None:
    action = attempt.notes.get("asked")
    if action is None:
        raise BenchError("nobody asked L2 anything in an earlier step")
    at = answered(attempt, action)
    answer = None if at is None else attempt.records[at]
    word = "accepted" if accepted else "refused"
    expected = f"{action} {word}" + (f", reason with {reason!r}" if reason else "")
    if not isinstance(answer, AnswerClaimed):
        expect(attempt, CLAIM, expected, "no answer", met=False)
        return
    found = f"{action} accepted" if answer.accepted else f"{action} refused: {answer.reason}"
    met = answer.accepted == accepted and reason.casefold() in answer.reason.casefold()
    expect(attempt, CLAIM, expected, found, met=met, at=[at] if at is not None else [])


@then("a start without acknowledgement is refused")
def no_restart(attempt: Attempt) -> None:
    """Claim and truth: a request to start is refused, and the belt stays where it stands."""
    cursor, moment = attempt.cursor, attempt.moment_us
    at = ask(attempt, "start_line")
    answer = None if at is None else attempt.records[at]
    said = "no answer"
    if isinstance(answer, AnswerClaimed):
        said = "accepted" if answer.accepted else f"refused: {answer.reason}"
    expect(attempt, CLAIM, "the start is refused", said, met=said.startswith("refused"),
           at=[] if at is None else [at])
    attempt.bench.advance(None, int(SETTLE))
    moves = [place for place, moved in each(attempt.records, BeltMoved, attempt.cursor) if moved.speed]
    expect(attempt, TRUTH, "the belt stays at a stand", "it moved" if moves else "it stands",
           met=not moves and standing(attempt), at=moves)
    attempt.cursor, attempt.moment_us = cursor, moment  # the protocol goes on about what came before
