"""Named queries and subscriptions."""

import hashlib
import hmac
import json

import pytest

from linebench.epcis.json_reader import read_json
from linebench.epcis.json_writer import write_event
from linebench.ports.l4 import Found
from linebench.units import Duration
from linebench.wire.epcis.moments import Moments
from linebench.wire.http.messages import Request
from tests.wire.epcis.rig import JSON, Room, body, event, problem_in

SHIPPED = {"name": "shipped", "query": {"EQ_bizStep": ["shipping", "departing"], "eventType": "ObjectEvent"}}
SECOND = 1_000_000


def post(room, target, found):
    return room.ask("POST", target, json.dumps(found).encode())


def named(**options):
    room = Room(**options)
    room.owner.now = Moments(room.clock.setting("l4")).now
    assert post(room, "/queries", SHIPPED).status == 201
    return room


def capture(room, *events):
    return room.ask("POST", "/capture", body(*events))


def subscribe(room, **said):
    return post(room, "/queries/shipped/subscriptions", {"dest": "https://partner.example/hook?x=1", **said})


def delivered(room):
    """Events of each delivery, by their numbers."""
    found, room.delivered[:] = [[each.event_id.rpartition(":")[2] for each in read_json(one.body).events]
                                for one in room.delivered], []
    return found


def test_a_query_under_a_name():
    """Kept once, shown, run, and forgotten."""
    room = named()
    made = post(room, "/queries", {"name": "all", "query": {"EQ_action": "OBSERVE"}})
    assert (made.status, made.headers["location"]) == (201, "/queries/all")
    assert problem_in(post(room, "/queries", SHIPPED))[:2] == (409, "ResourceAlreadyExistsException")
    assert room.get("/queries/shipped") == SHIPPED
    assert room.get("/queries") == [SHIPPED, {"name": "all", "query": {"EQ_action": "OBSERVE"}}]
    capture(room, event(1), event(2, "shipping"), event(3, "departing"))
    found = room.get("/queries/shipped/events?perPage=1")["epcisBody"]["queryResults"]
    assert (found["queryName"], [each["eventID"] for each in found["resultsBody"]["eventList"]]) == (
        "shipped", ["urn:uuid:2"])
    assert room.ask("DELETE", "/queries/shipped").status == 204
    for method, target in (("GET", ""), ("DELETE", ""), ("GET", "/events"), ("GET", "/subscriptions"),
                           ("POST", "/subscriptions"), ("GET", "/subscriptions/1"), ("DELETE", "/subscriptions/1")):
        assert problem_in(room.ask(method, f"/queries/shipped{target}", b"{}"))[:2] == (404, "NoSuchNameException")


def test_queries_are_listed_in_pages():
    """Each once, in the order in which they were named."""
    room = Room()
    for number in range(5):
        post(room, "/queries", {"name": f"q{number}", "query": {"EQ_action": "ADD"}})
    found, target = [], "/queries?perPage=2"
    while target:
        response = room.ask("GET", target)
        found.append([each["name"] for each in json.loads(response.body)])
        target = response.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert found == [["q0", "q1"], ["q2", "q3"], ["q4"]]


@pytest.mark.parametrize(("said", "told"), [
    ([], "found no object"), ({"query": {"x": 1}}, "name: found"),
    ({"name": "a b", "query": {"x": 1}}, "name: found"),
    ({"name": "..", "query": {"x": 1}}, "name: found"), ({"name": "x" * 129, "query": {"x": 1}}, "name: found"),
    ({"name": "ä", "query": {"x": 1}}, "name: found"), ({"name": 5, "query": {"x": 1}}, "name: found"),
    ({"name": "x"}, "query: found none"), ({"name": "x", "query": {}}, "query: found none"),
    ({"name": "x", "query": {"EQ_action": {}}}, "query.EQ_action: found dict"),
    ({"name": "x", "query": {"EQ_action": [None]}}, "query.EQ_action: found NoneType"),
    ({**SHIPPED, "more": 1}, "more: found this member")])
def test_what_is_no_query_is_refused(said, told):
    """400, and the repository hears nothing."""
    room = Room()
    status, kind, detail = problem_in(post(room, "/queries", said))
    assert (status, kind) == (400, "QueryValidationException")
    assert told in detail
    assert room.owner.asked == []


def test_a_query_that_the_repository_refuses_gets_no_name():
    """With the reason of the repository; neither does one that is no JSON, or of another type."""
    room = Room()
    assert problem_in(post(room, "/queries", {"name": "x", "query": {"WRONG": True}})) == (
        400, "QueryParameterException", "found WRONG, expected another")
    assert problem_in(room.ask("POST", "/queries", b"{"))[:2] == (400, "QueryValidationException")
    assert problem_in(room.ask("POST", "/queries", b"{}", {"content-type": "text/xml"}))[0] == 415
    assert room.get("/queries") == []


