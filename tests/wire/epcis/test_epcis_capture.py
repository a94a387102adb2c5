"""Captures: what is taken, what is refused, and what becomes of them."""

import json

import pytest

from linebench.epcis.json_writer import write_event
from linebench.ports.l4 import Captured
from tests.wire.epcis.rig import JSON, Owner, Room, body, event, problem_in

PROCEED = {**JSON, "gs1-capture-error-behaviour": "proceed"}
FORMS = (("json", "application/json"), ("json", "application/ld+json; charset=utf-8"),
         ("xml-2.0", "application/xml"), ("xml-1.2", "text/xml"))


def job_of(room, response):
    return room.get(response.headers["location"])


def broken(*numbers, of=3):
    """A document of some events, of which these have a time that is none."""
    found = json.loads(body(*map(event, range(of))))
    for number in numbers:
        found["epcisBody"]["eventList"][number]["eventTime"] = "2026-02-30T12:00:00Z"
    return json.dumps(found).encode()


@pytest.mark.parametrize(("form", "media"), FORMS)
def test_a_capture_is_taken_and_then_stored(form, media):
    """In every form; 202 comes at once with the address of a job, which runs until all is stored."""
    room = Room()
    room.patient = True
    taken = room.ask("POST", "/capture", body(event(1), event(2), form=form), {"content-type": media})
    assert (taken.status, taken.body) == (202, b"")
    running = job_of(room, taken)
    assert running == {"captureID": taken.headers["location"].removeprefix("/capture/"),
                       "createdAt": "2026-01-05T06:00:00.000000Z", "running": True, "success": True,
                       "captureErrorBehaviour": "rollback", "errors": []}
    room.clock.time += 1_500_000
    room.work()
    assert job_of(room, taken) == {**running, "running": False, "finishedAt": "2026-01-05T06:00:01.500000Z",
                                   "linebench:stored": 2}
    assert room.owner.events == [event(1), event(2)]


def test_a_job_that_fails_at_once_or_later():
    """Running and success: both, running alone, success alone, neither."""
    why = "found urn:uuid:7 before it was made"
    room = Room(owner=Owner(lambda each: why if each.event_id == "urn:uuid:7" else ""))
    room.patient = True
    asked = [("POST", "/capture", body(event(1))), ("POST", "/capture", broken(1), PROCEED),
             ("POST", "/capture", body(event(5), event(7))),
             ("POST", "/capture", body(event(6), event(7)), PROCEED)]
    jobs = [room.ask(*each) for each in asked]

    def stands():
        return [(found["running"], found["success"]) for found in (job_of(room, each) for each in jobs)]

    assert stands() == [(True, True), (True, False), (True, True), (True, True)]
    room.work()
    assert stands() == [(False, True), (False, False), (False, False), (False, False)]
    assert [job_of(room, each)["linebench:stored"] for each in jobs] == [1, 2, 0, 1]
    assert job_of(room, jobs[2])["errors"] == [{
        "type": "epcisException:ValidationException", "title": "Not captured", "status": 400,
        "detail": "found urn:uuid:7 before it was made"}]
    assert "eventTime" in job_of(room, jobs[1])["errors"][0]["detail"]
    assert [each.event_id for each in room.owner.events] == ["urn:uuid:1", "urn:uuid:0", "urn:uuid:2", "urn:uuid:6"]


@pytest.mark.parametrize(("form", "media"), FORMS)
def test_what_can_be_read_is_captured_where_that_is_meant(form, media):
    """One event that is wrong keeps out itself alone; where all are, nothing is asked of the repository."""
    room = Room()
    good = body(*map(event, range(3)), form=form)
    headers = {"content-type": media, "gs1-capture-error-behaviour": "proceed"}
    wrong = good.replace(b"2026-01-31T12:00:00.000Z", b"2026-02-30T12:00:00.000Z", 1)
    job = job_of(room, room.ask("POST", "/capture", wrong, headers))
    assert (job["running"], job["success"], job["linebench:stored"], len(job["errors"])) == (False, False, 2, 1)
    assert room.owner.events == [event(1), event(2)]
    room.owner.asked.clear()
    none = good.replace(b"2026-01-31T12:00:00.000Z", b"2026-02-30T12:00:00.000Z")
    job = job_of(room, room.ask("POST", "/capture", none, headers))
    assert (job["running"], job["success"], job["linebench:stored"], len(job["errors"])) == (False, False, 0, 3)
    assert [f"eventList[{at}]" in each["detail"] for at, each in enumerate(job["errors"])] == [True] * 3
    assert room.owner.asked == []


ENTITY = (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
          + body(event(), form="xml-2.0").partition(b"?>")[2])
WRONG = {
    "no JSON": (b"{", "application/json", "document: found no JSON"),
    "a bad date": (broken(2), "application/json", "epcisBody.eventList[2].eventTime: found '2026-02-30T12:00:00Z'"),
    "an unknown extension": (body(event()).replace(b'"action"', b'"mine":1,"action"'), "application/json",
                             "epcisBody.eventList[0].mine: found 1"),
    "one event": (write_event(event()), "application/json", "expected an EPCISDocument"),
    "an answer": (body(event(), query="x"), "application/json", "expected an EPCISDocument"),
    "no document": (b"[]", "application/json", "expected EPCISDocument"),
    "deep": (b'{"type": "EPCISDocument", "ex:a": ' + b"[" * 5000, "application/json", "document: found"),
    "XML that is JSON": (body(event()), "application/xml", "no XML"),
    "an entity": (ENTITY, "application/xml", "DOCTYPE with entities"),
    "deep XML": (b"<a>" * 5000, "text/xml", "no XML"),
}


