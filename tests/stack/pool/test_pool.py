"""The pool of serials: each message in, the whole answer out."""

import random
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.product import guess_odds
from linebench.product.keys import is_key
from linebench.product.serial_states import FOLLOWING, STATES
from linebench.stack.machine import Send, Store
from linebench.stack.pool import Listed, PoolConfig, PoolError, PoolPlan, Random, Sequential, SerialPool
from linebench.stack.pool.kept import Given, Heeded
from tests.stack.pool.kit import CASES, OTHER, OTHERS, PACKS, Kit

LIST = f"SGTIN GTIN={OTHER}"


def test_a_draw_is_stored_and_then_answered():
    """The store holds the whole answer before it is sent; the same request gets it again without a new one."""
    kit = Kit()
    asked = Draw("a", 2, "SGTIN", OTHERS)
    first = Drawn("a", "ok", f"{LIST} 1", "allocated", ("007", "B2"))
    assert kit.ask(asked) == first
    assert kit.effects == [Store("drawn:a", Given(1, LIST, asked, first, 2)), Send("l3", first)]
    assert kit.ask(asked) == first
    assert kit.effects == [Send("l3", first)]


def test_a_move_is_stored_and_then_answered():
    """As a draw; a repeat moves nothing a second time."""
    kit = Kit()
    kit.draw("a", 2, OTHERS)
    asked = Move("m", ("007",), "encoded", "SGTIN", OTHERS, (("LOT", "L1"),))
    assert kit.ask(asked) == Moved("m", "ok")
    assert kit.effects == [Store("moved:m", Heeded(2, LIST, asked, Moved("m", "ok"), ("007",))),
                           Send("l3", Moved("m", "ok"))]
    assert kit.ask(asked) == Moved("m", "ok")
    assert kit.effects == [Send("l3", Moved("m", "ok"))]
    assert kit.count(OTHERS) == {"unassigned": 3, "allocated": 1, "encoded": 1}


def test_power_loss_forgets_nothing_in_whatever_order_it_is_restored():
    """Tokens, states and who was given back first are as before; a repeat is known, and another request refused."""
    kit = Kit()
    first = kit.draw("a", 3, OTHERS)
    kit.move("m1", ["B2"], "unallocated", OTHERS)
    kit.move("m2", ["007"], "unallocated", OTHERS)
    kit.move("m3", ["C3"], "encoded", OTHERS)
    counts = kit.count(OTHERS)
    kit.store = dict(reversed(kit.store.items()))
    kit.power()
    assert kit.count(OTHERS) == counts
    assert kit.draw("a", 3, OTHERS) == first
    assert kit.move("m3", ["C3"], "encoded", OTHERS) == Moved("m3", "ok")
    assert kit.move("m3", ["C3"], "commissioned", OTHERS) == Moved("m3", "bad_request")
    assert kit.draw("b", 3, OTHERS).serials == ("B2", "007", "D4")


def test_fewer_and_none():
    """A list that ends gives what it has and says so; then it gives nothing, which may change."""
    kit = Kit()
    assert kit.draw("a", 4, OTHERS).serials == ("007", "B2", "C3", "D4")
    assert kit.draw("b", 4, OTHERS) == Drawn("b", "insufficient", f"{LIST} 2", "allocated", ("E5",))
    assert kit.draw("c", 1, OTHERS) == Drawn("c", "insufficient")
    kit.move("m", ["B2"], "unallocated", OTHERS)
    assert kit.draw("c", 1, OTHERS).serials == ("B2",)
    assert kit.draw("b", 4, OTHERS).serials == ("E5",)


