"""Verification by GET: every answer and every status, byte by byte."""

import json
from base64 import b64encode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.verification import Verified, Verify
from linebench.wire.dialect import dialects
from linebench.wire.http.messages import Response
from linebench.wire.serials.trouble import Trouble
from linebench.wire.side import Cancel, Heard, Write
from linebench.wire.vrs.profile import VrsProfile
from linebench.wire.vrs.questions import answer_of, read
from linebench.wire.vrs.server import VrsServer
from tests.stack.l4.desk import THERE, Desk
from tests.stack.l4.goods import PACK, ended
from tests.wire.pipe import Clock
from tests.wire.serials.kit import request, response
from tests.wire.verification.kit import EXPIRY, GTIN, HERE, LOT, Face, Pair

GOOD = f"/verify/gtin/{GTIN}/lot/{LOT}/ser/A?exp={EXPIRY}&reqGLN={HERE}&corrUUID=u1&context=dscsaSaleableReturn"
RESPONDER = "9501101000001"
DESK = Desk().stock()


def said(found):
    assert (found[0], found[1]["content-type"]) == (200, "application/json")
    return json.loads(found[2])


def test_a_good_pack():
    """What the enterprise hears of a question, and the whole answer."""
    face = Face("vrs")
    assert said(face.ask("GET", GOOD)) == {"data": {"verified": True}, "corrUUID": "u1", "responderGLN": RESPONDER}
    assert face.heard == [Verify(f"{HERE}/u1", GTIN, "A", LOT, EXPIRY, HERE, reason="dscsaSaleableReturn")]


@pytest.mark.parametrize(("old", "new", "reason"), [
    ("ser/A", "ser/nobody", "No_match_GTIN_Serial"), ("lot/L1", "lot/L2", "No_match_GTIN_Serial_Lot"),
    ("260131", "260130", "No_match_GTIN_Serial_Expiry")])
def test_a_pack_that_is_not_what_it_says(old, new, reason):
    """The reason says what does not match."""
    assert said(Face("vrs").ask("GET", GOOD.replace(old, new)))["data"] == {
        "verified": False, "verificationFailureReason": reason}


def test_what_else_is_said():
    """A recall of a pack that is verified; a clone; a pack that is out of the market."""
    desk = Desk().stock()
    face = Face("vrs", desk)
    assert said(face.ask("GET", GOOD))["data"] == {"verified": True}
    assert said(face.ask("GET", GOOD.replace(HERE, THERE)))["data"] == {
        "verified": False, "verificationFailureReason": "No_reason_provided", "additionalInfo": "Suspect"}
    desk.tell("recall")
    assert said(face.ask("GET", GOOD.replace("ser/A", "ser/B")))["data"] == {
        "verified": True, "additionalInfo": "Recalled"}
    ending = Face("vrs", Desk().stock(ended(PACK)))
    assert said(ending.ask("GET", GOOD))["data"] == {
        "verified": False, "verificationFailureReason": "Not_for_re-distribution"}


@pytest.mark.parametrize(("method", "target", "status"), [
    ("GET", "/", 404), ("GET", "/verify", 404), ("GET", GOOD.replace("/lot/", "/batch/"), 404),
    ("POST", GOOD, 405), ("DELETE", "/checkConnectivity", 405),
    ("GET", GOOD.replace(GTIN, "09501101530004"), 400), ("GET", GOOD.replace(GTIN, "1"), 400),
    ("GET", GOOD.replace(GTIN, "09501101530010"), 404),
    ("GET", GOOD.replace("lot/L1", "lot/" + "x" * 21), 400), ("GET", GOOD.replace("ser/A", "ser/%C3%A4"), 400),
    ("GET", GOOD.replace("ser/A", "ser/%00"), 400), ("GET", GOOD.replace("ser/A", "ser/a%20b"), 400),
    ("GET", GOOD.replace("exp=260131", "exp=261301"), 400), ("GET", GOOD.replace("exp=260131&", ""), 400),
    ("GET", GOOD.replace(HERE, "1"), 400), ("GET", GOOD.replace(f"reqGLN={HERE}&", ""), 400),
    ("GET", GOOD.replace("corrUUID=u1", "corrUUID=" + "x" * 201), 400),
    ("GET", GOOD.replace("dscsaSaleableReturn", "curiosity"), 400),
    ("GET", "/checkConnectivity?gtin=1&reqGLN=1", 400), ("GET", "/verify/" + "x" * 9_000, 414)])
