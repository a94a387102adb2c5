"""Verification and dispensing as pharmacies do it: every code and every status, byte by byte."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.verification import WHYS, Notice, Noticed, Verified, Verify
from linebench.wire.emvs.documents import LotAnswer, PackAnswer, pack_answer, read_lot, read_pack
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.emvs.server import EmvsServer
from linebench.wire.verification.client import UnfitError
from tests.stack.l4.desk import MAKER, THERE, Desk
from tests.stack.l4.goods import PACK, ended
from tests.wire.pipe import Chance, Clock
from tests.wire.serials.kit import request, response
from tests.wire.verification.kit import EXPIRY, GTIN, HERE, LOT, Face, Pair

AT = f"location={HERE}"
GOOD = f"/product/GTIN/{GTIN}/pack/A?batch={LOT}&expiry={EXPIRY}&{AT}"
BATCH = f"/product/GTIN/{GTIN}/batch/{LOT}?location={MAKER}"
JSON = {"content_type": "application/json"}


def said(found):
    assert (found[0], found[1]["content-type"]) == (200, "application/json")
    return json.loads(found[2])


def change(face, target, body, **headers):
    return face.ask("PATCH", target, json.dumps(body).encode(), **{**JSON, **headers})


def code(found):
    """The alert, the code and the state of an answer."""
    answer = said(found)
    return answer.get("alert", ""), answer["operationCode"], answer.get("state")


def test_a_pack_from_asking_to_taking_back():
    """The whole life at the counter, with the codes of the alerts."""
    face = Face("emvs")
    assert said(face.ask("GET", GOOD, idempotency_key="t1")) == {
        "transaction": "t1", "operationCode": "NMVS_SUCCESS", "state": "ACTIVE"}
    assert face.heard == [Verify(f"{HERE}/t1", GTIN, "A", LOT, EXPIRY, HERE)]
    assert code(change(face, GOOD, {"state": "SUPPLIED"}, idempotency_key="s")) == ("", "NMVS_SUCCESS", "SUPPLIED")
    assert code(change(face, GOOD, {"state": "SUPPLIED"}, idempotency_key="s")) == ("", "NMVS_SUCCESS", "SUPPLIED")
    assert code(change(face, GOOD, {"state": "SUPPLIED"})) == ("A7", "NMVS_NC_PCK_19", "SUPPLIED")
    assert code(change(face, GOOD.replace(HERE, THERE), {"state": "ACTIVE"})) == ("", "NMVS_NC_PCK_21", "SUPPLIED")
    assert code(change(face, GOOD, {"state": "ACTIVE"})) == ("", "NMVS_SUCCESS", "ACTIVE")
    assert code(change(face, GOOD, {"state": "ACTIVE"})) == ("A24", "NMVS_NC_PCK_06", "ACTIVE")


@pytest.mark.parametrize(("old", "new", "alert"), [
    ("pack/A", "pack/nobody", ("A3", "NMVS_NC_PC_02")), (f"batch={LOT}", "batch=L9", ("A2", "NMVS_FE_LOT_03")),
    ("expiry=260131", "expiry=260130", ("A52", "NMVS_FE_LOT_12")),
    (f"batch={LOT}&expiry=260131", "batch=L9&expiry=260130", ("A68", "NMVS_FE_LOT_13")),
    (GTIN, "09501101530010", ("", "NMVS_NC_PC_01"))])
def test_the_alerts(old, new, alert):
    """Each with its code."""
    assert code(Face("emvs").ask("GET", GOOD.replace(old, new)))[:2] == alert


def test_what_has_left_the_market():
    """A24: its state cannot be changed."""
    face = Face("emvs", Desk().stock(ended(PACK)))
    assert code(change(face, GOOD, {"state": "SUPPLIED"})) == ("A24", "NMVS_NC_PCK_22", "DECOMMISSIONED")


def test_a_recall_by_who_makes_it():
    """It warns, it forbids, and it ends."""
    face = Face("emvs")
    assert said(change(face, BATCH, {"recalled": True}, idempotency_key="r")) == {
        "transaction": "r", "operationCode": "NMVS_SUCCESS"}
    assert said(face.ask("GET", GOOD))["warnings"] == ["RECALLED"]
    assert code(change(face, GOOD, {"state": "SUPPLIED"}))[1] == "NMVS_RECALLED"
    assert change(face, BATCH, {"recalled": False})[0] == 200
    assert change(face, BATCH, {"expiry": "270100"})[0] == 200
    assert said(face.ask("GET", GOOD))["warnings"] == ["EXPIRY_EXTENDED"]


def test_several_at_once():
    """A result for each, in the order of the question; a pack may be supplied among them."""
    face = Face("emvs")
    packs = [{"gtin": GTIN, "serial": "A", "batch": LOT, "expiry": EXPIRY, "state": "SUPPLIED"},
             {"gtin": GTIN, "serial": "nobody"}, {"gtin": GTIN, "serial": "A"}]
    body = json.dumps({"packs": packs}).encode()
    found = said(face.ask("POST", f"/packs?{AT}", body, idempotency_key="b", **JSON))
    assert found == {"results": [
        {"transaction": "b.1", "operationCode": "NMVS_SUCCESS", "state": "SUPPLIED"},
        {"transaction": "b.2", "operationCode": "NMVS_NC_PC_02", "alert": "A3", "state": "UNKNOWN"},
        {"transaction": "b.3", "operationCode": "NMVS_NC_PCK_19", "alert": "A7", "state": "SUPPLIED"}]}


BULK = f"/packs?{AT}"


@pytest.mark.parametrize(("method", "target", "body", "status"), [
    ("GET", "/", b"", 404), ("GET", "/product/GTIN", b"", 404), ("GET", GOOD.replace("GTIN", "PPN"), b"", 404),
    ("DELETE", GOOD, b"", 405), ("GET", BATCH, b"", 405), ("GET", BULK, b"", 405),
    ("POST", "/openapi.json", b"", 405),
    ("GET", GOOD.replace(GTIN, "09501101530004"), b"", 422), ("GET", GOOD.replace("260131", "261301"), b"", 422),
    ("GET", GOOD.replace("pack/A", "pack/" + "x" * 21), b"", 422),
    ("GET", GOOD.replace("pack/A", "pack/%01"), b"", 422),
    ("GET", GOOD.replace("&" + AT, ""), b"", 400), ("GET", GOOD.replace(HERE, "1"), b"", 400),
    ("PATCH", GOOD, b"", 400), ("PATCH", GOOD, b"{", 400), ("PATCH", GOOD, b"\xff", 400),
    ("PATCH", GOOD, b"{}", 422),
    ("PATCH", GOOD, b'{"state": "EATEN"}', 422), ("PATCH", GOOD, b'{"state": "ACTIVE", "x": 1}', 422),
    ("PATCH", GOOD, b'{"state": ' + b"[" * 100_000, 422), ("PATCH", BATCH, b"{}", 422),
    ("PATCH", BATCH, b'{"recalled": true, "expiry": "270100"}', 422),
    ("PATCH", BATCH, b'{"expiry": "271301"}', 422),
    ("PATCH", BATCH.replace(GTIN, "1"), b'{"recalled": true}', 422),
    ("PATCH", BATCH, b'{"expiry": "270100", "serials": ["A"]}', 422),
    ("POST", BULK, b'{"packs": []}', 422), ("POST", BULK, b'{"packs": [{"gtin": "1", "serial": "A"}]}', 422),
    ("POST", BULK, json.dumps({"packs": [{"gtin": GTIN, "serial": "A"}] * 501}).encode(), 422)])
def test_requests_that_mean_nothing(method, target, body, status):
    """A problem document each, and nothing is stored."""
    face = Face("emvs")
    before = face.desk.store.count()
    found = face.ask(method, target, body, **JSON)
    assert (found[0], found[1]["content-type"]) == (status, "application/problem+json")
    assert json.loads(found[2])["status"] == status
    assert face.desk.store.count() == before


def test_bodies_of_another_kind():
    """Too large, no JSON by its type, or a token too long."""
    face = Face("emvs", body_limit=100)
    assert face.ask("PATCH", GOOD, b"x" * 101, **JSON)[0] == 413
    assert face.ask("PATCH", GOOD, b"{}", content_type="text/xml")[0] == 415
    assert face.ask("GET", GOOD, idempotency_key="x" * 201)[0] == 400


def test_who_is_where():
    """A user's location is that of the profile; places that are not listed may not ask."""
    face = Face("emvs", tokens={"t": "kim"}, locations={"kim": HERE}, askers=(HERE,), base="/v1")
    target = "/v1" + GOOD.replace("&" + AT, "")
    assert face.ask("GET", target)[0] == 401
    assert code(face.ask("GET", target, authorization="Bearer t"))[1] == "NMVS_SUCCESS"
    assert face.ask("GET", f"{target}&location={THERE}", authorization="Bearer t")[0] == 403
    assert face.ask("GET", GOOD, authorization="Bearer t")[0] == 404


