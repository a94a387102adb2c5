"""What the enterprise answers about single packs: from what is stored, and with planted defects."""

import pytest

from linebench.epcis.history import State
from linebench.ports.verification import INTENTS, NOTES, WHYS, Noticed, Verified, Verify
from linebench.stack.l4.verification_mutants import MUTANTS
from linebench.stack.machine import Send
from linebench.store import open_repository
from tests.stack.l4.desk import DAY_US, GTIN, HERE, ILMD, LATER, MINUTE_US, THERE, Desk
from tests.stack.l4.goods import CASE, OTHER, PACK, born, declared, ended, said

GOOD = (True, "", "active", ())


def test_a_good_pack_and_what_does_not_fit():
    """Lot and expiry date are compared where they are asked about; a wrong pair is told as such."""
    desk = Desk(gtins=(GTIN,)).stock()
    assert desk.ask() == GOOD
    assert desk.ask(lot="", expiry="") == GOOD
    assert desk.ask(expiry="260100") == GOOD  # the end of the month is the same day
    assert desk.ask(lot="L2")[:2] == (False, "unknown_lot")
    other = "https://id.gs1.org/01/09501101530003/21/Z"
    desk.stock(born(other, ilmd={**ILMD, "{urn:epcglobal:cbv:mda}lotNumber": "L2"}))
    assert desk.ask(lot="L2")[:2] == (False, "lot")
    assert desk.ask(expiry="260130")[:2] == (False, "expiry")
    assert desk.ask(lot="L2", expiry="270131")[:2] == (False, "lot_and_expiry")
    assert desk.ask("nobody") == (False, "unknown", "", ())
    assert desk.ask(gtin="09501101530010") == (False, "unknown_product", "", ())


@pytest.mark.parametrize("wrong", [{"gtin": "09501101530004"}, {"gtin": "1"}, {"serial": ""}, {"by": ""},
                                   {"by": "9501101000101"}, {"intent": "steal"}, {"expiry": "260132"},
                                   {"expiry": "\u0662\u0666\u0660\u0661\u0663\u0661"}])
def test_questions_that_cannot_be_answered(wrong):
    """They are told as such, and nothing is stored."""
    desk = Desk().stock()
    before = desk.store.count()
    assert desk.ask(**wrong)[:2] == (False, "bad_request")
    assert desk.store.count() == before


@pytest.mark.parametrize(("event", "state"), [
    (ended(PACK), "decommissioned"),
    (said("destroying", PACK, action="DELETE"), "destroyed"),
    (said("sampling", PACK, action="DELETE"), "sampled"),
])
def test_what_has_left_the_market(event, state):
    """Whoever asks is told so, and cannot dispense it; what was declared not to have been counts for nothing."""
    desk = Desk().stock(event)
    assert desk.ask() == (False, "inactive", state, ())
    assert desk.ask(intent="dispense") == (False, "inactive", state, ())
    assert desk.ask(intent="undo") == (False, "not_dispensed", state, ())
    assert Desk().stock(event, declared(event)).ask() == GOOD


def test_what_was_never_commissioned_is_not_in_the_market():
    """Of an encoded pack that was rejected neither lot nor date is known, and it is no good all the same."""
    rejected = "https://id.gs1.org/01/09501101530003/21/R"
    encoded = said("encoding", rejected, action="ADD")
    assert Desk().stock(encoded).ask("R") == (False, "inactive", "encoded", ())
    assert Desk().stock(encoded, ended(rejected)).ask("R", lot="L2") == (False, "inactive", "decommissioned", ())


def test_a_pack_expires_at_the_end_of_its_day():
    """And not before; an extension of its lot is for longer, and the date on the pack still fits."""
    desk = Desk().stock()
    last = 31 * DAY_US - 1
    assert desk.ask(at=last) == GOOD
    assert desk.ask(at=last + 1) == (True, "", "active", ("expired",))
    assert desk.ask(at=last + 1, intent="dispense")[:2] == (False, "expired")
    assert desk.tell("extend", last, expiry="260300") == Noticed("n4", accepted=True)
    assert desk.ask(at=last + 1) == (True, "", "active", ("extended",))
    assert desk.ask(at=90 * DAY_US) == (True, "", "active", ("expired", "extended"))


@pytest.mark.parametrize("what", [{}, {"serials": ("A",), "lot": ""}])
def test_a_recall_holds_until_it_is_taken_back(what):
    """Of a lot, or of some serials of it; over a loss of power; the same notice twice is one."""
    desk = Desk().stock()
    assert desk.tell("recall", number="7", **what).accepted
    count = desk.store.count()
    assert desk.tell("recall", number="7", **what).accepted
    assert desk.store.count() == count
    desk.power()
    assert desk.ask() == (True, "", "active", ("recalled",))
    assert desk.ask(intent="dispense") == (False, "recalled", "active", ())
    assert desk.ask("B")[3] == (() if what else ("recalled",))
    desk.tell("revoke", **what)
    assert desk.ask() == GOOD


def test_a_recall_that_the_site_captures():
    """An event with the disposition recalled says the same."""
    assert Desk().stock(said("holding", OTHER, disposition="recalled")).ask("B")[3] == ("recalled",)


@pytest.mark.parametrize("wrong", [{"kind": "burn"}, {"number": " ", "gtin": "1"}, {"sender": ""}, {"lot": ""},
                                   {"kind": "extend", "expiry": "261301"},
                                   {"kind": "extend", "expiry": "261200", "serials": ("A",)}])
