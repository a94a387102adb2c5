"""Events: found, one by one, in pages, in each form, and with each kind of identifier."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.epcis.hashing import event_hash
from linebench.epcis.json_reader import read_json
from linebench.epcis.json_writer import write_event
from linebench.epcis.model import Persistent
from linebench.epcis.reading import read
from linebench.ports.l4 import Captured, Found, Query
from linebench.units import Duration
from linebench.wire.http.messages import Request
from linebench.wire.side import Write
from tests.epcis.strategies import EVENTS
from tests.wire.epcis.rig import JSON, Owner, Room, body, event, problem_in


def filled(*events, **options):
    room = Room(**options)
    room.owner.events += events
    return room


def test_one_event_is_stored_and_found_under_its_id():
    """201 with its address, where it is found again; the same id is there only once."""
    room = Room()
    made = room.ask("POST", "/events", write_event(event(1)))
    assert (made.status, made.headers["location"], made.body) == (201, "/events/urn%3Auuid%3A1", b"")
    assert read_json(room.ask("GET", made.headers["location"]).body).events == (event(1),)
    assert problem_in(room.ask("POST", "/events", write_event(event(1)))) == (
        409, "ResourceAlreadyExistsException", "found the event urn:uuid:1, which is there already")
    assert room.owner.events == [event(1)]
    assert problem_in(room.ask("GET", "/events/urn%3Auuid%3A2"))[:2] == (404, "NoSuchResourceException")


def test_an_event_without_an_id_gets_its_hash():
    """So that it has an address."""
    room = Room()
    nameless = event(1, event_id="")
    made = room.ask("POST", "/events", write_event(nameless))
    assert made.headers["location"] == "/events/ni%3A%2F%2F%2F" + event_hash(nameless).removeprefix("ni:///").replace(
        ";", "%3B").replace("?", "%3F").replace("=", "%3D")
    assert room.owner.events == [msgspec.structs.replace(nameless, event_id=event_hash(nameless))]


def test_two_of_one_id_at_the_same_time_are_one():
    """The second hears it before the first is stored."""
    room = Room()
    room.patient = True
    side, said = room.pipe.device.side, []
    for client in (11, 12):
        side.opened(client)
        data = write_event(event(1))
        head = ("POST /events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(data)}\r\n\r\n")
        out = side.received(client, head.encode() + data)
        said.append(b"".join(each.data for each in out if isinstance(each, Write)))
    assert (said[0], said[1].split(b"\r\n")[0]) == (b"", b"HTTP/1.1 409 Conflict")


@pytest.mark.parametrize(("data", "headers", "status", "kind"), [
    (body(event()), JSON, 400, "ValidationException"), (b"{}", JSON, 400, "ValidationException"),
    (b"[]", JSON, 400, "ValidationException"), (b"", JSON, 400, "ValidationException"),
    (write_event(event()).replace(b"2026-01-31", b"2026-02-31"), JSON, 400, "ValidationException"),
    (write_event(event()), {"content-type": "application/xml"}, 415, "UnsupportedMediaTypeException"),
    (write_event(event()), {}, 415, "UnsupportedMediaTypeException")])
def test_what_is_not_one_event_is_refused(data, headers, status, kind):
    """And the repository hears nothing."""
    room = Room()
    assert problem_in(room.ask("POST", "/events", data, headers))[:2] == (status, kind)
    assert room.owner.asked == []


def test_what_the_repository_refuses_is_told():
    """An event that breaks its rules: 400 with why; and it may come again."""
    room = Room(owner=Owner(lambda each: "found it packed before it was made"))
    for _ in range(2):
        assert problem_in(room.ask("POST", "/events", write_event(event(1)))) == (
            400, "ValidationException", "found it packed before it was made")


def test_a_repository_that_does_not_answer_is_told():
    """500 after a while, for what was asked and for what was to be stored; what comes later is not said."""
    room = Room(answer_within=Duration(2_000_000))
    room.patient = True
    said = []
    for data in (b"", write_event(event(1))):
        request = Request("POST" if data else "GET", "/events", JSON, data)
        room.pipe.act(room.pipe.host, room.pipe.host.side.ask, request,
                      lambda response: said.append(response) or ())
        if data:
            (query,) = room.pipe.device.take()
            room.pipe.device.says(Found(query.query, ()))
        room.advance(2_000_000)
        assert problem_in(said[-1]) == (500, "ImplementationException",
                                        "found no answer of the repository within 2 s")
        room.work()
    assert len(said) == 2
    assert room.pipe.device.timers == {}


def test_pages_lead_through_all():
    """Each says where the next one is, and until when its token holds; every token holds as often as it is used."""
    room = filled(*map(event, range(5)))
    found, target = [], "/events?perPage=2&EQ_bizStep=commissioning"
    while target:
        response = room.ask("GET", target)
        again = room.ask("GET", target)
        assert _ids(response) == _ids(again)
        found.append(_ids(response))
        assert ("link" in response.headers) is ("gs1-next-page-token-expires" in response.headers)
        target = response.headers.get("link", "").partition(">")[0].removeprefix("<")
        assert not target or target.startswith("/events?perPage=2&EQ_bizStep=commissioning&nextPageToken=")
    assert found == [["urn:uuid:0", "urn:uuid:1"], ["urn:uuid:2", "urn:uuid:3"], ["urn:uuid:4"]]


def _ids(response):
    return [each.event_id for each in read_json(response.body).events]


def _token(response):
    return response.headers["link"].partition("nextPageToken=")[2].partition(">")[0]


def test_a_token_ends():
    """By its time, by DELETE, by too many others, or because the question is another: 400, and 404 to delete."""
    room = filled(*map(event, range(5)), page_life=10_000_000, page_tokens=3)
    first = _token(room.ask("GET", "/events?perPage=2"))
    assert problem_in(room.ask("GET", f"/events?perPage=2&EQ_action=ADD&nextPageToken={first}"))[1:] == (
        "QueryParameterException", "nextPageToken: found the token of another question")
    assert room.ask("DELETE", f"/nextPageToken/{first}").status == 204
    assert problem_in(room.ask("DELETE", f"/nextPageToken/{first}"))[:2] == (404, "NoSuchResourceException")
    ends = [lambda: None, lambda: room.advance(10_000_000),
            lambda: [room.ask("GET", "/events?perPage=2") for _ in range(3)]]
    for end in ends:
        token = first if end is ends[0] else _token(room.ask("GET", "/events?perPage=2"))
        end()
        assert problem_in(room.ask("GET", f"/events?perPage=2&nextPageToken={token}"))[:2] == (
            400, "QueryParameterException")


@pytest.mark.parametrize("said", ["perPage=0", "perPage=-1", "perPage=x", "perPage=", "perPage=1&perPage=2",
                                  "perPage=%D9%A3", "perPage=99999999999", "nextPageToken=none", "WRONG=1"])
def test_parameters_that_do_not_fit_are_refused(said):
    """With 400, whoever finds it: the server, or the repository."""
    status, kind, detail = problem_in(filled(event()).ask("GET", f"/events?{said}"))
    assert (status, kind) == (400, "QueryParameterException")
    assert "expected" in detail


def test_a_page_has_no_more_than_the_server_gives():
    """Whatever the client wants."""
    room = filled(*map(event, range(5)), per_page=3, per_page_most=4)
    assert len(room.events("/events")) == 3
    assert len(room.events("/events?perPage=99")) == 4


def test_what_is_asked_reaches_the_repository():
    """Parameters in their order, each once, with all of their values."""
    room = filled()
    room.events("/events?EQ_bizStep=packing%7Cshipping&eventType=ObjectEvent&EQ_bizStep=holding&perPage=7")
    assert room.owner.asked == [Query(1, (("EQ_bizStep", ("packing", "shipping", "holding")),
                                          ("eventType", ("ObjectEvent",))), 7)]


@pytest.mark.parametrize(("accept", "form"), [
    ("*/*", "application/json"), ("application/ld+json", "application/ld+json"), ("text/xml", "text/xml"),
    ("application/xml, application/json;q=0.5", "application/xml"), ("application/*;q=0.1", "application/json"),
    ("text/html, text/*;q=0.2", "text/xml")])
def test_events_in_the_form_that_is_wanted(accept, form):
    """By ``Accept``; the events are the same ones."""
    response = filled(event(1), event(2)).ask("GET", "/events", headers={"accept": accept})
    assert response.headers["content-type"] == form
    assert read(response.body).events == (event(1), event(2))
    assert read(response.body).query == "SimpleEventQuery"


def test_old_clients_get_what_they_understand():
    """EPCIS 1.2 is XML; who wants neither that nor 2.0 gets nothing."""
    room = filled(event(1))
    old = room.ask("GET", "/events", headers={"gs1-epcis-max": "1.2"})
    assert (old.headers["content-type"], old.headers["gs1-epcis-version"]) == ("application/xml", "1.2.0")
    assert (read(old.body).version, read(old.body).events) == ("1.2", (event(1),))
    for headers in ({"gs1-epcis-max": "1.2", "accept": "application/json"}, {"gs1-epcis-min": "2.1"},
                    {"gs1-epcis-max": "1.1"}, {"gs1-epcis-version": "1.0"}, {"gs1-cbv-min": "3"}):
        assert problem_in(room.ask("GET", "/events", headers=headers))[:2] == (406, "NotAcceptableException")


LINK = "https://id.gs1.org/01/09501101530003/21/1"
URN = "urn:epc:id:sgtin:9501101.053000.1"


@pytest.mark.parametrize(("stored", "wanted", "told"), [
    (URN, "No_Preference", URN), (LINK, "Never_Translates", LINK), (URN, "Always_GS1_Digital_Link", LINK),
    (LINK, "Always_GS1_Digital_Link", LINK), (URN, "Always_EPC_URN", URN), (LINK, "Always_EPC_URN", URN),
    ("https://id.gs1.org/00/395011010000000019", "Always_EPC_URN", "urn:epc:id:sscc:9501101.3000000001"),
    ("https://id.gs1.org/8003/09501101000018x", "Always_EPC_URN", "urn:epc:id:grai:9501101.00001.x")])
def test_identifiers_in_the_form_that_is_wanted(stored, wanted, told):
    """In documents and in single events, and the answer says which it is."""
    room = filled(event(1, epc_list=(stored,)), prefixes=("950110", "9501101"))
    for target in ("/events", "/events/urn%3Auuid%3A1"):
        response = room.ask("GET", target, headers={"gs1-epc-format": wanted})
        assert response.headers["gs1-epc-format"] == wanted
        assert read_json(response.body).events[0].epc_list == (told,)


def test_an_unknown_company_has_no_urn():
    """Nobody knows where its prefix ends: 406 names the identifier."""
    for target in ("/events", "/events/urn%3Auuid%3A1"):
        status, kind, detail = problem_in(filled(event(1, epc_list=(LINK,)), prefixes=("4012345",)).ask(
            "GET", target, headers={"gs1-epc-format": "Always_EPC_URN"}))
        assert (status, kind, LINK in detail) == (406, "NotAcceptableException", True)


def test_what_a_form_has_no_room_for_is_not_left_out():
    """406 says so, and another form has it."""
    odd = event(1, type="AggregationEvent", epc_list=(), parent_id=URN, child_epcs=(LINK,),
                persistent_disposition=Persistent(("damaged",)))
    room = filled(odd)
    for target in ("/events", "/events/urn%3Auuid%3A1"):
        assert problem_in(room.ask("GET", target))[:2] == (406, "NotAcceptableException")
    assert read(room.ask("GET", "/events", headers={"accept": "text/xml"}).body).events == (odd,)


@given(st.lists(EVENTS, min_size=1, max_size=3), st.sampled_from(["json", "xml-2.0", "xml-1.2"]))
@settings(max_examples=60)
def test_any_captured_events_come_back(events, form):
    """Equal in everything, in JSON and in the XML in which they came."""
    room = Room()
    media = "application/json" if form == "json" else "application/xml"
    sent = body(*events, form=form)
    assert room.ask("POST", "/capture", sent, {"content-type": media}).status == 202
    found = room.ask("GET", "/events", headers={"accept": media})
    assert read(found.body).events == read(sent).events


def test_other_numbers_end_nothing():
    """An answer to what was not asked, and one that comes twice."""
    side = filled(event()).pipe.device.side
    assert [list(side.tell(each)) for each in (Found(9, ()), Captured(9, success=True, stored=0))] == [[], []]


def test_an_answer_is_one_document():
    """What every query document has."""
    found = filled(event(1)).get("/events")
    assert {key: found[key] for key in ("type", "schemaVersion", "creationDate")} == {
        "type": "EPCISQueryDocument", "schemaVersion": "2.0", "creationDate": "2026-01-05T06:00:00.000000Z"}
    assert json.dumps(found["epcisBody"]["queryResults"]["queryName"]) == '"SimpleEventQuery"'
