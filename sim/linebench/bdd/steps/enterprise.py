"""The enterprise above the site: what it is asked, and what it holds."""

from linebench.bdd.actual import CLAIM, expect, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import codes_on, each, exited
from linebench.bdd.steps.power import lose
from linebench.ports.l4 import Captured
from linebench.records.claim import SerialsClaimed


@when("the enterprise's answer to a capture is lost")
def answer_lost(attempt: Attempt) -> None:
    """Lose one message on its way from the enterprise to the site server: the answer to the next capture."""
    if not lose(attempt, "l4>l3", Captured):
        raise BenchError("what was lost is no answer to a capture")


@when("the enterprise is asked for everything it holds")
def asked_for_all(attempt: Attempt) -> None:
    """Ask the enterprise for all its events, once in a test case; what it answers is its claim."""
    if attempt.scenario.stack.enterprise == "none":
        raise BenchError(f'stack {attempt.scenario.stack.id} has no enterprise; set enterprise = "emulated" there')
    attempt.stimulus("ask", whom="l4")
    expect_equal(attempt, CLAIM, "why the enterprise did not say all", "", attempt.bench.audit())


@then("the enterprise holds every pack that passed and no other as commissioned")
def holds_all(attempt: Attempt) -> None:
    """Claim against truth: the packs that the enterprise has as commissioned are those that left as good."""
    found = [(at, epc) for at, claim in each(attempt.records, SerialsClaimed)
             if claim.source == "l4" and claim.status == "commissioned" for epc in claim.epcs
             if not epc.startswith("00")]
    codes = codes_on(attempt.records)
    good = {codes.get(pack, "") for pack in exited(attempt.records)}
    held = [epc for _, epc in found]
    words = "{} packs, {} missing, {} others, {} twice"
    actual = (len(set(held)), len(good - set(held)), len(set(held) - good), len(held) - len(set(held)))
    expect(attempt, CLAIM, words.format(len(good), 0, 0, 0), words.format(*actual), met=actual[1:] == (0, 0, 0),
           at=sorted({at for at, _ in found}))
