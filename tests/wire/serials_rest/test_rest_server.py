"""The pool over REST, byte by byte: every address, every status, and what reaches the pool."""

import csv
import io
import json
from base64 import b64encode

import pytest
from lxml import etree

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.wire.serials_rest.server import PoolServer, RestProfile
from linebench.wire.side import Heard
from tests.stack.pool.kit import GTIN, OTHER, PACKS, Kit
from tests.wire.pipe import Clock
from tests.wire.serials.kit import ask, request, response, settled

JSON = {"content_type": "application/json; charset=utf-8"}
DRAW = {"request": "a", "count": 2, "criteria": {"GTIN": OTHER}}


def server(**options):
    return PoolServer(RestProfile(**options), Clock().setting("pool"))


def post(side, kit, act, body, form="SGTIN", **headers):
    """The response to a document."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    status, headers, body, rest = response(ask(side, kit, request("POST", f"/pools/{form}/{act}", data,
                                                                  **{**JSON, **headers})))
    assert rest == b""
    return status, headers["content-type"], json.loads(body)


def test_a_draw_and_what_the_pool_hears_of_it():
    """The token goes to the pool with face and user before it, and comes back as it was."""
    side, kit = server(), Kit()
    side.opened(1)
    (heard,) = side.received(1, request("POST", "/pools/SGTIN/draw", json.dumps(DRAW).encode(), **JSON))
    assert heard == Heard(Draw("rest//a", 2, "SGTIN", (("GTIN", OTHER),)))
    status, headers, body, _ = response(settled(side, kit, [heard]))
    assert (status, headers["content-type"], json.loads(body)) == (200, "application/json", {
        "request": "a", "status": "ok", "collection": f"SGTIN GTIN={OTHER} 1", "state": "allocated",
        "serials": ["007", "B2"], "extra": {}})


def test_moves_and_counts():
    """A move that is done, and the numbers behind it."""
    side, kit = server(), Kit()
    post(side, kit, "draw", DRAW)
    move = {"request": "m", "serials": ["007"], "state": "encoded", "criteria": {"GTIN": OTHER},
            "context": {"LOT": "L1"}}
    assert post(side, kit, "move", move) == (200, "application/json", {"request": "m", "status": "ok"})
    assert kit.store["moved:rest//m"].asked == Move("rest//m", ("007",), "encoded", "SGTIN", (("GTIN", OTHER),),
                                                    (("LOT", "L1"),))
    assert post(side, kit, "count", {"request": "c", "criteria": {"GTIN": OTHER}}) == (
        200, "application/json", {"request": "c", "status": "ok",
                                  "states": {"unassigned": 3, "allocated": 1, "encoded": 1}})


MINE = {"request": "a", "count": 1, "criteria": {"GTIN": GTIN}, "collection": "mine"}
MOVE = {"request": "a", "serials": ["x"], "state": "encoded", "criteria": {"GTIN": OTHER}}


@pytest.mark.parametrize(("asked", "status", "word", "more"), [
    (("draw", DRAW, "NTIN"), 404, "unknown_form", {}),
    (("draw", {**DRAW, "criteria": {}}, "SGTIN"), 422, "unknown_criteria", {}),
    (("draw", {**DRAW, "collection": "mine"}, "SSCC"), 422, "unknown_criteria", {}),
    (("draw", {**DRAW, "request": "used"}, "SGTIN"), 409, "bad_request", {}),
    (("draw", {**DRAW, "state": "encoded"}, "SGTIN"), 409, "bad_request", {}),
    (("draw", MINE, "SGTIN"), 404, "unknown_collection", {}),
    (("draw", {**DRAW, "count": 500_000}, "SGTIN"), 503, "not_accepted", {}),
    (("move", MOVE, "SGTIN"), 422, "unknown_serial", {"refused": ["x"]}),
    (("move", {**MOVE, "serials": ["007"], "state": "sampled"}, "SGTIN"), 409, "not_allowed", {"refused": ["007"]}),
    (("count", {"request": "a"}, "NTIN"), 404, "unknown_form", {})])
def test_what_the_pool_refuses(asked, status, word, more):
    """A problem document whose type is the pool's own word."""
    kit = Kit()
    kit.config = type(kit.config)(pools=kit.config.pools, most=400_000)
    kit.power()
    side = server()
    post(side, kit, "draw", {**DRAW, "request": "used", "count": 1, "collection": "mine"})
    act, body, form = asked
    found = post(side, kit, act, body, form)
    assert found[:2] == (status, "application/problem+json")
    assert {**found[2], "title": ""} == {"type": f"urn:linebench:serials:{word}", "title": "", "status": status,
                                         "detail": "", "request": body["request"], "refused": [], **more}