def test_an_enterprise_that_does_not_answer():
    """504 for the whole bulk; late answers are heard by nobody."""
    side = EmvsServer(EmvsProfile(answer_within=1_000), Clock().setting("l4"))
    side.opened(1)
    body = json.dumps({"packs": [{"gtin": GTIN, "serial": "A"}, {"gtin": GTIN, "serial": "B"}]}).encode()
    out = side.received(1, request("POST", BULK, body, **JSON))
    questions = [each.message for each in out if hasattr(each, "message")]
    assert side.tell(Verified(questions[0].request, verified=True)) == []
    timer = next(each.name for each in out if hasattr(each, "delay_us"))
    assert response(side.expired(timer)[1].data)[0] == 504
    assert [each.what for each in side.tell(Verified(questions[1].request, verified=True))] == ["unasked"]


ANSWERS = st.builds(
    lambda why, state, notes: Verified("u", not why, why, state, () if why else notes),
    st.sampled_from(["", *(set(WHYS) - {"cloned", "lot_and_expiry"})]),
    st.sampled_from(list(EmvsProfile().states)),
    st.sampled_from([(), ("recalled",), ("recalled", "expired"), ("expired", "extended")]))


@given(ANSWERS)
def test_answers_that_come_back_as_they_were(answer):
    """Written and read again they are the same; two words share a code with another one."""
    profile, ask = EmvsProfile(), Verify("u", GTIN, "A")
    assert read_pack(pack_answer(answer, profile), ask, profile) == answer