@pytest.mark.parametrize("behaviour", ["rollback", "proceed"])
@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_wrong_is_refused_with_what_is_wrong(name, behaviour):
    """400, and the repository hears nothing of it; with ``proceed`` where it is the document that is wrong."""
    data, media, told = WRONG[name]
    room = Room()
    response = room.ask("POST", "/capture", data, {"content-type": media, "gs1-capture-error-behaviour": behaviour})
    if behaviour == "proceed" and name in ("a bad date", "an unknown extension"):
        assert response.status == 202
        return
    status, kind, detail = problem_in(response)
    assert (status, kind) == (400, "ValidationException")
    assert told in detail
    assert room.owner.asked == []


def test_everything_that_is_wrong_is_told():
    """Each problem of a body is in the detail, up to a limit."""
    room = Room()
    _, _, detail = problem_in(room.ask("POST", "/capture", broken(0, 2)))
    assert [each.partition(":")[0] for each in detail.split("; ")] == [
        "epcisBody.eventList[0].eventTime", "epcisBody.eventList[2].eventTime"]
    _, _, detail = problem_in(room.ask("POST", "/capture", broken(*range(60), of=60)))
    assert detail.endswith("; and 10 more")


@pytest.mark.parametrize("media", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_type_of_content_is_refused(media):
    """With 415 and the types that are known."""
    headers = {"content-type": media} if media else {}
    status, kind, detail = problem_in(Room().ask("POST", "/capture", body(event()), headers))
    assert (status, kind) == (415, "UnsupportedMediaTypeException")
    assert "expected application/json or application/ld+json or application/xml or text/xml" in detail


def test_too_much_is_refused():
    """Events over the limit and bytes over the limit, each with 413; the limits are told in every answer."""
    room = Room(capture_events=2, capture_bytes=20_000)
    found = room.ask("POST", "/capture", body(*map(event, range(3))))
    assert problem_in(found) == (413, "CaptureLimitExceededException", "found 3 events, expected at most 2")
    assert (found.headers["gs1-epcis-capture-limit"], found.headers["gs1-epcis-capture-file-size-limit"]) == (
        "2", "20000")
    status, kind, _ = problem_in(room.ask("POST", "/capture", b" " * 20_001))
    assert (status, kind) == (413, "CaptureLimitExceededException")
    assert room.owner.asked == []
    assert room.ask("POST", "/capture", body(event(1), event(2))).status == 202


def test_the_same_capture_twice_is_one():
    """By its number: the same job, and the repository hears of it once; other content under it is refused."""
    room = Room()
    named = {**JSON, "linebench-capture": "17"}
    first, second = (room.ask("POST", "/capture", body(event(1)), named) for _ in range(2))
    assert (first.headers["location"], second.headers["location"]) == ("/capture/17", "/capture/17")
    assert [each.capture for each in room.owner.asked] == [17]
    assert problem_in(room.ask("POST", "/capture", body(event(2)), named))[:2] == (
        409, "ResourceAlreadyExistsException")
    site = {**JSON, "linebench-capture": "site-a/17"}
    other = room.ask("POST", "/capture", body(event(1)), site).headers["location"]
    assert other not in ("/capture/17", "/capture/0")
    room.pipe.cut()
    room.pipe.device.side = room.server()
    assert room.ask("POST", "/capture", body(event(1)), site).headers["location"] == other


def test_a_capture_that_left_nothing_may_come_again():
    """Under its number, with a job of its own in place of the first; one that left something may not."""
    room = Room(owner=Owner(lambda each: "too early"))
    named = {**JSON, "linebench-capture": "17"}
    assert not job_of(room, room.ask("POST", "/capture", body(event(1)), named))["success"]
    room.owner.refuses = lambda each: ""
    assert job_of(room, room.ask("POST", "/capture", body(event(1), event(2)), named))["success"]
    assert room.ask("POST", "/capture", body(event(3)), named).status == 409
    assert [(each["success"], each["linebench:stored"]) for each in room.get("/capture")] == [(True, 2)]
    assert len(room.owner.asked) == 2


def test_captures_without_a_number_are_different_ones():
    """The same body twice is two captures; their numbers fit into 63 bits and begin where no given number does."""
    room = Room()
    numbers = [int(room.ask("POST", "/capture", body(event(1))).headers["location"].rpartition("/")[2])
               for _ in range(2)]
    assert len(set(numbers)) == 2
    assert all(2**62 <= each < 2**63 for each in numbers)


def test_jobs_are_listed_in_pages():
    """Each page leads to the next; the oldest that has ended is forgotten when there are too many."""
    room = Room(jobs_kept=5, base="/epcis/v2")
    for number in range(7):
        assert room.ask("POST", "/epcis/v2/capture", body(event(number)), {
            **JSON, "linebench-capture": str(number)}).headers["location"] == f"/epcis/v2/capture/{number}"
    found, target = [], "/epcis/v2/capture?perPage=2"
    while target:
        response = room.ask("GET", target)
        found.append([each["captureID"] for each in json.loads(response.body)])
        target = response.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert found == [["2", "3"], ["4", "5"], ["6"]]
    assert problem_in(room.ask("GET", "/epcis/v2/capture/1"))[:2] == (404, "NoSuchResourceException")


def test_what_nobody_waits_for_is_not_taken():
    """That a capture has ended of which the server knows nothing."""
    assert list(Room().pipe.device.side.tell(Captured(5, success=True, stored=0))) == []