def test_requests_that_ask_nothing(method, target, status):
    """A status and a line of text that says what was found; no JSON, and nothing reaches the enterprise's store."""
    face = Face("vrs")
    before = face.desk.store.count()
    found = face.ask(method, target)
    assert (found[0], found[1]["content-type"]) == (status, "text/plain; charset=utf-8")
    assert found[2].endswith(b"\n")
    assert face.desk.store.count() == before


def test_a_question_without_a_token_gets_one():
    """And each its own."""
    face = Face("vrs")
    tokens = {said(face.ask("GET", GOOD.replace("corrUUID=u1&", "")))["corrUUID"] for _ in range(3)}
    assert len(tokens) == 3


def test_is_anybody_there():
    """For a product that is known; another is not in the directory."""
    face = Face("vrs", gtins=(GTIN,))
    target = f"/checkConnectivity?gtin={GTIN}&reqGLN={HERE}&context=dscsaSuspectProduct"
    assert said(face.ask("GET", target)) == {"responderGLN": RESPONDER}
    assert face.ask("GET", target.replace(GTIN, "09501101530010"))[0] == 404
    assert face.heard == []


def basic(text):
    return "Basic " + b64encode(text.encode()).decode()


def test_who_may_ask():
    """Without the right credentials 401 with a challenge; from a place that may not, 403."""
    face = Face("vrs", users={"kim": "secret"}, tokens={"t": "kim", "old": "kim"},
                until={"old": "2026-01-05T05:00:00Z"}, askers=(HERE,))
    for headers in ({}, {"authorization": basic("kim:wrong")}, {"authorization": "Bearer x"},
                    {"authorization": "Bearer old"}, {"authorization": "Basic ?"}):
        found = face.ask("GET", GOOD, **headers)
        assert (found[0], found[1]["www-authenticate"].startswith('Basic realm="verification"')) == (401, True)
        assert found[1]["content-type"] == "text/plain; charset=utf-8"
    assert face.ask("GET", GOOD, authorization=basic("kim:secret"))[0] == 200
    assert face.ask("GET", GOOD.replace(HERE, THERE), authorization="Bearer t")[0] == 403


def test_an_enterprise_that_does_not_answer():
    """After the time that it may take, 504; what it says then is heard by nobody."""
    clock = Clock()
    side = VrsServer(VrsProfile(answer_within=500_000), clock.setting("l4"))
    side.opened(1)
    heard, armed = side.received(1, request("GET", GOOD))
    assert isinstance(heard, Heard)
    assert armed.delay_us == 500_000
    noted, written = side.expired(armed.name)
    assert (noted.what, response(written.data)[0]) == ("unanswered", 504)
    (noted,) = side.tell(Verified(heard.message.request, verified=True))
    assert noted.what == "unasked"


def test_the_same_question_twice_at_once():
    """Both connections hear the one answer; one that is gone meanwhile hears nothing."""
    side = VrsServer(VrsProfile(), Clock().setting("l4"))
    for client in (1, 2, 3):
        side.opened(client)
        (heard, _) = side.received(client, request("GET", GOOD))
    side.closed(2)
    out = side.tell(Verified(heard.message.request, verified=True))
    assert [(type(each), each.client) for each in out if isinstance(each, Write)] == [(Write, 1), (Write, 3)]
    assert sum(isinstance(each, Cancel) for each in out) == 2


@pytest.mark.parametrize("answer", [
    Verified("u", verified=True, state="active"), Verified("u", verified=False, why="unknown"),
    Verified("u", verified=False, why="lot"), Verified("u", verified=False, why="expiry"),
    Verified("u", verified=False, why="lot_and_expiry"), Verified("u", verified=False, why="inactive"),
    Verified("u", verified=False, why="cloned"), Verified("u", verified=False, why="refused"),
    *(Verified("u", verified=True, state="active", notes=(note,)) for note in ("recalled", "expired", "extended"))])
def test_answers_that_come_back_as_they_were(answer):
    """Written and read again they are the same, also under other names."""
    other = {"data": "d", "verified": "v", "reason": "r", "info": "i", "token": "t", "responder": "g"}
    for profile in (VrsProfile(), VrsProfile(members=other)):
        assert read(answer_of(answer, profile), Verify("u", GTIN, "A"), profile) == answer


def test_a_partner_asks():
    """Over both ends; what a path cannot say, and what there are no words for, is refused without being sent."""
    pair = Pair("vrs")
    assert pair.ask(Verify("q", GTIN, "A", LOT, EXPIRY, HERE)) == [Verified("q", verified=True, state="active")]
    assert pair.ask(Verify("q", GTIN, "A/%?#", LOT, EXPIRY, HERE)) == [Verified("q", verified=False, why="unknown")]
    assert pair.ask(Verify("q", "09501101530010", "A", LOT, EXPIRY, HERE)) == [
        Verified("q", verified=False, why="unknown_product")]
    assert pair.ask(Verify("q", "1", "A", LOT, EXPIRY, HERE)) == [Verified("q", verified=False, why="bad_request")]
    for unsaid in (Verify("q", GTIN, "A", LOT, EXPIRY, HERE, "dispense"), Verify("q", GTIN, "A", "", EXPIRY, HERE)):
        assert pair.ask(unsaid) == [Verified("q", verified=False, why="bad_request")]


