"""How a step asks a person to look at something, while the world goes on."""

import time
from concurrent.futures import Future, wait

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.binding.asking.question import CONFIRMED, DENIED, UNABLE, Question, Reply
from linebench.binding.desk import Answered
from linebench.units import Duration

__all__ = ["CONFIRM", "confirm"]

CONFIRM = Duration(600_000_000)
"""How long a person has to look and to answer, by the wall."""
_SLICE_US = 200_000
_US = 1_000_000


def confirm(attempt: Attempt, words: str, role: str) -> tuple[Answered, int]:
    """Ask a person whether something is so. Returns the answer, and its position in the journal.

    Raises:
        Blocked: nobody can be asked, nobody answered, or nobody could look.

    """
    desk = attempt.foreign.desk
    if desk is None:
        raise Blocked(f"a person has to confirm that {words}, and nobody can be asked; use --ask page, "
                      "--ask terminal or --answers FILE")
    question = Question(words=f"Is it so that {words}?", answers=(CONFIRMED, DENIED, UNABLE), role=role,
                        within=CONFIRM)
    said = desk.take(question, _await(attempt, desk.ask(question)))
    at = attempt.write(said.record(attempt.now))
    if said.answer == UNABLE:
        raise Blocked(f"{words}: could not be looked at: {said.told}")
    return said, at


def _await(attempt: Attempt, future: "Future[Reply]") -> Reply:
    """Wait for an answer. Where time is the wall's, the world goes on meanwhile; else it stands still."""
    kind, factor = attempt.scenario.clock
    until = time.monotonic() + CONFIRM / _US
    _ = attempt.bench
    while not future.done() and time.monotonic() < until:
        if kind == "real":
            attempt.bench.advance(None, _SLICE_US * factor)
        else:
            wait((future,), until - time.monotonic())
    if future.cancel() or not future.done():
        raise Blocked(f"nobody answered within {CONFIRM}")
    return future.result()
