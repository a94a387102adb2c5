"""What every HTTP face of a pool does: losses, troubles, several askers, several faces, clients of others."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from linebench.ports.serials import Draw, Drawn
from linebench.stack.pool.nasty import CATALOGUE, chosen
from linebench.stack.pool.nasty_pool import NastyPool
from linebench.wire.dialect import dialects
from linebench.wire.serials.trouble import Trouble
from tests.stack.pool.kit import GTIN, OTHERS, PACKS, Kit
from tests.wire.pipe import Chance, Clock
from tests.wire.serials.kit import Pair, served
from tests.wire.serials_soap.texts import asked_in_soap

FACES = ("serials-rest", "serials-soap")


@pytest.fixture(params=FACES)
def dialect(request):
    return dialects()[request.param]


def test_a_dialect_of_the_seat(dialect):
    """Both speak for serials and for no other seat, by any profile."""
    assert dialect.seats == ("serials",)
    for profile in dialect.profiles:
        (found,) = Pair(dialect, profile=profile).ask(Draw("a", 2, "SGTIN", OTHERS))
        assert (found.request, found.status, found.state, found.serials) == ("a", "ok", "allocated", ("007", "B2"))


def test_credentials(dialect):
    """The right ones are let in; the wrong ones are told to whoever asked."""
    both = {"users": {"kim": "secret"}, "user": "kim"}
    for options, status in (({**both, "password": "secret"}, "ok"), ({**both, "password": "x"}, "no_privilege"),
                            ({"tokens": {"t": "kim"}, "token": "t"}, "ok"),
                            ({"tokens": {"t": "kim"}, "token": "u"}, "no_privilege")):
        (found,) = Pair(dialect, options=options).ask(Draw("a", 1, "SGTIN", OTHERS))
        assert found.status == status


def test_refusals_are_heard(dialect):
    """The pool's own word, at once."""
    pair = Pair(dialect)
    for message, status in ((Draw("a", 1, "NTIN", PACKS), "unknown_form"),
                            (Draw("a", 1, "SGTIN", ()), "unknown_criteria"),
                            (Draw("b", 9, "SGTIN", OTHERS), "insufficient"),
                            (Draw("c", 9, "SGTIN", OTHERS), "insufficient")):
        (found,) = pair.ask(message)
        assert (found.request, found.status) == (message.request, status)
    assert pair.pipe.host.noted == []


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.lists(st.integers(0, 12), min_size=1, max_size=30), st.sampled_from(FACES))
def test_losses_lose_and_double_nothing(seed, cuts, name):
    """However the bytes are torn and the connection cut, each request is answered once, with serials of its own."""
    clock = Clock()
    pair = Pair(dialects()[name], options={"attempts": "100"}, clock=clock, chunking=Chance(seed), hold=True)
    asked = [Draw(f"token {number}", 3, "SGTIN", PACKS) for number in range(5)]
    pair.pipe.connect()
    for message in asked:
        pair.pipe.host.says(message)
    for pieces in (*cuts, 10_000):
        for _ in range(pieces):
            moved = pair.pipe.step(pair.pipe.device)
            pair.serve()
            if not moved and not pair.pipe.step(pair.pipe.host):
                break
        if pieces < 10_000:
            pair.pipe.cut()
            pair.pipe.connect()
    heard = pair.pipe.host.heard
    assert [each.status for each in heard] == ["ok"] * 5
    assert sorted(each.request for each in heard) == [each.request for each in asked]
    serials = [serial for each in heard for serial in each.serials]
    assert len(set(serials)) == 15
    assert pair.kit.count()["allocated"] == 15


def trouble(name, **values):
    """What a nasty answer of bytes is at a face."""
    nasty, whole = chosen(name, values)
    return Trouble(nasty.hint, int(whole.get(nasty.size, 0)))


def test_every_nasty_answer_of_bytes_is_known_at_the_faces():
    """Each hint is a kind of trouble, and each kind has a name in the catalogue."""
    kinds = set(Trouble.__annotations__["kind"].__args__)
    assert {nasty.hint for nasty in CATALOGUE.values()} - {""} == kinds


@pytest.mark.parametrize("name", ["server-error", "half-an-answer", "no-answer", "another-request"])
def test_troubles_of_bytes_are_overcome(dialect, name):
    """The asker notes them, asks again with the same token, and gets what it was given; nothing is doubled."""
    pair = Pair(dialect)
    if name == "another-request":
        pair.server.trouble(trouble(name), 2)
        pair.ask(Draw("before", 1, "SGTIN", OTHERS))
    else:
        pair.server.trouble(trouble(name), 1)
    first = pair.ask(Draw("a", 2, "SGTIN", PACKS))
    assert (first, pair.pipe.device.notes()) == ([], ["trouble"] * (2 if name == "another-request" else 1))
    pair.pipe.advance(10_000_000)
    pair.pipe.connect()
    pair.serve()
    (found,) = pair.pipe.host.take()
    assert (found.request, found.status, len(found.serials)) == ("a", "ok", 2)
    assert pair.kit.count()["allocated"] == 2
    assert pair.pipe.host.notes()[-1] == "unanswered"