def test_a_stream_on_the_connection_is_not_there():
    """501, for a WebSocket and for the parameters of one."""
    room = named()
    upgrade = {"upgrade": "websocket", "connection": "upgrade"}
    for target, headers in (("/queries/shipped/events", upgrade), ("/queries/shipped/events?stream=true", {}),
                            ("/queries/shipped/events?minute=5", {})):
        assert problem_in(room.ask("GET", target, headers=headers))[:2] == (501, "ImplementationException")
    assert problem_in(room.ask("GET", "/queries/shipped/events?EQ_action=ADD"))[:2] == (
        400, "QueryParameterException")
    assert room.get("/queries/shipped/events")["type"] == "EPCISQueryDocument"


def test_a_stream_is_sent_what_is_stored():
    """Each event once, as soon as it is stored, and nothing that was there before."""
    room = named()
    room.clock.time += SECOND
    capture(room, event(1, "shipping"))
    made = subscribe(room, stream=True)
    assert (made.status, made.headers["location"]) == (201, "/queries/shipped/subscriptions/1")
    assert json.loads(made.body) == room.get("/queries/shipped/subscriptions/1") == {
        "subscriptionID": "1", "dest": "https://partner.example/hook?x=1", "stream": True,
        "createdAt": "2026-01-05T06:00:01.000000Z"}
    capture(room, event(2), event(3, "shipping"), event(4, "departing"))
    capture(room, event(5, "shipping"), event(5, "shipping"))
    room.clock.time += SECOND
    capture(room, event(6))
    room.ask("POST", "/events", write_event(event(7, "shipping")))
    assert delivered(room) == [["3", "4"], ["5", "5"], ["7"]]
    assert room.get("/queries/shipped/subscriptions/1")["lastNotifiedAt"] == "2026-01-05T06:00:02.000000Z"


def test_a_delivery_is_a_request():
    """To the address, with its headers and its signature; long ones come in parts."""
    room = named(per_page_most=2)
    subscribe(room, stream=True, signatureToken="s3cret")
    capture(room, *(event(number, "shipping") for number in range(3)))
    first, second = room.delivered
    assert (first.method, first.target, first.headers) == ("POST", "https://partner.example/hook?x=1", {
        "content-type": "application/json", "gs1-epcis-version": "2.0.0", "gs1-cbv-version": "2.0.0",
        "gs1-signature": hmac.new(b"s3cret", first.body, hashlib.sha256).hexdigest()})
    found = [read_json(each.body) for each in (first, second)]
    assert [(each.query, each.subscription, len(each.events)) for each in found] == [
        ("shipped", "1", 2), ("shipped", "1", 1)]
    assert "s3cret" not in room.ask("GET", "/queries/shipped/subscriptions/1").body.decode()


def test_what_is_stored_late_is_sent_all_the_same():
    """A capture that arrived first and is stored last is not overtaken for ever, and nothing comes twice."""
    room = named()
    subscribe(room, stream=True)
    room.patient = True
    for number in (1, 2, 3):
        capture(room, event(number, "shipping"))
        room.clock.time += SECOND
    first, second, third = room.pipe.device.take()
    for each in (second, third, first):
        room.pipe.device.says(room.owner.answer(each))
        room.work()
    capture(room, event(4, "shipping"))
    room.work()
    assert delivered(room) == [["2"], ["3"], ["1"], ["4"]]


def test_what_is_stored_while_it_is_looked_is_sent_too():
    """One look at a time, and another one afterwards."""
    room = named()
    subscribe(room, stream=True)
    room.patient = True
    capture(room, event(1, "shipping"))
    (first,) = room.pipe.device.take()
    room.pipe.device.says(room.owner.answer(first))
    (look,) = room.pipe.device.take()
    early = room.owner.answer(look)
    capture(room, event(2, "shipping"))
    (second,) = room.pipe.device.take()
    room.pipe.device.says(room.owner.answer(second))
    assert room.pipe.device.take() == []
    room.pipe.device.says(early)
    room.work()
    assert delivered(room) == [["1"], ["2"]]


def test_a_schedule_is_due_at_its_times():
    """At the full minutes; with nothing new only where that is wanted; until it is ended."""
    room = named()
    quiet = subscribe(room, schedule={"second": "0"})
    loud = subscribe(room, schedule={"second": 0, "minute": "[1-2],5"}, reportIfEmpty=True)
    assert [each.status for each in (quiet, loud)] == [201, 201]
    capture(room, event(1, "shipping"))
    room.advance(59 * SECOND)
    assert delivered(room) == []
    room.advance(SECOND)
    assert delivered(room) == [["1"], ["1"]]
    room.advance(240 * SECOND)
    assert delivered(room) == [[], []]
    assert [each["subscriptionID"] for each in room.get("/queries/shipped/subscriptions")] == ["1", "2"]
    assert room.ask("DELETE", "/queries/shipped/subscriptions/2").status == 204
    assert problem_in(room.ask("GET", "/queries/shipped/subscriptions/2"))[:2] == (404, "NoSuchResourceException")
    assert room.ask("DELETE", "/queries/shipped").status == 204
    capture(room, event(2, "shipping"))
    room.advance(600 * SECOND)
    assert delivered(room) == []
    assert room.pipe.device.timers == {}