def test_no_serials_left_and_no_privilege():
    """Fewer are an answer, none is 409; a pool that grants nothing is 403."""
    side, kit = server(), Kit()
    found = post(side, kit, "draw", {**DRAW, "count": 9})
    assert (found[0], found[2]["status"], len(found[2]["serials"])) == (200, "insufficient", 5)
    found = post(side, kit, "draw", {**DRAW, "request": "b"})
    assert (found[0], found[2]["type"]) == (409, "urn:linebench:serials:insufficient")
    side.opened(9)
    (heard,) = side.received(9, request("POST", "/pools/SGTIN/draw", json.dumps(DRAW).encode(), **JSON))
    (said,) = side.tell(Drawn(heard.message.request, "no_privilege"))
    assert response(said.data)[0] == 403


@pytest.mark.parametrize(("body", "status"), [
    (b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b'{"count": 1}{', 400), (b"[" * 100_000, 422),
    (b'{"criteria": ' + b'{"a":' * 100_000, 422), (b'{"count": 1, "state": ' + b"[" * 100_000, 422),
    (b"[]", 422), (b"{}", 422), (b'{"count": "1"}', 422), (b'{"count": 0}', 422), (b'{"count": 1000001}', 422),
    (b'{"count": 1.5}', 422), (b'{"count": 1, "x": 1}', 422), (b'{"count": 1, "request": ""}', 422),
    (b'{"count": 1, "criteria": {"GTIN": 4}}', 422)])
def test_bodies_that_say_nothing(body, status):
    """400 where it is no JSON, 422 where it is another document; nothing reaches the pool."""
    kit = Kit()
    found = post(server(), kit, "draw", body)
    assert (found[0], found[1], found[2]["status"]) == (status, "application/problem+json", status)
    assert "expected" in found[2]["detail"].lower() or "/openapi.json" in found[2]["detail"]
    assert (kit.store, kit.effects) == ({}, [])


@pytest.mark.parametrize(("method", "target", "headers", "status", "more"), [
    ("GET", "/", {}, 404, {}), ("POST", "/pools/SGTIN", JSON, 404, {}), ("POST", "/pools//draw", JSON, 404, {}),
    ("POST", "/pools/SGTIN/steal", JSON, 404, {}), ("GET", "/pools/SGTIN/draw", {}, 405, {"allow": "POST"}),
    ("PUT", "/allocate/SGTIN/1/", {}, 405, {"allow": "GET"}),
    ("DELETE", "/openapi.json", {}, 405, {"allow": "GET"}),
    ("POST", "/pools/SGTIN/draw", {"content_type": "text/xml"}, 415, {"accept-post": "application/json"}),
    ("POST", "/pools/SGTIN/draw", {}, 415, {"accept-post": "application/json"}),
    ("GET", "/allocate/1234567890123/1/", {}, 404, {}), ("GET", "/allocate/;GTIN=1/1/", {}, 404, {}),
    ("GET", f"/allocate/{GTIN}/1/?format=yaml", {}, 400, {}), ("GET", f"/allocate/{GTIN}/0/", {}, 422, {}),
    ("GET", f"/allocate/{GTIN}/1000001/", {}, 422, {}), ("GET", f"/allocate/{GTIN}/x/", {}, 422, {}),
    ("GET", "/allocate/NTIN/1/", {}, 404, {})])
def test_requests_that_mean_nothing(method, target, headers, status, more):
    """Each with its status, what may be done instead, and a problem document."""
    kit = Kit()
    found, headers, body, _ = response(ask(server(), kit, request(method, target, b"{}", **headers)))
    assert (found, headers["content-type"], kit.store) == (status, "application/problem+json", {})
    assert json.loads(body)["status"] == status
    assert {name: headers[name] for name in more} == more