@pytest.mark.parametrize(("asked", "status"), [
    (Draw("a", 0, "SGTIN", PACKS), "bad_request"), (Draw("", 1, "SGTIN", PACKS), "bad_request"),
    (Draw("a", 1, "SGTIN", PACKS, "encoded"), "bad_request"), (Draw("a", 1, "NTIN", PACKS), "unknown_form"),
    (Draw("a", 1, "SGTIN", (("GTIN", "1"),)), "unknown_criteria"), (Draw("a", 1, "SGTIN", ()), "unknown_criteria"),
    (Draw("a", 1, "SGTIN", PACKS, collection="of others"), "unknown_collection"),
    (Draw("a", 2_000_001, "SGTIN", PACKS), "not_accepted"),
    (Draw("used", 2, "SGTIN", OTHERS), "bad_request")])
def test_draws_that_are_refused(asked, status):
    """Each with its status, and nothing is stored."""
    kit = Kit()
    kit.draw("used", 1, OTHERS, collection="of others")
    before = dict(kit.store)
    assert kit.ask(asked) == Drawn(asked.request, status)
    assert kit.store == before


@pytest.mark.parametrize(("asked", "status", "refused"), [
    (Move("", ("007",), "encoded", "SGTIN", OTHERS), "bad_request", ()),
    (Move("m", (), "encoded", "SGTIN", OTHERS), "bad_request", ()),
    (Move("m", ("007",), "burnt", "SGTIN", OTHERS), "bad_request", ()),
    (Move("used", ("B2",), "encoded", "SGTIN", OTHERS), "bad_request", ()),
    (Move("m", ("007",), "encoded", "NTIN", OTHERS), "unknown_form", ()),
    (Move("m", ("007",), "encoded", "SGTIN"), "unknown_criteria", ()),
    (Move("m", ("007",), "encoded", "SGTIN", collection="none"), "unknown_collection", ()),
    (Move("m", ("007",), "encoded", "SSCC", collection="given"), "unknown_collection", ()),
    (Move("m", ("007",), "encoded", "SGTIN", PACKS, collection="given"), "unknown_criteria", ()),
    (Move("m", ("007", "D4", "B2", "x"), "encoded", "SGTIN", OTHERS), "unknown_serial", ("D4", "x")),
    (Move("m", ("007", "C3", "B2"), "encoded", "SGTIN", OTHERS), "not_allowed", ("C3",)),
    (Move("m", ("007", "007"), "encoded", "SGTIN", OTHERS), "not_allowed", ("007",))])
def test_moves_that_are_refused(asked, status, refused):
    """One that cannot moves none, and all that cannot are named."""
    kit = Kit()
    kit.draw("a", 3, OTHERS, collection="given")
    assert kit.move("used", ["C3"], "encoded", OTHERS).status == "ok"
    before = dict(kit.store)
    assert kit.ask(asked) == Moved(asked.request, status, refused)
    assert kit.store == before
    assert kit.count(OTHERS) == {"unassigned": 2, "allocated": 2, "encoded": 1}


def test_a_collection_names_its_pool():
    """So a move needs no criteria where it names one."""
    kit = Kit()
    given = kit.draw("a", 1, OTHERS)
    assert kit.move("m", given.serials, "encoded", (), collection=given.collection).status == "ok"
    assert kit.draw("b", 1, OTHERS, collection=given.collection).collection == given.collection


def test_counts_of_what_there_is_not():
    """Form and criteria are looked at as for a draw."""
    kit = Kit()
    assert kit.ask(Count("c", "NTIN", PACKS)) == Counted("c", "unknown_form")
    assert kit.ask(Count("c", "SGTIN", ())) == Counted("c", "unknown_criteria")


WAYS = {"unassigned": (), "unallocated": (), "allocated": (), "invalid": ("invalid",), "encoded": ("encoded",),
        "label_sampled": ("encoded", "label_sampled"), "label_scrapped": ("encoded", "label_scrapped"),
        "commissioned": ("encoded", "commissioned"),
        **{end: ("encoded", "commissioned", end) for end in ("sampled", "inactive", "destroyed", "released")}}


