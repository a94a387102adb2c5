"""Signals between field and PLC: the I/O list, signal by signal."""

from linebench.bdd.actual import TRUTH, expect_rows
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import own
from linebench.bdd.phrase import then
from linebench.bdd.signals import signal_rows


@then("every input of the I/O list of the {seat:component} was seen and every output acted")
def signals(attempt: Attempt, seat: str) -> None:
    """Truth: over the whole test case each signal of the list crossed between field and PLC."""
    own(attempt, seat)
    expect_rows(attempt, TRUTH, signal_rows(attempt.records))
