"""What steps do with the planner of a site's work: hear what it was answered, and wait until it has been heard."""

from linebench.bdd.attempt import Attempt
from linebench.bdd.seen import each
from linebench.ports.erp import JobAnswer, ProductAnswer
from linebench.records.wire import Delivered

__all__ = ["answers", "heard"]

_PATIENCE_US = 120_000_000
"""How long the planner's first words may take, which may travel as files that are looked for now and then."""


def answers(attempt: Attempt) -> list[tuple[int, JobAnswer | ProductAnswer]]:
    """Every answer that has reached the planner, with its position."""
    return [(at, said.message) for at, said in each(attempt.records, Delivered)
            if isinstance(said.message, JobAnswer | ProductAnswer)]


def heard(attempt: Attempt) -> None:
    """Let the site answer what the planner tells it at the start; without a planner do nothing."""
    if attempt.scenario.stack.planner == "none":
        return
    requests = {batch.order for batch in attempt.scenario.batches}
    attempt.wait(lambda _: requests <= {answer.request for _, answer in answers(attempt)}, _PATIENCE_US, since=0)
