"""Mock recalls: the enterprise is asked for the packs of a lot, as on the day on which one has to be recalled."""

from linebench.bdd.actual import CLAIM, NotApplicable, expect, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.phrase import then, when
from linebench.bdd.recall import Recall, asked, recall
from linebench.bdd.seen import codes_on, each, exited
from linebench.product.elements import ElementError, read_elements
from linebench.records.truth import PackPrinted

_NOTE = "recall"
_LOT = "10"


@when('the lot "{lot:name}" is recalled from the enterprise')
def recalled(attempt: Attempt, lot: str) -> None:
    """Ask the enterprise which packs of a lot were commissioned, by the standard's query. Not applicable where
    there is no enterprise to ask.
    """
    if attempt.scenario.stack.enterprise == "none":
        raise NotApplicable(f"stack {attempt.scenario.stack.id} has no enterprise to ask")
    attempt.stimulus("recall", lot=lot)
    attempt.notes[_NOTE] = recall(attempt, lot)


@then("the recall names every pack of the lot and no other")
def exact(attempt: Attempt) -> None:
    """Claim against truth: precision and recall are 1: the packs that were named are those that passed the exit
    with the lot on them.
    """
    found = _recall(attempt)
    codes = codes_on(attempt.records)
    truth = {codes[pack] for pack in _of_lot(attempt, found.lot) & exited(attempt.records).keys()}
    if not truth:
        raise BenchError(f"no pack of the lot {found.lot} has passed, so this step would compare nothing")
    named = set(found.epcs)
    words = "{} packs named, {} missing, {} others"
    actual = (len(named), len(truth - named), len(named - truth))
    expect(attempt, CLAIM, words.format(len(truth), 0, 0), words.format(*actual), met=named == truth,
           at=found.at)


@then("the recall is answered within the limit of {limit:requirement}")
def in_time(attempt: Attempt, limit: str) -> None:
    """Claim: from the question to the last page of its answer no more time passes than the limit allows."""
    found = _recall(attempt)
    expect_within(attempt, CLAIM, "time to the whole answer", asked(attempt, found), limit, at=found.at[-1:])


def _recall(attempt: Attempt) -> Recall:
    found = attempt.notes.get(_NOTE)
    if not isinstance(found, Recall):
        raise BenchError("nothing was recalled in an earlier step")
    return found


def _of_lot(attempt: Attempt, lot: str) -> set[int]:
    return {done.pack for _, done in each(attempt.records, PackPrinted) if _lot(done.content) == lot}


def _lot(content: str) -> str:
    try:
        return dict(read_elements(content)).get(_LOT, "")
    except ElementError:
        return ""