def test_a_body_over_the_limit():
    """It is refused while it arrives."""
    out = ask(server(body_limit=100), Kit(), request("POST", "/pools/SGTIN/draw", b"x" * 101, **JSON))
    assert response(out)[0] == 413


def basic(text):
    return "Basic " + b64encode(text.encode()).decode()


@pytest.mark.parametrize(("said", "why"), [
    ({}, "found no credentials"), ({"authorization": "Digest x"}, "found no credentials"),
    ({"authorization": basic("kim:wrong")}, "found a wrong user name or password"),
    ({"authorization": basic("other:secret")}, "found a wrong user name or password"),
    ({"authorization": "Basic ?"}, "found Basic credentials that are no base64"),
    ({"authorization": "Basic /w=="}, "found Basic credentials that are no base64"),
    ({"authorization": "Bearer none"}, "found an unknown token"),
    ({"authorization": "Bearer old"}, "the token has expired")])
def test_whoever_is_not_known(said, why):
    """401, with what is offered and why; nothing reaches the pool, whatever the address."""
    side = server(users={"kim": "secret"}, tokens={"new": "kim", "old": "kim"},
                  until={"old": "2026-01-05T06:00:00Z", "new": "2026-01-05T06:00:01Z"})
    for target in ("/pools/SGTIN/draw", "/openapi.json", "/nowhere"):
        kit = Kit()
        status, headers, body, _ = response(ask(side, kit, request("POST", target, b"{}", **JSON, **said)))
        assert (status, kit.effects) == (401, [])
        assert json.loads(body)["detail"].startswith(why)
        assert headers["www-authenticate"].startswith('Basic realm="serials", Bearer realm="serials"')
        assert ('error="invalid_token"' in headers["www-authenticate"]) is ("token" in why)


def test_whoever_is_known():
    """By password or token; a token holds until its time. Two users' tokens of the same text are two requests."""
    clock = Clock()
    profile = RestProfile(users={"kim": "s:e"}, tokens={"new": "lee"}, until={"new": "2026-01-05T06:00:01Z"})
    side = PoolServer(profile, clock.setting("pool"))
    kit = Kit()
    kim, lee = (post(side, kit, "draw", {**DRAW, "count": 1}, authorization=each)[2]["serials"]
                for each in (basic("kim:s:e"), "bearer new"))
    assert (kim, lee, list(kit.store)) == (["007"], ["B2"], ["drawn:rest/kim/a", "drawn:rest/lee/a"])
    clock.time = 1_000_000
    assert post(side, kit, "draw", DRAW, authorization="Bearer new")[0] == 401


def test_requests_without_a_token_are_all_new():
    """Also after the server was started again."""
    clock, kit, found = Clock(), Kit(), []
    for _ in range(2):
        side = PoolServer(RestProfile(), clock.setting("pool"))
        found += [post(side, kit, "draw", {"count": 1, "criteria": {"GTIN": OTHER}})[2]["serials"] for _ in "ab"]
        clock.time += 1
    assert found == [["007"], ["B2"], ["C3"], ["D4"]]


def test_the_older_address():
    """JSON with the numbers as text, XML, CSV; what is repeated with a token is the same."""
    side, kit = server(pools={"soap": f"SGTIN;GTIN={OTHER}"}), Kit()

    def get(target, **headers):
        return response(ask(side, kit, request("GET", target, **headers)))

    status, _, body, _ = get("/allocate/soap/2/?request=x")
    assert (status, json.loads(body)) == (200, {
        "numbers": '["007","B2"]', "fulfilled": True, "type": "list", "encoding": "text", "region": "soap",
        "size_granted": 2, "extra": {}})
    assert get("/allocate/soap/2/?request=x")[2] == get("/allocate/soap/2/", idempotency_key="x")[2] == body
    status, headers, body, _ = get(f"/allocate/{OTHER}/2/?format=csv")
    assert (status, headers["content-type"], body) == (200, "text/csv; charset=utf-8", b"number\r\nC3\r\nD4\r\n")
    status, headers, body, _ = get(f"/allocate/{OTHER}/2/?format=xml")
    assert (status, headers["content-type"]) == (200, "application/xml")
    root = etree.fromstring(body)
    assert [(each.tag, each.text) for each in root] == [
        ("fulfilled", "false"), ("type", "list"), ("encoding", "text"), ("region", OTHER), ("size_granted", "1"),
        ("numbers", None)]
    assert root.xpath("numbers/number/text()") == ["E5"]
    assert get(f"/allocate/{OTHER}/2/")[0] == 409
    assert json.loads(get("/allocate/4012345/1/")[2])["numbers"] == '["340123450000000017"]'


