"""Nasty answers of meaning: what comes in place of the right answer, and what the pool itself holds for true."""

import pytest

from linebench.ports.serials import Draw, Drawn, Move, Moved
from linebench.stack.pool.nasty import CATALOGUE, NastyError, chosen
from linebench.stack.pool.nasty_pool import NastyPool
from tests.stack.pool.kit import OTHER, OTHERS, PACKS, Kit

LIST = f"SGTIN GTIN={OTHER}"


def kit():
    return Kit(wrap=NastyPool)


def test_the_catalogue_explains_all():
    """Each has a name, an explanation, and a meaning for each parameter; it is of meaning, of bytes, or of both."""
    assert list(CATALOGUE) == [
        "empty-pool", "fewer", "repeated-delivery", "wrong-gtin", "duplicates", "wrong-acknowledgement",
        "unprintable", "leading-zeros-lost", "another-request", "half-an-answer", "server-error", "no-answer",
        "slow"]
    for name, nasty in CATALOGUE.items():
        assert nasty.name == name
        assert nasty.explanation.endswith(".")
        assert all(each.name and each.meaning for each in nasty.parameters)
        assert nasty.hint or nasty.says or nasty.asks
        assert not nasty.size or nasty.size in {each.name for each in nasty.parameters}


def test_nothing_switched_on_changes_nothing():
    """Effects are those of the pool."""
    plain, wrapped = Kit(), kit()
    for message in (Draw("a", 3, "SGTIN", PACKS), Move("m", ("x",), "encoded", "SGTIN", PACKS)):
        assert plain.all(message) == wrapped.all(message)
        assert plain.effects == wrapped.effects


def test_an_empty_pool():
    """It says that it has none, once; the serials are with the asker all the same, who gets them by repeating."""
    one = kit()
    one.pool.switch_on("empty-pool", times=1)
    assert one.draw("a", 2, OTHERS) == Drawn("a", "insufficient")
    assert one.draw("a", 2, OTHERS).serials == ("007", "B2")


@pytest.mark.parametrize(("values", "status"), [({}, "insufficient"), ({"status": "ok"}, "ok")])
def test_fewer_than_asked(values, status):
    """Half of them, told or not; what belongs to each goes with it."""
    one = kit()
    one.pool.switch_on("fewer", **values)
    assert one.draw("a", 4, OTHERS) == Drawn("a", status, f"{LIST} 1", "allocated", ("007", "B2"))
    assert one.count(OTHERS)["allocated"] == 4
    found = one.draw("c", 4, form="CRYPTO")
    assert [len(each) for each in (found.serials, *(values for _, values in found.extra))] == [2, 2, 2]


def test_a_repeated_delivery():
    """The same answer three times, and stored once."""
    one = kit()
    one.pool.switch_on("repeated-delivery", times=3)
    one.pool.switch_off("repeated-delivery")
    one.pool.switch_on("repeated-delivery")
    found = one.all(Draw("a", 1, "SGTIN", OTHERS))
    assert found == [Drawn("a", "ok", f"{LIST} 1", "allocated", ("007",))] * 2
    assert list(one.store) == ["drawn:a"]


def test_a_wrong_gtin():
    """They come from the pool of the other product, also when the request is repeated later."""
    one = kit()
    one.pool.switch_on("wrong-gtin", times=1, gtin=OTHER)
    assert one.draw("a", 1, PACKS).serials == ("007",)
    assert one.draw("a", 1, PACKS).serials == ("007",)
    assert one.move("m", ["007"], "encoded", PACKS) == Moved("m", "unknown_serial", ("007",))
    assert len(one.draw("b", 1, PACKS).serials[0]) == 12


def test_duplicates_across_answers():
    """Two of the answer before are in this one, which has as many as were asked for."""
    one = kit()
    one.pool.switch_on("duplicates", count=2)
    first = one.draw("a", 2, OTHERS).serials
    assert one.draw("b", 3, OTHERS).serials == (*first, "E5")
    assert one.draw("p", 3, PACKS).serials == one.draw("p", 3, PACKS).serials


def test_a_wrong_acknowledgement():
    """Done is told as refused, refused as done."""
    one = kit()
    one.draw("a", 1, OTHERS)
    one.pool.switch_on("wrong-acknowledgement")
    assert one.move("m1", ["007"], "encoded", OTHERS) == Moved("m1", "not_accepted")
    assert one.move("m2", ["x"], "encoded", OTHERS) == Moved("m2", "ok")
    assert one.count(OTHERS) == {"unassigned": 4, "encoded": 1}


def test_characters_that_nothing_carries():
    """The ends of so many serials become these, in turn."""
    one = kit()
    one.pool.switch_on("unprintable", count=3, characters="/<")
    assert one.draw("a", 4, OTHERS).serials == ("00/", "B<", "C/", "D4")


def test_leading_zeros_are_lost():
    """Of those that have some."""
    one = kit()
    one.pool.switch_on("leading-zeros-lost")
    assert one.draw("a", 2, OTHERS).serials == ("7", "B2")


def test_an_answer_to_another_request():
    """The answer before comes again, with its own token."""
    one = kit()
    first = one.draw("a", 1, OTHERS)
    one.pool.switch_on("another-request", times=1)
    assert one.draw("b", 1, PACKS) == first
    assert one.draw("b", 1, PACKS).request == "b"


def test_several_at_once_and_power():
    """One after the other; a loss of power ends them."""
    one = kit()
    one.pool.switch_on("fewer", status="ok")
    one.pool.switch_on("leading-zeros-lost")
    assert one.draw("a", 2, OTHERS).serials == ("7",)
    assert one.pool.start(one.store, 0) == ()
    assert one.draw("a", 2, OTHERS).serials == ("007", "B2")


@pytest.mark.parametrize(("call", "message"), [
    (lambda pool: pool.switch_on("evil"), "found 'evil'; expected one of empty-pool, fewer"),
    (lambda pool: pool.switch_off("evil"), "found 'evil'; expected one of"),
    (lambda pool: pool.switch_on("slow"), "slow is a matter of bytes; switch it on at the face"),
    (lambda pool: pool.switch_on("fewer", share=1), "fewer: found the parameter 'share'; expected percent, status"),
    (lambda pool: pool.switch_on("fewer", percent="1"), "fewer: found percent = '1'; expected int, such as 50"),
    (lambda pool: pool.switch_on("wrong-gtin"), "wrong-gtin: found no gtin; expected it")])
def test_what_cannot_be_switched_on(call, message):
    """Each is told with what there is."""
    with pytest.raises(NastyError, match=message):
        call(kit().pool)


def test_parameters_are_whole():
    """What is not given is as usual."""
    assert chosen("fewer", {"percent": 10})[1] == {"percent": 10, "status": "insufficient"}