@pytest.mark.parametrize("before", STATES)
def test_every_transition(before):
    """From each state exactly those of the table, and one that is refused changes nothing."""
    start = before if before in ("unassigned", "unallocated") else "allocated"
    for after in STATES:
        kit = Kit()
        serials = kit.draw("a", 1, state=start).serials
        for number, state in enumerate(WAYS[before]):
            assert kit.move(f"way {number}", serials, state).status == "ok"
        told = kit.move("last", serials, after)
        fits = after in FOLLOWING[before]
        assert told == (Moved("last", "ok") if fits else Moved("last", "not_allowed", serials))
        assert {state for state in kit.count() if state != "unassigned"} | {"unassigned"} == {
            after if fits else before, "unassigned"}


def test_the_table_of_transitions():
    """Back only before it was encoded; nothing after an end."""
    assert {(before, after) for before, ways in FOLLOWING.items() for after in ways} == {
        ("unassigned", "unallocated"), ("unallocated", "allocated"), ("allocated", "encoded"),
        ("encoded", "commissioned"), ("allocated", "unallocated"), ("unallocated", "unassigned"),
        ("encoded", "label_sampled"), ("encoded", "label_scrapped"),
        *((state, "invalid") for state in ("unassigned", "unallocated", "allocated", "encoded")),
        *(("commissioned", state) for state in ("sampled", "inactive", "destroyed", "released"))}
    assert set(FOLLOWING) == set(STATES)


def test_what_is_returned_is_given_out_again_before_fresh_ones():
    """The oldest first; and whoever returned it may not move it any more, but it can be made invalid."""
    kit = Kit()
    kit.draw("a", 3, OTHERS)
    kit.move("m1", ["B2"], "unallocated", OTHERS)
    kit.move("m2", ["007"], "unallocated", OTHERS)
    assert kit.move("m3", ["B2"], "allocated", OTHERS) == Moved("m3", "not_allowed", ("B2",))
    assert kit.draw("b", 3, OTHERS).serials == ("B2", "007", "D4")
    kit.move("m4", ["D4"], "unallocated", OTHERS)
    assert kit.move("m5", ["D4"], "invalid", OTHERS).status == "ok"
    assert kit.draw("c", 3, OTHERS).serials == ("E5",)


def test_what_an_asker_drew_unallocated_stays_with_it():
    """A site that allocates serials itself and takes them back to unallocated has returned nothing to its pool."""
    kit = Kit()
    kit.draw("site", 2, OTHERS, state="unallocated")
    assert kit.move("m1", ["007", "B2"], "allocated", OTHERS).status == "ok"
    assert kit.move("m2", ["007"], "unallocated", OTHERS).status == "ok"
    assert kit.draw("line", 1, OTHERS).serials == ("C3",)
    assert kit.move("m3", ["007"], "unassigned", OTHERS).status == "ok"
    assert kit.draw("line 2", 1, OTHERS).serials == ("007",)


def test_sequential_serials_are_ssccs():
    """One after the other, with the right check digit, and no further than the references go."""
    kit = Kit()
    assert kit.draw("a", 2, CASES, "SSCC").serials == ("340123450000000017", "340123450000000024")
    kit.power()
    assert kit.draw("b", 1, CASES, "SSCC").serials == ("340123450000000031",)
    near = Kit(PoolConfig(pools=(PoolPlan(form="SSCC", source=Sequential("4012345", 999_999_998)),)))
    last = near.draw("a", 9, (), "SSCC")
    assert (last.status, len(last.serials)) == ("insufficient", 2)
    assert all(is_key(each, 18) for each in last.serials)


def test_crypto_serials_come_with_key_and_code():
    """4 and 44 characters; different for each serial, and for one that is given out again the same."""
    kit = Kit()
    first = kit.draw("a", 40, form="CRYPTO")
    (key, keys), (code, codes) = first.extra
    assert (key, code, {len(each) for each in keys}, {len(each) for each in codes}) == ("91", "92", {4}, {44})
    assert (len(set(codes)), {len(b64decode(each)) for each in codes}) == (40, {32})
    kit.move("m", first.serials[:3], "unallocated", form="CRYPTO")
    kit.power()
    again = kit.draw("b", 3, form="CRYPTO")
    assert (again.serials, again.extra) == (first.serials[:3], (("91", keys[:3]), ("92", codes[:3])))