def test_what_belongs_to_serials_is_in_every_format():
    """Key and code beside the serial."""
    side, kit = server(), Kit()
    found = {form: response(ask(side, kit, request(
        "GET", f"/allocate/CRYPTO;GTIN={GTIN}/2/?request=x&format={form}")))[2] for form in ("json", "xml", "csv")}
    whole = json.loads(found["json"])
    serials, extra = json.loads(whole["numbers"]), whole["extra"]
    rows = list(zip(serials, extra["91"], extra["92"], strict=True))
    assert list(csv.reader(io.StringIO(found["csv"].decode()))) == [["number", "91", "92"], *map(list, rows)]
    assert [(each.text, each.get("ai91"), each.get("ai92"))
            for each in etree.fromstring(found["xml"]).iter("number")] == rows


def test_what_xml_cannot_have_is_not_sent_as_xml():
    """A control character in a serial is an error of the pool."""
    side = server()
    side.opened(1)
    (heard,) = side.received(1, request("GET", f"/allocate/{GTIN}/1/?format=xml"))
    (said,) = side.tell(Drawn(heard.message.request, "ok", "c", "allocated", ("a\x1db",)))
    assert response(said.data)[0] == 500


def test_answers_that_nobody_waits_for():
    """They are noted, and nothing is said: of an unknown token, a second time, or when the asker is gone."""
    side = server()
    side.opened(1)
    (heard,) = side.received(1, request("POST", "/pools/SGTIN/draw", json.dumps(DRAW).encode(), **JSON))
    answer = Drawn(heard.message.request, "ok", "c", "allocated", ("A",))
    for other in (Drawn("other", "ok"), Moved(answer.request, "ok"), Counted(answer.request, "ok")):
        assert [each.what for each in side.tell(other)] == ["unasked"]
    assert len(side.tell(answer)) == 1
    assert [each.what for each in side.tell(answer)] == ["unasked"]
    side.received(1, request("POST", "/pools/SGTIN/count", b'{"request": "c"}', **JSON))
    side.closed(1)
    assert [each.what for each in side.tell(Counted("rest//c", "ok"))] == ["unasked"]
    assert side.tell(Count("x", "SGTIN", PACKS)) == ()


def test_one_token_on_two_connections_is_answered_on_both():
    """As when an asker gave the first one up."""
    side, kit = server(), Kit()
    data = request("POST", "/pools/SGTIN/draw", json.dumps(DRAW).encode(), **JSON)
    for client in (1, 2):
        side.opened(client)
        heard = side.received(client, data)
    out = [each for answer in kit.all(heard[0].message) for each in side.tell(answer)]
    assert [each.client for each in out] == [1, 2]
    assert out[0].data == out[1].data


def test_torn_and_glued_bytes():
    """Byte by byte, and two requests in one piece: the same answers."""
    data = request("POST", "/pools/SGTIN/draw", json.dumps(DRAW).encode(), **JSON) * 2
    whole = ask(server(), Kit(), data)
    side, kit, out = server(), Kit(), b""
    side.opened(1)
    for at in range(len(data)):
        out += ask(side, kit, data[at:at + 1], opens=False)
    assert (out, out.count(b"200 OK")) == (whole, 2)


def test_the_description_is_of_what_there_is():
    """Every address of it answers, and every schema that it points to is in it."""
    status, _, body, _ = response(ask(server(), Kit(), request("GET", "/openapi.json")))
    found = json.loads(body)
    assert (status, found["openapi"]) == (200, "3.1.0")
    assert sorted(found["paths"]) == ["/allocate/{pool}/{size}/", "/pools/{form}/count", "/pools/{form}/draw",
                                      "/pools/{form}/move"]
    named = {part.split('"')[0] for part in body.decode().split("#/components/schemas/")[1:]}
    assert named == set(found["components"]["schemas"])