def test_answers_that_are_none():
    """To another question, or with a code that nobody knows."""
    profile, ask = EmvsProfile(), Verify("u", GTIN, "A")
    for said_of in (PackAnswer("x", "NMVS_SUCCESS"), PackAnswer("u", "NMVS_WHATEVER")):
        with pytest.raises(UnfitError, match="expected one"):
            read_pack(said_of, ask, profile)
    with pytest.raises(UnfitError, match="expected one"):
        read_lot(LotAnswer("x", "NMVS_SUCCESS"), Notice("u", "recall", GTIN))


@pytest.mark.parametrize("profile", ["single", "bulk"])
def test_a_partner_asks(profile):
    """One by one or together: the answers are the same, each to its question."""
    pair = Pair("emvs", profile=profile)
    asks = (Verify("a", GTIN, "A", LOT, EXPIRY, HERE), Verify("b", GTIN, "nobody", LOT, EXPIRY, HERE),
            Verify("c", GTIN, "B", LOT, EXPIRY, HERE, "dispense"), Verify("d", GTIN, "B", LOT, EXPIRY, THERE))
    found = {each.request: each for each in pair.ask(*asks)}
    assert found == {
        "a": Verified("a", verified=True, state="active"), "b": Verified("b", verified=False, why="unknown"),
        "c": Verified("c", verified=True, state="dispensed"),
        "d": Verified("d", verified=False, why="dispensed", state="dispensed")}
    assert pair.ask(Notice("n", "recall", GTIN, LOT, sender=MAKER)) == [Noticed("n", accepted=True)]
    assert pair.ask(Verify("e", GTIN, "A", "", "", HERE))[0].notes == ("recalled",)
    assert pair.ask(Verify("f", GTIN, "B", LOT, EXPIRY, HERE, "undo")) == [
        Verified("f", verified=True, state="active")]
    whole = bytes(pair.pipe.host.written)
    assert (whole.count(b"POST /packs"), whole.count(b"GET /product")) == ((4, 0) if profile == "bulk" else (0, 4))


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.lists(st.sampled_from("AB"), min_size=1, max_size=6), st.integers(0, 5),
       st.sampled_from(["single", "bulk"]))
def test_nothing_is_done_twice_when_the_connection_breaks(seed, serials, cut, profile):
    """Every dispensing is answered in the end, and only the first of a pack is done, wherever the line is cut."""
    pair = Pair("emvs", profile=profile, chunking=Chance(seed), attempts=100)
    pair.pipe.connect()
    for number, serial in enumerate(serials):
        pair.pipe.host.says(Verify(f"r{number}", GTIN, serial, LOT, EXPIRY, HERE, "dispense"))
        if number == cut:
            pair.pipe.cut()
            pair.pipe.connect()
        pair.serve()
    for _ in range(3):
        pair.pipe.advance(2_000)
        pair.serve()
    heard = {each.request: each for each in pair.pipe.host.take()}
    assert heard.keys() == {f"r{number}" for number in range(len(serials))}
    assert sum(each.verified for each in heard.values()) == len(set(serials))


@pytest.mark.parametrize("options", [{"base": "v1"}, {"base": "/v1/"}, {"codes": {}}, {"states": {"active": "A"}},
                                     {"bulk": 0}, {"bulk": 501}])
def test_options_that_cannot_be(options):
    """They are refused before anything is served."""
    with pytest.raises(ValueError, match=r"found .* expected"):
        EmvsProfile(**options)
