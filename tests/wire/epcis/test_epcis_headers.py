"""What every answer tells, which methods there are, and who is let in."""

import base64

import msgspec
import pytest

from linebench.epcis.json_writer import write_event
from linebench.ports.access import TurnedAway
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.side import Hang, Heard, Write
from tests.wire.epcis.rig import JSON, Room, body, event, problem_in

ALWAYS = {"gs1-epcis-version": "2.0.0", "gs1-epcis-min": "1.2.0", "gs1-epcis-max": "2.0.0",
          "gs1-cbv-version": "2.0.0", "gs1-cbv-min": "1.2.0", "gs1-cbv-max": "2.0.0",
          "gs1-epcis-capture-limit": "5000", "gs1-epcis-capture-file-size-limit": "16777216"}
ALLOWED = {"/": "GET, HEAD, OPTIONS", "/capture": "GET, HEAD, OPTIONS, POST", "/capture/1": "GET, HEAD, OPTIONS",
           "/events": "GET, HEAD, OPTIONS, POST", "/events/x": "GET, HEAD, OPTIONS", "/epcs": "GET, HEAD, OPTIONS",
           "/epcs/x/events": "GET, HEAD, OPTIONS", "/queries": "GET, HEAD, OPTIONS, POST",
           "/queries/x": "DELETE, GET, HEAD, OPTIONS", "/queries/x/events": "GET, HEAD, OPTIONS",
           "/queries/x/subscriptions": "GET, HEAD, OPTIONS, POST",
           "/queries/x/subscriptions/1": "DELETE, GET, HEAD, OPTIONS", "/nextPageToken/x": "DELETE, OPTIONS",
           "/openapi.json": "GET, HEAD, OPTIONS"}


def told(response):
    return {name: value for name, value in response.headers.items() if name in ALWAYS}


@pytest.mark.parametrize("target", sorted(ALLOWED))
def test_what_can_be_done_is_told(target):
    """204 without a body or a length, with the methods and the versions."""
    response = Room().ask("OPTIONS", target)
    assert (response.status, response.body, response.headers["allow"], told(response)) == (
        204, b"", ALLOWED[target], ALWAYS)
    assert "content-length" not in response.headers


@pytest.mark.parametrize("target", sorted(ALLOWED))
def test_another_method_is_refused(target):
    """With 405 and the methods that there are; one that HTTP does not have with 501."""
    response = Room().ask("PATCH", target)
    assert (problem_in(response)[0], response.headers["allow"], told(response)) == (405, ALLOWED[target], ALWAYS)
    assert problem_in(Room().ask("FROB", target))[:2] == (501, "ImplementationException")


@pytest.mark.parametrize("target", ["/nothing", "/events/x/y", "/capture/1/2/3", "/epcis/v2/events", "/capture/x",
                                    "/capture/999", "/capture/%D9%A3", "/capture/" + "9" * 40])
def test_what_is_not_there_is_told(target):
    """404 with what was asked for."""
    response = Room().ask("GET", target)
    assert (*problem_in(response)[:2], told(response)) == (404, "NoSuchResourceException", ALWAYS)


def test_everything_may_stand_below_an_address():
    """And nothing is above it."""
    room = Room(base="/epcis/v2")
    assert room.get("/epcis/v2/epcs")["member"] == []
    assert problem_in(room.ask("GET", "/epcs"))[0] == 404
    made = room.ask("POST", "/epcis/v2/events", write_event(event(1)))
    assert made.headers["location"] == "/epcis/v2/events/urn%3Auuid%3A1"


def test_a_head_is_an_answer_without_its_body():
    """Its length is told; a refused one has none either."""
    room = Room()
    full, bare = room.ask("GET", "/epcs"), room.ask("HEAD", "/epcs")
    assert (bare.status, bare.headers, bare.body) == (200, full.headers, b"") or bare.body == b""
    assert bare.headers["content-length"] == str(len(full.body))
    assert room.ask("HEAD", "/nothing").body == b""


def test_too_long_an_address_is_refused():
    """With 414 by its own name, to GET and to HEAD."""
    for method in ("GET", "HEAD"):
        room = Room()
        found = room.ask(method, "/events?EQ_bizStep=" + "a" * 9000)
        assert (found.status, told(found)) == (414, ALWAYS)
        assert isinstance(room.pipe.device.hung[0], Hang)
        assert method == "HEAD" or problem_in(found)[1] == "URITooLongException"


@pytest.mark.parametrize("name", ["gs1-epc-format", "gs1-cbv-xml-format", "gs1-capture-error-behaviour",
                                  "gs1-epcis-min", "gs1-epcis-max", "gs1-epcis-version", "gs1-cbv-version"])
def test_a_header_that_says_nothing_known_is_refused(name):
    """With its name, what was found and what was expected."""
    status, kind, detail = problem_in(Room().ask("GET", "/events", headers={name: "sometimes"}))
    assert (status, kind) == (400, "ValidationException")
    assert detail.startswith(f"{name}: found 'sometimes', expected ")


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "application/pdf, text/html"])
@pytest.mark.parametrize("target", ["/events", "/epcs", "/", "/capture", "/queries", "/openapi.json"])
def test_a_form_that_there_is_not_is_refused(accept, target):
    """With 406 and the forms that there are."""
    status, kind, detail = problem_in(Room().ask("GET", target, headers={"accept": accept}))
    assert (status, kind) == (406, "NotAcceptableException")
    assert "expected one that takes application/json" in detail


def test_lists_are_in_json_only():
    """XML is refused there, and passed over where JSON will do."""
    assert problem_in(Room().ask("GET", "/epcs", headers={"accept": "text/xml"}))[0] == 406
    found = Room().ask("GET", "/epcs", headers={"accept": "text/xml, application/ld+json;q=0.1"})
    assert found.headers["content-type"] == "application/ld+json"


