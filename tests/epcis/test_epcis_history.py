"""What events say together, and what cannot be."""

import random

import pytest

from linebench.epcis.history import RULES, Breach, History, State
from linebench.epcis.model import ErrorDeclaration, Event
from linebench.product.keys import sscc

PACK, OTHER = "urn:epc:id:sgtin:9501101.053000.A1", "https://id.gs1.org/01/09501101530003/21/A2"
CASE, PALLET = "urn:epc:id:sscc:9501101.3000000001", "urn:epc:id:sscc:9501101.3000000002"
LINKS = {PACK: "https://id.gs1.org/01/09501101530003/21/A1", OTHER: OTHER,
         **{f"urn:epc:id:sscc:9501101.3{number:09}": f"https://id.gs1.org/00/{sscc('9501101', number, extension=3)}"
            for number in (1, 2)}}


def event(kind, action, step="", at=0, **fields):
    return Event(type=kind, action=action, biz_step=step, event_time=f"2026-01-31T12:00:{at:02}Z",
                 event_time_zone_offset="+00:00", **fields)


def born(*epcs, at=0):
    return event("ObjectEvent", "ADD", "commissioning", at, epc_list=epcs)


def packed(parent, *children, at=1, action="ADD"):
    return event("AggregationEvent", action, "packing" if action == "ADD" else "unpacking", at, parent_id=parent,
                 child_epcs=children)


def said(action, step, *epcs, at=2):
    return event("ObjectEvent", action, step, at, epc_list=epcs)


ALL = born(PACK, OTHER, CASE, PALLET)
SOUND = {
    "a pallet that is shipped and received": [
        ALL, packed(CASE, PACK, OTHER), packed(PALLET, CASE), said("OBSERVE", "shipping", PALLET),
        said("OBSERVE", "receiving", PALLET, at=3)],
    "packed anew after unpacking": [ALL, packed(CASE, PACK), packed(CASE, PACK, action="DELETE"),
                                    packed(PALLET, PACK)],
    "all unpacked where none is named": [ALL, packed(CASE, PACK, OTHER), packed(CASE, action="DELETE"),
                                         packed(PALLET, PACK)],
    "encoded, then commissioned": [said("ADD", "encoding", PACK, at=0), born(PACK)],
    "encoded and never used": [said("ADD", "encoding", PACK, at=0), said("DELETE", "decommissioning", PACK)],
    "destroyed after decommissioning": [ALL, said("DELETE", "decommissioning", PACK),
                                        said("DELETE", "destroying", PACK, at=3)],
    "made of others": [ALL, event("TransformationEvent", "", "repackaging", 2, input_epc_list=(PACK,),
                                  output_epc_list=("urn:epc:id:sgtin:9501101.053000.B1",))],
}
WRONG = {
    "not-commissioned": [packed(CASE, PACK)],
    "commissioned-twice": [born(PACK), born(LINKS[PACK], at=1)],
    "after-end": [ALL, said("DELETE", "decommissioning", PACK), packed(CASE, PACK, at=3)],
    "two-parents": [ALL, packed(CASE, PACK), packed(PALLET, PACK)],
    "not-in-parent": [ALL, packed(CASE, PACK, action="DELETE")],
    "in-itself": [ALL, packed(CASE, PALLET), packed(PALLET, CASE)],
    "not-top-level": [ALL, packed(CASE, PACK), said("OBSERVE", "shipping", PACK)],
    "back-in-time": [born(PACK, at=5), said("OBSERVE", "inspecting", PACK, at=4)],
    "not-shipped": [ALL, said("OBSERVE", "void_shipping", PACK)],
}


@pytest.mark.parametrize("events", SOUND.values(), ids=SOUND)
def test_what_can_be(events):
    """Nothing is found."""
    assert History().replay(events) == []


@pytest.mark.parametrize(("rule", "events"), WRONG.items(), ids=WRONG)
def test_what_cannot_be(rule, events):
    """The last event breaks this rule and no other."""
    found = History().replay(events)
    assert {(number, breach.rule) for number, breach in found} == {(len(events) - 1, rule)}


def test_every_rule_is_broken_above():
    """No rule without an event that breaks it."""
    assert sorted(WRONG) == sorted(RULES)


def test_states_and_contents():
    """At any depth, by canonical identifiers."""
    history = History()
    history.replay([ALL, packed(CASE, PACK), packed(PALLET, CASE), said("DELETE", "destroying", OTHER)])
    assert history.contents(LINKS[PALLET]) == {LINKS[CASE], LINKS[PACK]}
    assert history.states == {LINKS[PACK]: State.ACTIVE, LINKS[OTHER]: State.DESTROYED, LINKS[CASE]: State.ACTIVE,
                              LINKS[PALLET]: State.ACTIVE}


def test_what_is_declared_erroneous_has_no_effect():
    """And is told as nothing."""
    history = History()
    wrong = event("ObjectEvent", "DELETE", "destroying", 1, epc_list=(PACK,),
                  error_declaration=ErrorDeclaration("2026-01-31T13:00:00Z", "did_not_occur"))
    assert history.replay([ALL, wrong]) == []
    assert history.states[LINKS[PACK]] is State.ACTIVE


def test_a_decommissioned_pack_is_in_nothing():
    """Nor does its case hold it."""
    history = History()
    history.replay([ALL, packed(CASE, PACK, OTHER), said("DELETE", "decommissioning", PACK)])
    assert history.contents(LINKS[CASE]) == {LINKS[OTHER]}


def test_a_mixed_history_equals_one_that_is_kept_naively():
    """A thousand random packings against a table of parents."""
    chance = random.Random(5)
    packs = [f"urn:epc:id:sgtin:9501101.053000.P{number}" for number in range(40)]
    cases = [f"urn:epc:id:sscc:9501101.3{number:09}" for number in range(8)]
    history, parents = History(), {}
    history.take(born(*packs, *cases))
    for _ in range(1000):
        pack, case = chance.choice(packs), chance.choice(cases)
        action = chance.choice(("ADD", "DELETE"))
        found = [each.rule for each in history.take(packed(case, pack, at=1, action=action))]
        if action == "ADD":
            assert found == (["two-parents"] if pack in parents else [])
            parents[pack] = case
        else:
            assert found == ([] if parents.get(pack) == case else ["not-in-parent"])
            if parents.get(pack) == case:
                del parents[pack]
    assert len(history.parents) == len(parents)


def test_a_breach_names_the_thing():
    """By its canonical identifier."""
    assert History().take(packed(CASE, PACK)) == [Breach("not-commissioned", LINKS[CASE]),
                                                  Breach("not-commissioned", LINKS[PACK])]