def test_a_subscription_begins_where_it_is_to():
    """With what was recorded since a time; a later one in the query itself holds."""
    room = named()
    for number in range(4):
        capture(room, event(number, "shipping"))
        room.clock.time += SECOND
    subscribe(room, stream=True, initialRecordTime="2026-01-05T07:00:01+01:00")
    post(room, "/queries", {"name": "late", "query": {"GE_recordTime": "2026-01-05T06:00:03Z"}})
    post(room, "/queries/late/subscriptions", {"dest": "http://x", "stream": True,
                                               "initialRecordTime": "2026-01-05T06:00:00Z"})
    capture(room, event(9, "shipping"))
    assert delivered(room) == [["1", "2", "3", "9"], ["3", "9"]]


@pytest.mark.parametrize(("said", "told"), [
    ({}, "found neither of stream and schedule"), ({"stream": False}, "found neither of stream and schedule"),
    ({"stream": True, "schedule": {"second": "0"}}, "found both of stream and schedule"),
    ({"stream": "yes"}, "stream: found 'yes'"), ({"stream": True, "dest": "ftp://x"}, "dest: found 'ftp://x'"),
    ({"stream": True, "dest": None}, "dest: found None"), ({"stream": True, "dest": "http://"}, "dest: found"),
    ({"stream": True, "dest": "http://[::1"}, "dest: found"),
    ({"stream": True, "dest": "http://a b"}, "dest: found"),
    ({"stream": True, "signatureToken": 5}, "signatureToken: found"),
    ({"stream": True, "reportIfEmpty": 1}, "reportIfEmpty: found 1"),
    ({"stream": True, "initialRecordTime": "now"}, "initialRecordTime: found 'now'"),
    ({"stream": True, "more": 1}, "more: found this member"), ({"schedule": {}}, "schedule: found none"),
    ({"schedule": {"second": "60"}}, "schedule.second: found '60'"), ({"schedule": {"day": "1"}}, "schedule.day"),
    ({"schedule": {"hour": "[5-3]"}}, "schedule.hour"), ({"schedule": {"month": ""}}, "schedule.month"),
    ({"schedule": {"dayOfWeek": 0}}, "schedule.dayOfWeek"), ({"schedule": {"minute": True}}, "schedule.minute"),
    ({"schedule": {"dayOfMonth": "31", "month": "2,4,6"}}, "found one that no time fits")])
def test_what_is_no_subscription_is_refused(said, told):
    """400 with what does not fit."""
    status, kind, detail = problem_in(subscribe(named(), **said))
    assert (status, kind) == (400, "SubscriptionControlsException")
    assert told in detail


def test_a_delivery_that_nobody_sends_is_noted():
    """And so is a look that the repository refuses, or does not answer."""
    room = named(deliver=False, answer_within=Duration(SECOND))
    subscribe(room, stream=True)
    capture(room, event(1, "shipping"))
    assert [(each.what, each.detail) for each in room.pipe.device.noted] == [
        ("undelivered", "1 events to https://partner.example/hook?x=1")]
    room.patient = True
    capture(room, event(2, "shipping"))
    room.pipe.device.says(room.owner.answer(room.pipe.device.take()[0]))
    room.advance(SECOND)
    assert room.pipe.device.noted[-1].what == "refused"
    assert "no answer of the repository" in room.pipe.device.noted[-1].detail
    room.pipe.device.take()
    room.pipe.device.says(Found(99, ()))


def test_a_subscription_that_cannot_begin_is_refused():
    """For the repository does not answer, or the query was forgotten meanwhile."""
    room = named(answer_within=Duration(SECOND))
    room.patient, said = True, []
    request = Request("POST", "/queries/shipped/subscriptions", JSON, b'{"dest": "http://x", "stream": true}')

    def begin():
        room.pipe.act(room.pipe.host, room.pipe.host.side.ask, request, lambda found: said.append(found) or ())

    begin()
    room.advance(SECOND)
    begin()
    side = room.pipe.device.side
    side.opened(7)
    side.received(7, b"DELETE /queries/shipped HTTP/1.1\r\nHost: h\r\n\r\n")
    room.work()
    assert [problem_in(each)[:2] for each in said] == [
        (500, "ImplementationException"), (404, "NoSuchNameException")]


def test_subscriptions_are_listed_in_pages():
    """Those of their query only."""
    room = named()
    post(room, "/queries", {"name": "other", "query": {"EQ_action": "ADD"}})
    for name in ("shipped", "other", "shipped", "shipped"):
        post(room, f"/queries/{name}/subscriptions", {"dest": "http://x", "stream": True})
    first = room.ask("GET", "/queries/shipped/subscriptions?perPage=2")
    rest = room.get(first.headers["link"].partition(">")[0].removeprefix("<"))
    assert [each["subscriptionID"] for each in [*json.loads(first.body), *rest]] == ["1", "3", "4"]
    assert JSON["content-type"] == first.headers["content-type"]
