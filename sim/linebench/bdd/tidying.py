"""What the bench does around a test case with a system that goes on: it is there again, and has no open batch."""

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import OPERATOR, SETTLE, answered, patience, refuse_unbound, standing
from linebench.ports.operator import Request
from linebench.records import AnyRecord
from linebench.records.claim import AnswerClaimed, BatchClaimed, StateClaimed
from linebench.records.truth import BeltMoved, PowerChanged
from linebench.records.wire import Delivered
from linebench.units import Duration

__all__ = ["greet", "open_order", "tidy"]

_DIALS = Duration(10_000_000)
"""How long a system may take to dial again, by the wall: its ports were closed since the test case before."""
_LOOK = Duration(200_000)
_CALM = Duration(1_000_000)
"""Time without a change of state after which a machine is where it wanted to be."""
_SUPERVISOR = "supervisor"
_REASON = "end of the test case"
_ENDS = ("end_batch", "force_end_batch")


def greet(attempt: Attempt) -> None:
    """Wait until a system that was there before has dialled its devices again, and acknowledge that they were gone.

    Raises:
        Blocked: nothing can be tested with it any more.

    """
    if attempt.continued.stuck:
        raise Blocked(attempt.continued.stuck)
    if attempt.continued.began == attempt.number:
        return
    _await_dials(attempt)
    _await_calm(attempt)  # what a system that missed its devices had to say to them, it says first
    if not attempt.unbound("acknowledge"):
        _ask(attempt, "acknowledge", "", OPERATOR)  # what stays is told to the steps, by a refusal
        _await_calm(attempt)


def tidy(attempt: Attempt) -> None:
    """Bring a batch that is still open to its end. Where that cannot be done, the run learns why."""
    order = open_order(attempt.records)
    if not order:
        return
    _power(attempt)
    _stop(attempt)
    whys = [f"{action} was {why}" for action, why in _tried(attempt) if why]
    if open_order(attempt.records):
        attempt.continued.stuck = (f"the system cannot go on: order {order} of {attempt.case.test} is still open: "
                                   f"{'; '.join(whys)}")
    elif any(claim.gives == "batch" for claim in attempt.scenario.stack.claims):
        attempt.wait(lambda record: isinstance(record, BatchClaimed), patience(attempt))


def open_order(records: list[AnyRecord]) -> str:
    """The order that was taken and has not ended, as the system answers and reports; empty: there is none."""
    asked = taken = ""
    for record in records:
        if isinstance(record, Delivered) and isinstance(record.message, Request):
            asked = record.message.subject if record.message.action == "start_batch" else asked
        elif isinstance(record, AnswerClaimed) and record.accepted:
            taken = asked if record.action == "start_batch" else "" if record.action in _ENDS else taken
        elif isinstance(record, BatchClaimed) and record.order == taken:
            taken = ""
    return taken


def _await_dials(attempt: Attempt) -> None:
    stack, bench = attempt.scenario.stack, attempt.bench
    wanted = [end for pair, end in bench.endpoints.items()
              if end.ports and any(f"{wire.id}-".startswith(f"{pair}-") and not wire.dials for wire in stack.wires)]
    until = bench.now + int(_DIALS) * attempt.scenario.clock[1]
    while bench.now < until and not all(end.counts() for end in wanted):
        bench.advance(None, int(_LOOK))


def _await_calm(attempt: Attempt) -> None:
    """Let a machine go through its states, as somebody does who looks at it before they go on."""
    for _ in range(int(SETTLE) // int(_CALM)):
        since = len(attempt.records)
        attempt.bench.advance(None, int(_CALM))
        if not attempt.found(lambda record: isinstance(record, StateClaimed), since=since):
            return


def _power(attempt: Attempt) -> None:
    """Give the system back the power that a test case took and did not give back."""
    last = [record for record in attempt.records if isinstance(record, PowerChanged) and record.level == "l2"][-1:]
    if last and not last[0].on:
        attempt.stimulus("tidying", action="restore_power", level="l2")
        attempt.bench.hand("restore_power", level="l2")
        attempt.bench.advance(None, int(SETTLE))


def _stop(attempt: Attempt) -> None:
    if not standing(attempt):
        _ask(attempt, "stop_line", "", OPERATOR)
        attempt.wait(lambda record: isinstance(record, BeltMoved) and not record.speed, int(SETTLE))
        _await_calm(attempt)


def _tried(attempt: Attempt) -> list[tuple[str, str]]:
    """Ends the batch, and if need be with something open; what was asked, and why it was not done."""
    found = [("end_batch", _ask(attempt, "end_batch", "", OPERATOR))]
    if found[0][1]:
        found.append(("force_end_batch", _ask(attempt, "force_end_batch", _REASON, _SUPERVISOR)))
    return found


def _ask(attempt: Attempt, action: str, subject: str, by: str) -> str:
    """Have something done that no step asks for. Returns why it was not, empty when it was."""
    try:
        refuse_unbound(attempt, action)
    except Blocked as why:
        return f"not asked: {why}"
    attempt.stimulus("tidying", action=action, subject=subject, by=by)
    attempt.bench.ask(action, subject, by)
    return _outcome(attempt, action)


def _outcome(attempt: Attempt, action: str) -> str:
    try:
        at = answered(attempt, action)
    except Blocked as why:
        return f"not done: {why}"
    answer = None if at is None else attempt.records[at]
    if not isinstance(answer, AnswerClaimed):
        return "not answered"
    return "" if answer.accepted else f"refused: {answer.reason}"