def test_xml_is_written_with_urns_only():
    """Words of the CBV as web addresses are refused with 406, not given otherwise."""
    room = Room()
    found = room.ask("GET", "/events", headers={"accept": "text/xml", "gs1-cbv-xml-format": "Always_Web_URI"})
    assert problem_in(found)[:2] == (406, "NotAcceptableException")
    assert room.ask("GET", "/events", headers={"gs1-cbv-xml-format": "Always_Web_URI"}).status == 200


def basic(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


GUARDED = {"users": {"kim": "pässword", "eve": "look"}, "readers": ("eve", "watch"),
           "tokens": {"open": "", "short": "2026-01-05T06:00:10Z", "watch": ""}}


@pytest.mark.parametrize("said", [
    "", basic("kim:wrong"), basic("nobody:"), basic("kim"), "Basic ???", "Basic /w==", "Bearer wrong", "Bearer",
    "Digest x", "open"])
def test_nobody_that_is_known_is_not_let_in(said):
    """401 says with what one comes in; the repository hears nothing."""
    room = Room(**GUARDED)
    targets = (("GET", "/events"), ("POST", "/capture"), ("OPTIONS", "/"), ("GET", "/nothing"))
    for method, target in targets:
        headers = {**JSON, **({"authorization": said} if said else {})}
        response = room.ask(method, target, body(event()) if method == "POST" else b"", headers)
        assert problem_in(response)[:2] == (401, "SecurityException")
        assert response.headers["www-authenticate"].startswith('Basic realm="epcis", charset="UTF-8", Bearer ')
    assert room.owner.asked == []
    assert len(room.owner.turned) == len(targets)


@pytest.mark.parametrize(("said", "away"), [
    ("", TurnedAway("", "no credentials")), (basic("kim:wrong"), TurnedAway("kim", "wrong credentials")),
    (basic("nobody:pässword"), TurnedAway("nobody", "wrong credentials")),
    ("Basic ???", TurnedAway("", "wrong credentials")), ("Bearer wrong", TurnedAway("", "token unknown"))])
def test_the_repository_hears_who_was_turned_away_and_why(said, away):
    """By the name that they gave, if any, and never by what gives access."""
    room = Room(**GUARDED)
    room.ask("GET", "/events", headers={**JSON, **({"authorization": said} if said else {})})
    assert room.owner.turned == [away]


def test_a_repository_may_let_somebody_in_all_the_same():
    """The decision is its own; of what is wrong it is told nothing then."""
    room = Room(**GUARDED)
    setting = msgspec.structs.replace(room.clock.setting("l4"), admits=lambda away: away.why == "token expired")
    side = EpcisServer(EpcisProfile(**GUARDED), setting)
    room.clock.time = 11_000_000
    for token, status in (("short", b"204"), ("other", b"401")):
        side.opened(1)
        out = side.received(1, b"OPTIONS /events HTTP/1.1\r\nhost: h\r\nauthorization: Bearer " + token.encode()
                            + b"\r\n\r\n")
        assert next(each.data for each in out if isinstance(each, Write)).split()[1] == status
        assert any(isinstance(each, Heard) for each in out) is (status == b"401")
        side.closed(1)


def test_who_is_known_is_let_in():
    """By name and password, or by a token as long as it holds."""
    room = Room(**GUARDED)
    said = (basic("kim:pässword"), "Bearer open", "bearer short")
    assert [room.ask("GET", "/events", headers={"authorization": each}).status for each in said] == [200] * 3
    room.clock.time = 10_000_000
    late = room.ask("GET", "/events", headers={"authorization": "Bearer short"})
    assert problem_in(late)[2] == ("found a token that has expired (2026-01-05T06:00:10Z); "
                                   "expected those of a user of this repository")
    assert 'error="invalid_token", error_description="the token has expired"' in late.headers["www-authenticate"]


def test_who_may_look_changes_nothing():
    """403 to everything else."""
    room = Room(**GUARDED)
    for said in (basic("eve:look"), "Bearer watch"):
        assert room.ask("GET", "/events", headers={"authorization": said}).status == 200
        for method, target in (("POST", "/capture"), ("POST", "/events"), ("DELETE", "/queries/x")):
            response = room.ask(method, target, body(event()), {**JSON, "authorization": said})
            assert problem_in(response)[:2] == (403, "SecurityException")


def test_only_the_schemes_that_are_used_are_offered():
    """Users alone, or tokens alone."""
    for options, scheme, other in (({"users": {"kim": "x"}}, "Basic", "Bearer x"),
                                   ({"tokens": {"x": ""}}, "Bearer", basic("kim:x"))):
        response = Room(**options).ask("GET", "/events", headers={"authorization": other})
        assert response.status == 401
        assert response.headers["www-authenticate"].split()[0] == scheme
        assert ", Bearer" not in response.headers["www-authenticate"]


def test_the_description_has_what_there_is():
    """Every address and every method of it, and no other; below the server's own address."""
    room = Room(base="/epcis/v2", **GUARDED)
    found = room.get("/epcis/v2/openapi.json", authorization="Bearer open")
    assert (found["openapi"], found["servers"]) == ("3.1.0", [{"url": "/epcis/v2"}])
    assert found["security"] == [{"basic": []}, {"bearer": []}]
    for path, described in found["paths"].items():
        allowed = room.ask("OPTIONS", "/epcis/v2" + path.replace("{", "").replace("}", ""), headers={
            "authorization": "Bearer open"}).headers["allow"].split(", ")
        assert {each.upper() for each in described} | {"OPTIONS"} == set(allowed) - {"HEAD"}
    assert len(found["paths"]) == len(room.pipe.device.side._routes)