def test_an_answer_that_is_slow(dialect):
    """It comes when its time is up; what comes later than the asker waits is answered to the repetition."""
    pair = Pair(dialect)
    pair.server.trouble(trouble("slow", delay_us=9_000_000), 1)
    assert pair.ask(Draw("a", 1, "SGTIN", OTHERS)) == []
    pair.pipe.advance(8_999_999)
    assert pair.pipe.host.heard == []
    pair.pipe.advance(1)
    assert [each.serials for each in pair.pipe.host.take()] == [("007",)]
    pair.server.trouble(trouble("slow"), 1)
    pair.ask(Draw("b", 1, "SGTIN", OTHERS))
    pair.pipe.advance(10_000_000)
    pair.pipe.connect()
    pair.serve()
    assert [each.serials for each in pair.pipe.host.take()] == [("B2",)]
    pair.pipe.advance(60_000_000)
    assert pair.pipe.host.take() == []


def test_whoever_is_never_answered_gives_up(dialect):
    """After so many attempts, and says so; trouble that is taken away is over."""
    pair = Pair(dialect, options={"attempts": "3"})
    pair.server.trouble(trouble("server-error", status=502))
    assert pair.ask(Draw("a", 1, "SGTIN", OTHERS)) == []
    for _ in range(2):
        pair.pipe.advance(1_000_000)
        pair.serve()
    assert pair.pipe.host.take() == [Drawn("a", "not_accepted")]
    assert pair.pipe.host.notes() == ["unanswered"] * 3
    pair.server.trouble(None)
    assert pair.ask(Draw("a", 1, "SGTIN", OTHERS))[0].serials == ("007",)


@pytest.mark.parametrize("heard", [True, False])
def test_a_pool_that_loses_power_with_a_request_in_it(dialect, heard):
    """Before it has heard it, or with the answer stored and not sent: the repetition gets it, once."""
    pair = Pair(dialect)
    pair.pipe.connect()
    pair.pipe.host.says(Draw("a", 2, "SGTIN", OTHERS))
    if heard:
        pair.kit.all(pair.pipe.device.heard[0])
    pair.given = 1
    pair.kit.power()
    pair.pipe.advance(10_000_000)
    pair.pipe.connect()
    pair.serve()
    assert [each.serials for each in pair.pipe.host.take()] == [("007", "B2")]
    assert pair.kit.count(OTHERS) == {"unassigned": 3, "allocated": 2}


def test_nasty_answers_of_meaning_go_through(dialect):
    """What a nasty pool says is what the asker hears, whatever characters it has."""
    pair = Pair(dialect, Kit(wrap=NastyPool))
    pair.kit.pool.switch_on("unprintable", count=9, characters="<&\"'>%+/")
    pair.kit.pool.switch_on("fewer", percent=80, status="ok")
    (found,) = pair.ask(Draw("a", 5, "SGTIN", OTHERS))
    assert found.serials == ("00<", "B&", 'C"', "D'")


def test_a_serial_that_the_form_cannot_carry():
    """SOAP answers with a fault, again and again; REST carries it."""
    for name, status in (("serials-rest", "ok"), ("serials-soap", "not_accepted")):
        pair = Pair(dialects()[name], Kit(wrap=NastyPool), options={"attempts": "1"})
        pair.kit.pool.switch_on("unprintable", characters="\x1d")
        assert [each.status for each in pair.ask(Draw("a", 1, "SGTIN", OTHERS))] == [status]


def test_two_askers_of_a_face_and_two_faces_get_different_serials():
    """Over sockets, at the same time, with the same tokens; every serial once, and as many as were asked for."""
    kit = Kit()
    clock = Clock()
    sides = [dialects()[name].device(dialects()[name].profile(), clock.setting("pool")) for name in FACES]

    def by_rest(port, who):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            found = [client.post("/pools/SGTIN/draw", json={
                "request": f"{who} {number}", "count": 20, "criteria": {"GTIN": GTIN}}) for number in range(20)]
        return [serial for each in found for serial in each.json()["serials"]]

    def by_soap(port, who):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            bodies = [asked_in_soap(sending=who, token=str(number), size=20, gtin=GTIN) for number in range(20)]
            found = [client.post("/soap", headers={"content-type": "text/xml"}, content=body) for body in bodies]
        return [serial.text for each in found for serial in etree.fromstring(each.content).iter("SerialNumber")]

    with served(*((side, kit) for side in sides)) as (rest, soap), ThreadPoolExecutor(4) as pool:
        drawn = [pool.submit(ask, port, who) for ask, port, who in (
            (by_rest, rest, "A"), (by_rest, rest, "B"), (by_soap, soap, "A"), (by_soap, soap, "B"))]
        serials = [each.result(60) for each in drawn]
    assert [len(each) for each in serials] == [400] * 4
    assert len(set().union(*serials)) == 1_600
    assert kit.count()["allocated"] == 1_600