def test_a_path_in_another_order():
    """And other names behind the question mark: both ends follow the profile."""
    names = {"expiry": "17", "asker": "asker", "token": "uuid", "context": "ctx"}
    pair = Pair("vrs", path="/v/{serial}/{gtin}/b/{lot}", parameters=names)
    assert pair.ask(Verify("q", GTIN, "A", LOT, EXPIRY, HERE))[0].verified
    assert f"GET /v/A/{GTIN}/b/{LOT}?17={EXPIRY}&asker={HERE}".encode() in bytes(pair.pipe.host.written)


TEXTS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=20)


@given(st.sampled_from(["vrs", "emvs"]), TEXTS, TEXTS, st.sampled_from(["260131", "280229", "991200"]),
       st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=40))
def test_what_is_asked_arrives_as_it_was(face, serial, lot, expiry, token):
    """Whatever characters of GS1 a serial number and a lot have, on either face, and whatever the token is."""
    pair = Pair(face, desk=DESK, deaf=True)
    ask = Verify(token, GTIN, serial, lot, expiry, HERE)
    pair.ask(ask, wait=0)
    (heard,) = pair.pipe.device.take()
    assert msgspec.structs.replace(heard, request=heard.request.removeprefix(f"{HERE}/"), reason="") == ask


def test_a_partner_looks_first_whether_anybody_is_there():
    """Once for each product; nobody there is told as such."""
    pair = Pair("vrs", check_first="true", gtins=(GTIN,))
    for _ in range(2):
        assert pair.ask(Verify("q", GTIN, "A", LOT, EXPIRY, HERE))[0].verified
    assert bytes(pair.pipe.host.written).count(b"GET /checkConnectivity") == 1
    other = Verify("q", "09501101530010", "A", LOT, EXPIRY, HERE)
    assert pair.ask(other) == [Verified("q", verified=False, why="unknown_product")]


def test_what_is_lost_is_asked_again():
    """Also behind a failure of the server; after so many attempts it is told that nobody answered."""
    pair = Pair("vrs", attempts=3, retry_after="1 s", answer_within="2 s")
    pair.pipe.device.side.trouble(Trouble("error", 503), 1)
    assert pair.ask(Verify("q", GTIN, "A", LOT, EXPIRY, HERE)) == []
    pair.pipe.advance(1_000_000)
    pair.serve()
    assert [each.verified for each in pair.pipe.host.take()] == [True]
    pair.deaf = True
    assert pair.ask(Verify("r", GTIN, "A", LOT, EXPIRY, HERE)) == []
    for _ in range(10):
        pair.pipe.advance(1_000_000)
        pair.pipe.connect()
    assert pair.pipe.host.take() == [Verified("r", verified=False, why="no_answer")]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"data": 1}', b'{"data": {"verified": 1}, "corrUUID": "q"}',
                                  b'{"data": {"verified": true}, "corrUUID": "x"}', b"\xff", b"[" * 100_000])
def test_answers_that_are_none(body):
    """They are asked again, and given up in the end."""
    side = dialects()["vrs"].host(VrsProfile(attempts=1), Clock().setting("partner"))
    side.opened(1)
    side.tell(Verify("q", GTIN, "A", LOT, EXPIRY, HERE))
    response = Response(200, {"content-length": str(len(body))}, body)
    head = f"HTTP/1.1 {response.status} OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    out = side.received(1, head + body)
    heard = [each.message for each in out if isinstance(each, Heard)]
    assert heard == [Verified("q", verified=False, why="no_answer")]


@pytest.mark.parametrize("options", [
    {"path": "/verify"}, {"path": "/{gtin}/{lot}/{serial}/{gtin}"}, {"path": "/x{gtin}/{lot}/{serial}"},
    {"connectivity": "check"}, {"connectivity": "/{gtin}"}, {"parameters": {"expiry": "corrUUID"}},
    {"members": {"info": ""}}])
def test_options_that_cannot_be(options):
    """They are refused before anything is served, with what was found."""
    whole = {name: {**getattr(VrsProfile(), name), **value} if isinstance(value, dict) else value
             for name, value in options.items()}
    with pytest.raises(ValueError, match=r"found .* expected"):
        VrsProfile(**whole)
