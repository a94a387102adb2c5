"""Partners ask the enterprise about single packs, dispense them, and hear of recalls and extensions."""

from linebench.bdd.actual import CLAIM, expect, expect_within
from linebench.bdd.asker import asker_of
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import note, running
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import code_on, exited, product
from linebench.bdd.steps.truth import that_pack
from linebench.ports.verification import Notice, Noticed, Verified, Verify

_MAKER = "9501101000001"
"""GLN of who makes the products and tells of recalls."""
_OTHER_LOT, _OTHER_EXPIRY = "OTHERLOT", "351231"
_OTHER_PRODUCT = "09501101999992"
_NOBODYS = "NOBODYS0SERIAL"
_HEAD = 16
"""Length of AI and GTIN in front of a serial in an element string."""


@when("a pack that has passed is taken in hand")
def taken_in_hand(attempt: Attempt) -> None:
    """Take the good pack that left the line first; it is "that pack"."""
    passed = exited(attempt.records)
    if not passed:
        raise BenchError("no pack has passed yet")
    note(attempt, (next(iter(passed)),), attempt.bench.now)


@when("another pack that has passed is taken in hand")
def another_in_hand(attempt: Attempt) -> None:
    """Take the good pack that left the line behind "that pack"; it is "that pack" from now on."""
    passed = list(exited(attempt.records))
    behind = passed[passed.index(that_pack(attempt)) + 1:]
    if not behind:
        raise BenchError("no pack has passed behind that one")
    note(attempt, (behind[0],), attempt.bench.now)


@when("{asker:asker} asks about that pack")
def asks(attempt: Attempt, asker: str) -> None:
    """Ask the enterprise about the pack, with lot and expiry date as they are on it."""
    _ask(attempt, asker)


@when("{asker:asker} asks about that pack with a lot that there is not")
def asks_other_lot(attempt: Attempt, asker: str) -> None:
    """Ask about the pack with a lot of which nothing was ever made."""
    _ask(attempt, asker, lot=_OTHER_LOT)


@when("{asker:asker} asks about that pack with another expiry date")
def asks_other_expiry(attempt: Attempt, asker: str) -> None:
    """Ask about the pack with an expiry date that is not its own."""
    _ask(attempt, asker, expiry=_OTHER_EXPIRY)


@when("{asker:asker} asks about a serial number that no pack has")
def asks_unknown(attempt: Attempt, asker: str) -> None:
    """Ask about a serial of the running product that nobody was given."""
    _ask(attempt, asker, serial=_NOBODYS)


@when("{asker:asker} asks about a pack of another product")
def asks_other_product(attempt: Attempt, asker: str) -> None:
    """Ask about a pack of a GTIN that the enterprise does not know."""
    _ask(attempt, asker, gtin=_OTHER_PRODUCT, serial=_NOBODYS)


@when("{asker:asker} dispenses that pack")
def dispenses(attempt: Attempt, asker: str) -> None:
    """Ask whether the pack may be given to a patient, and give it where it may."""
    _ask(attempt, asker, intent="dispense")


@when("{asker:asker} takes back that it dispensed that pack")
def undoes(attempt: Attempt, asker: str) -> None:
    """Ask that the dispensing of the pack be undone."""
    _ask(attempt, asker, intent="undo")


@when("the lot of that pack is recalled")
def recalled(attempt: Attempt) -> None:
    """Tell the enterprise of the recall, as who makes the product does."""
    _tell(attempt, "recall")


@when("the recall of that lot is taken back")
def revoked(attempt: Attempt) -> None:
    """Tell the enterprise that the lot is not recalled any more."""
    _tell(attempt, "revoke")


@when('the expiry date of that lot is extended to "{date:name}"')
def extended(attempt: Attempt, date: str) -> None:
    """Tell the enterprise of the new date of the lot, YYMMDD."""
    _tell(attempt, "extend", date)


@then("the enterprise answers that the pack is {kind:verified}")
def answered(attempt: Attempt, kind: tuple[bool, str, tuple[str, ...]]) -> None:
    """Claim: the answer to the latest question says so, and nothing else."""
    answer = asker_of(attempt).answer
    wanted = _words(kind)
    found = _words((answer.verified, answer.why, answer.notes)) if isinstance(answer, Verified) else "no answer"
    expect(attempt, CLAIM, wanted, found, met=found == wanted)


@then("the answer about the pack comes within the limit of {limit:requirement}")
def answered_within(attempt: Attempt, limit: str) -> None:
    """Claim: from the latest question to its answer, no more time passes than the limit allows."""
    asker = asker_of(attempt)
    if asker.answer is None:
        expect(attempt, CLAIM, "an answer", "no answer", met=False)
        return
    expect_within(attempt, CLAIM, "answered after", asker.took_us, limit)


def _ask(attempt: Attempt, asker: str, intent: str = "verify", **other: str) -> None:
    """Ask about "that pack", or one that is said to be something ``other``."""
    code = code_on(attempt.records, that_pack(attempt)) if attempt.packs else ""
    batch = running(attempt)
    mine = {"gtin": code[2:_HEAD] or product(attempt.scenario, batch.product).gtin, "serial": code[_HEAD + 2:],
            "lot": batch.lot, "expiry": batch.expiry, **other}
    number = str(attempt.stimulus("verify", asker=asker, intent=intent, **mine))
    asker_of(attempt).say(Verify(number, asker=asker, intent=intent, **mine))


def _tell(attempt: Attempt, kind: str, expiry: str = "") -> None:
    batch = running(attempt)
    gtin = product(attempt.scenario, batch.product).gtin
    number = str(attempt.stimulus("notice", kind=kind, lot=batch.lot, expiry=expiry))
    asker = asker_of(attempt)
    asker.say(Notice(number, kind, gtin, batch.lot, expiry=expiry, sender=_MAKER))
    if not (isinstance(asker.answer, Noticed) and asker.answer.accepted):
        raise BenchError(f"the enterprise did not take the notice ({kind} of lot {batch.lot})")


def _words(answer: tuple[bool, str, tuple[str, ...]]) -> str:
    verified, why, notes = answer
    return ", ".join(["verified" if verified else f"not verified: {why}", *notes])
