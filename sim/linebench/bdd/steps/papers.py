"""What a site keeps beside the installation: calibration, accounts, documents and backups, as its file has them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from linebench.bdd.actual import TRUTH, expect_rows, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import BENCH, installed, lacking, own
from linebench.bdd.phrase import then
from linebench.bdd.restored import restore
from linebench.inventory.installation import AccountFacts, Installation, InstrumentFacts


@then("the instruments of the {seat:component} are calibrated")
def calibrated(attempt: Attempt, seat: str) -> None:
    """Truth: each instrument has a certificate that names its standard and counts on the day of the run."""
    own(attempt, seat)
    found = [each for each in installed(attempt).given.instruments if each.seat == seat]
    if not found:
        lacking(attempt, f"[[instrument]] of the seat {seat}")
    expect_rows(attempt, TRUTH, (row for each in found for row in _calibration(each)))


@then("the accounts of the {seat:component} are as the role matrix says")
def accounts(attempt: Attempt, seat: str) -> None:
    """Truth: each account has a role of the matrix; none that came with the product is open, none is shared; and
    passwords are as long as URS-INS-007 asks.
    """
    own(attempt, seat)
    given = installed(attempt).given
    found = [each for each in given.accounts if each.seat == seat]
    if not found or seat not in given.roles:
        lacking(attempt, f"[[account]] of the seat {seat}, or no roles.{seat}")
    roles = given.roles[seat].replace(",", " ").split()
    expect_rows(attempt, TRUTH, (row for each in found for row in _account(each, roles)))
    _passwords(attempt, given, seat)


@then("the documents of the {seat:component} are there in the approved revision")
def documents(attempt: Attempt, seat: str) -> None:
    """Truth: each supplier document that has to be there is, in the revision that was approved."""
    own(attempt, seat)
    found = [each for each in installed(attempt).given.documents if each.seat == seat]
    if not found:
        lacking(attempt, f"[[document]] of the seat {seat}")
    expect_rows(attempt, TRUTH, ((f"{each.id} {each.title}, revision", each.revision, each.present or "not there")
                                 for each in found))


@then("a backup of the {seat:component} was restored and equals its original")
def restored(attempt: Attempt, seat: str) -> None:
    """Truth: what the site restored has the hash of what was backed up.

    Of the bench the events that this test case left in the enterprise are put into a store, which is backed up,
    lost and restored, and compared event by event.
    """
    if own(attempt, seat):
        expect_rows(attempt, TRUTH, restore(attempt))
        return
    done = next((each for each in installed(attempt).given.backups if each.id == seat), None)
    if done is None:
        lacking(attempt, f"[[backup]] with the id {seat!r}")
    expect_rows(attempt, TRUTH, ((f"{seat}, SHA-256 of what was restored on {done.restored_on}", done.original,
                                  done.restored),))


def _calibration(each: InstrumentFacts) -> Iterator[tuple[str, str, str]]:
    today = datetime.now(UTC).date()
    good = today <= each.due
    yield (f"{each.id}, certificate {each.certificate} by {each.standard}, due",
           each.due_on if good else f"not before {today.isoformat()}", each.due_on)


def _account(each: AccountFacts, roles: list[str]) -> Iterator[tuple[str, str, str]]:
    known = each.role if each.role in roles else "one of " + ", ".join(roles)
    yield f"{each.id}, role", known, each.role
    state = "locked" if each.locked else "open"
    yield f"{each.id}, state", "locked" if each.default else state, state
    yield f"{each.id}, used by", "one person", "several people" if each.shared else "one person"


def _passwords(attempt: Attempt, given: Installation, seat: str) -> None:
    rules = next((each for each in given.passwords if each.id == seat), None)
    if rules is None and seat != BENCH:  # who may use the bench's computer is its own system's affair
        lacking(attempt, f"[[password]] with the id {seat!r}")
    if rules is not None:
        expect_within(attempt, TRUTH, f"fewest characters of a password of {seat}", rules.length, "URS-INS-007")
