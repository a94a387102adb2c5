"""How exceptions end: what the desk says, and what the enterprise has of the store in the end."""

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal, expect_found, expect_none
from linebench.bdd.attempt import Attempt
from linebench.bdd.phrase import then
from linebench.bdd.seen import each
from linebench.bdd.warehouse import differences, held, noted, units
from linebench.ports.desk import Ask, Told
from linebench.records.claim import ExceptionClaimed, TaskClaimed, WithdrawnClaimed
from linebench.records.store import PhotoTaken
from linebench.records.wire import Delivered

_SHOWN = 3


@then("the desk says that it is done")
def is_done(attempt: Attempt) -> None:
    """Claim: the site server has brought the procedure to its end."""
    _ended(attempt, "done")


@then("the desk says that nothing is reported")
def is_abandoned(attempt: Attempt) -> None:
    """Claim: the site server has let go of the procedure."""
    _ended(attempt, "abandoned")


@then("the desk refuses it at once")
def is_refused(attempt: Attempt) -> None:
    """Claim: the site server has refused to begin, and says why."""
    _ended(attempt, "refused")


@then("the clerk was asked once more, with the reason")
def asked_again(attempt: Attempt) -> None:
    """Claim: over the whole test case, what could not be right was not taken, and the person was told why."""
    at = next((at for at, said in each(attempt.records, Delivered)
               if isinstance(said.message, Ask) and said.message.wrong), None)
    expect_found(attempt, CLAIM, "asked once more, with the reason", at)


@then("no step was asked for twice that had been answered")
def not_twice(attempt: Attempt) -> None:
    """Claim: over the whole test case, nobody had to do again what the site server had taken."""
    told: set[tuple[int, str]] = set()
    again = []
    for at, said in each(attempt.records, Delivered):
        if isinstance(said.message, Told):
            told.add((said.message.task, said.message.step))
        elif isinstance(said.message, Ask) and (said.message.task, said.message.step) in told:
            again.append(at)
    expect_none(attempt, CLAIM, "no step asked again", again)


@then("the enterprise has the photo that was taken")
def has_photo(attempt: Attempt) -> None:
    """Claim against truth: the hash that goes with the events is that of the photo, which is kept as evidence."""
    taken = {photo.sha256 for _, photo in each(attempt.records, PhotoTaken)}
    found = [(at, claim) for at, claim in each(attempt.records, ExceptionClaimed) if claim.source == "l4"]
    named = {sha256 for _, claim in found for sha256 in claim.photos}
    expect(attempt, CLAIM, f"{len(taken)} photos, all of them named", f"{len(taken & named)} named, "
           f"{len(named - taken)} others", met=bool(taken) and named == taken, at=[at for at, _ in found])


@then("the enterprise has the report that was wrong as declared erroneous")
def declared(attempt: Attempt) -> None:
    """Claim: the events of the wrong report stand in the enterprise with an error declaration."""
    epc = noted(attempt, "pack").epc
    at = next((at for at, claim in each(attempt.records, WithdrawnClaimed)
               if claim.source == "l4" and epc in claim.epcs), None)
    expect_found(attempt, CLAIM, f"what was said of {epc} is declared erroneous", at)


@then("the enterprise has the store as it is")
def as_it_is(attempt: Attempt) -> None:
    """Claim against truth: of every case and pallet in the store and every pack that was in one, the enterprise has
    the place and the state as they physically are.
    """
    said = held(attempt)
    wrong = [text for unit in units(attempt) for text in differences(unit, said)]
    some = "; ".join(wrong[:_SHOWN]) or "none"
    expect(attempt, CLAIM, "differences: none", f"differences: {some}", met=not wrong)


@then("the enterprise has the pack as {status:status}")
def has_pack_as(attempt: Attempt, status: str) -> None:
    """Claim: what the enterprise has of "the pack"."""
    said, key = held(attempt), noted(attempt, "pack").epc
    actual = said.ended.get(key, "commissioned" if key in said.living else "nothing")
    expect_equal(attempt, CLAIM, f"the enterprise has {key} as", status, actual)


@then("the enterprise has the pallet as shipped")
def has_shipped(attempt: Attempt) -> None:
    """Claim: the pallet is on its way, and so is all that is on it."""
    expect_equal(attempt, CLAIM, "shipped", [True], [noted(attempt, "pallet").epc in held(attempt).shipped])


@then("photos are kept as evidence: {count:count}")
def photos_kept(attempt: Attempt, count: int) -> None:
    """Truth: so many photos were taken, and lie among the attachments."""
    taken = [at for at, _ in each(attempt.records, PhotoTaken)]
    expect_equal(attempt, TRUTH, "photos", count, len(taken), at=taken)


def _ended(attempt: Attempt, state: str) -> None:
    task = attempt.notes["task"]
    found = [(at, claim) for at, claim in each(attempt.records, TaskClaimed) if claim.task == task]
    at, actual = (found[-1][0], found[-1][1].state) if found else (-1, "no word")
    expect_equal(attempt, CLAIM, "the desk says", state, actual, at=[at] if found else [])