def test_notices_that_cannot_be(wrong):
    """They are refused with what was found, and not kept."""
    desk = Desk().stock()
    before = desk.store.count()
    answer = desk.tell(wrong.pop("kind", "recall"), **wrong)
    assert not answer.accepted
    assert answer.reason.startswith("found ")
    assert desk.store.count() == before


def test_dispensing_and_its_end():
    """Once; the same request again is the same; undone by the same place within ten days; then again."""
    desk = Desk().stock()
    assert desk.ask(intent="dispense", request="x") == (True, "", "dispensed", ())
    assert desk.ask(intent="dispense", request="x") == (True, "", "dispensed", ())
    assert desk.ask(intent="dispense") == (False, "dispensed", "dispensed", ())
    assert desk.ask() == (False, "dispensed", "dispensed", ())
    history = desk.level._standing.history()
    assert (history.states[PACK], history.parents.get(PACK)) == (State.INACTIVE, None)
    ten = LATER + 10 * DAY_US
    assert desk.ask(intent="undo", by=THERE, at=ten) == (False, "not_by_you", "dispensed", ())
    assert desk.ask(intent="undo", at=ten + 1) == (False, "too_late", "dispensed", ())
    assert desk.ask(intent="undo", at=ten, request="u") == (True, "", "active", ())
    assert desk.ask(intent="undo", at=ten + 1, request="u") == (True, "", "active", ())
    assert desk.ask(intent="undo", at=ten) == (False, "not_dispensed", "active", ())
    history = desk.level._standing.history()
    assert (history.states[PACK], history.parents[PACK]) == (State.ACTIVE, CASE)
    assert desk.ask(intent="dispense", at=ten)[:2] == (True, "")


def test_what_partners_did_outlives_the_power():
    """A dispensing, and that it was undone, are events."""
    desk = Desk().stock()
    desk.ask(intent="dispense")
    desk.power()
    assert desk.ask()[1:3] == ("dispensed", "dispensed")
    desk.ask(intent="undo")
    desk.power()
    assert desk.ask() == GOOD


def test_one_pack_at_two_places():
    """Whoever asks within a minute of another place is told so; the same place may ask as often as it likes."""
    desk = Desk().stock()
    assert desk.ask(at=LATER) == GOOD
    assert desk.ask(at=LATER + 1) == GOOD
    assert desk.ask(at=LATER + 1 + MINUTE_US, by=THERE)[:2] == (False, "cloned")
    assert desk.ask("B", at=LATER + 2 + MINUTE_US) == GOOD
    assert desk.ask(at=LATER + 2 + 2 * MINUTE_US, by=HERE) == GOOD
    assert desk.ask(at=LATER + 2 + 2 * MINUTE_US, intent="dispense")[0]
    assert desk.ask(at=LATER + DAY_US, by=THERE, intent="dispense")[:2] == (False, "cloned")


def test_the_same_on_a_database(tmp_path):
    """SQLite keeps what partners did like memory does."""
    store = open_repository(f"sqlite:///{(tmp_path / 'l4.db').as_posix()}")
    desk = Desk(store=store).stock()
    assert [desk.ask(intent="dispense")[:2], desk.ask()[:2], desk.ask(intent="undo")[:2], desk.ask()[:2]] == [
        (True, ""), (False, "dispensed"), (True, ""), (True, "")]
    desk.tell("recall")
    assert desk.ask()[3] == ("recalled",)
    store.close()


FORGED = {
    "verifies-unknown": (lambda desk: desk.ask("nobody")[:2], (False, "unknown"), (True, "")),
    "ignores-lot": (lambda desk: desk.ask(lot="L2")[:2], (False, "unknown_lot"), (True, "")),
    "ignores-recall": (lambda desk: (desk.tell("recall"), desk.ask())[1][3], ("recalled",), ()),
    "ignores-expiry": (lambda desk: desk.ask(at=32 * DAY_US)[3], ("expired",), ()),
    "ignores-end": (lambda desk: desk.stock(ended(PACK)).ask()[:2], (False, "inactive"), (True, "")),
    "misses-clone": (lambda desk: (desk.ask(), desk.ask(by=THERE))[1][:2], (False, "cloned"), (True, "")),
    "anybody-undoes": (lambda desk: (desk.ask(intent="dispense"), desk.ask(intent="undo", by=THERE))[1][1],
                       "not_by_you", ""),
    "undoes-late": (lambda desk: (desk.ask(intent="dispense"), desk.ask(intent="undo", at=60 * DAY_US))[1][1],
                    "too_late", ""),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_a_mutant_does(name):
    """It answers otherwise where the right one does not."""
    act, right, wrong = FORGED[name]
    assert (act(Desk().stock()), act(Desk(f"l4-{name}").stock())) == (right, wrong)


def test_every_mutant_is_seen_above():
    """None without a test of what it does."""
    assert sorted(f"l4-{name}" for name in FORGED) == sorted(mutant.name for mutant in MUTANTS)


def test_the_words_of_the_port_are_those_that_are_said():
    """No intent without an answer; the level says none that the port does not know."""
    desk = Desk().stock(ended(OTHER))
    found = [desk.ask(serial, intent=intent) for intent in INTENTS for serial in ("A", "B", "nobody")]
    assert {why for _, why, _, _ in found} <= {"", *WHYS}
    assert {note for _, _, _, notes in found for note in notes} <= set(NOTES)
    assert type(desk.level.receive("l3", Verify("1", GTIN, "A", asker=HERE), 0)) is Send
    assert desk.level.receive("l3", Verify("1", GTIN, "A", asker=HERE), 0).to == "l3"
    assert type(desk.level.receive("l3", Verify("1", GTIN, "A", asker=HERE), 0).message) is Verified