def test_a_pool_is_no_longer_safe_to_guess():
    """The last serial that keeps the odds above 10,000 is given out, and none behind it."""
    kit = Kit(PoolConfig(pools=(PoolPlan(form="SGTIN", source=Random(5)),)))
    first = kit.draw("a", 5_000, ())
    assert (first.status, len(first.serials)) == ("insufficient", 27 ** 5 // 10_001)
    assert guess_odds(len(first.serials), length=5) > 10_000 >= guess_odds(len(first.serials) + 1, length=5)
    assert kit.draw("b", 1, ()) == Drawn("b", "insufficient")


def test_the_pool_with_most_criteria_gives():
    """One for a GTIN and one for its lot: who names the lot gets from that."""
    lot = (*PACKS, ("LOT", "L1"))
    kit = Kit(PoolConfig(pools=(PoolPlan(form="SGTIN", criteria=PACKS, source=Listed(("A",))),
                                PoolPlan(form="SGTIN", criteria=lot, source=Listed(("B",))))))
    assert kit.draw("a", 1, (("ORDER", "X"), *lot)).serials == ("B",)
    assert kit.draw("b", 1, (*PACKS, ("LOT", "L2"))).serials == ("A",)


@pytest.mark.parametrize(("plans", "message"), [
    ((PoolPlan(form="SGTIN", source=Listed(("A", "A"))),), "pool SGTIN: found the serial 'A' twice"),
    ((PoolPlan(form="SGTIN"), PoolPlan(form="SGTIN")), "pool SGTIN: found it twice"),
    ((PoolPlan(form="SGTIN", source=Random(21)),), "pool SGTIN: serial length 21"),
    ((PoolPlan(form="SSCC", source=Sequential("12")),), "pool SSCC: '12' is no GS1 company prefix")])
def test_pools_that_cannot_be(plans, message):
    """Each is told with its name."""
    with pytest.raises(PoolError, match=message):
        SerialPool(PoolConfig(pools=plans), random.Random(1))


def test_stored_serials_of_a_pool_that_is_gone():
    """They are not forgotten silently."""
    kit = Kit()
    kit.draw("a", 1, OTHERS)
    kit.config = PoolConfig(pools=(PoolPlan(form="SSCC", source=Sequential("4012345")),))
    with pytest.raises(PoolError, match=f"pool {LIST}: found serials of it stored"):
        kit.power()


STEPS = st.lists(st.tuples(st.sampled_from(("draw", "repeat", "return", "encode", "power")),
                           st.integers(0, 3), st.integers(1, 30), st.booleans()), max_size=40)


@given(STEPS)
def test_any_number_of_askers_hold_different_serials(steps):
    """Whatever is drawn, repeated, returned and encoded, power lost in between: nobody holds what another does."""
    kit, held, encoded, asked = Kit(), {}, set(), []
    for number, (step, who, count, twice) in enumerate(steps):
        mine = held.setdefault(who, set())
        if step == "draw":
            message = Draw(f"{who}/{number}", count, "SGTIN", PACKS)
            found = set(kit.ask(message).serials)
            assert not found & encoded
            assert all(not found & other for other in held.values())
            mine |= found
            asked.append((message, kit.ask(message)))
        elif step == "repeat" and asked:
            message, before = asked[count % len(asked)]
            assert kit.ask(message) == before
        elif step in ("return", "encode") and mine:
            chosen = sorted(mine)[:count]
            state = "encoded" if step == "encode" else "unallocated"
            for _ in range(1 + twice):
                assert kit.move(f"m{number}", chosen, state).status == "ok"
            mine -= set(chosen)
            encoded |= set(chosen if step == "encode" else ())
        elif step == "power":
            before = kit.count()
            kit.power()
            assert kit.count() == before
    assert kit.count().get("encoded", 0) == len(encoded)
    assert kit.count().get("allocated", 0) == sum(map(len, held.values()))
