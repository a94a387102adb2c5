"""The site's end: against our server, with losses, and against servers that answer otherwise."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Persistent
from linebench.ports.l4 import Capture, Captured, Found, Query, QueryRefused
from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.dialect import dialects
from linebench.wire.epcis.client import EpcisClient
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.side import Heard
from tests.wire.epcis.rig import Owner, Room, event
from tests.wire.pipe import Chance, Clock, bytewise, whole

EVENTS = tuple(map(event, range(3)))
POLL = 200_000


def joined(owner=None, chunking=whole, server=None, **options):
    """Client and server of the same options."""
    return Room(host=lambda clock: EpcisClient(EpcisProfile(**options), clock.setting("l3")), chunking=chunking,
                owner=owner, **{**options, **(server or {})})


def told(room, message):
    """What the client hears in answer, with as much time as it takes."""
    room.pipe.host.says(message)
    room.work()
    room.advance(POLL)
    return room.pipe.host.take()


@pytest.mark.parametrize("chunking", [whole, bytewise, Chance(1)])
@pytest.mark.parametrize("send", ["json", "xml-2.0", "xml-1.2"])
def test_a_capture_arrives_and_its_end_is_heard(send, chunking):
    """With its number and its events, in every form."""
    room = joined(send=send, chunking=chunking)
    assert told(room, Capture(17, EVENTS)) == [Captured(17, success=True, stored=3)]
    assert room.owner.asked == [Capture(17, EVENTS)]
    assert told(room, Capture(18, EVENTS[:1], proceed=True)) == [Captured(18, success=True, stored=1)]
    assert room.owner.asked[1:] == [Capture(18, EVENTS[:1], proceed=True)]


@pytest.mark.parametrize(("proceed", "stored"), [(False, 0), (True, 2)])
def test_why_a_capture_is_not_stored_is_heard(proceed, stored):
    """And how much of it is."""
    room = joined(Owner(lambda each: "found it twice" if each == EVENTS[1] else ""))
    assert told(room, Capture(1, EVENTS, proceed)) == [Captured(1, False, stored, ("found it twice",))]


def test_events_without_an_id_get_their_hash_where_that_is_meant():
    """Those that have one keep it."""
    nameless = msgspec.structs.replace(EVENTS[0], event_id="")
    room = joined(event_ids=True)
    told(room, Capture(1, (nameless, EVENTS[1])))
    assert [each.event_id for each in room.owner.events] == [event_hash(nameless), EVENTS[1].event_id]


def test_what_the_form_has_no_room_for_is_not_sent():
    """The site hears it at once."""
    odd = event(1, type="AggregationEvent", parent_id="urn:x:y", child_epcs=("urn:x:z",), epc_list=(),
                persistent_disposition=Persistent(("damaged",)))
    room = joined()
    (heard,) = told(room, Capture(1, (odd,)))
    assert (heard.capture, heard.success, heard.stored) == (1, False, 0)
    assert "persistentDisposition" in heard.errors[0]
    assert room.owner.asked == []


def test_a_query_is_answered_page_by_page():
    """With the token that leads on, and without one at the end."""
    room = joined()
    room.owner.events += EVENTS
    parameters = (("EQ_bizStep", ("commissioning", "packing")), ("eventType", ("ObjectEvent",)))
    (first,) = told(room, Query(5, parameters, 2))
    assert (first.query, first.events, bool(first.page)) == (5, EVENTS[:2], True)
    assert told(room, Query(6, parameters, 2, first.page)) == [Found(6, EVENTS[2:])]
    assert room.owner.asked == [Query(1, parameters, 2), Query(2, parameters, 2, "2")]


def test_refusals_are_heard_by_their_names():
    """Of queries by kind and reason, of captures among their errors."""
    room = joined()
    assert told(room, Query(5, (("WRONG", ("x",)),))) == [
        QueryRefused(5, "QueryParameterException", "400 found WRONG, expected another")]
    (lost,) = told(room, Query(6, page="none"))
    assert (lost.kind, "nextPageToken" in lost.reason) == ("QueryParameterException", True)
    small = joined(server={"capture_events": 2, "tokens": {"x": ""}}, token="x")
    assert told(small, Capture(7, EVENTS)) == [Captured(7, False, 0, (
        "CaptureLimitExceededException: 413 found 3 events, expected at most 2",))]
    for options, reason in (({}, "found no credentials"), ({"token": "y"}, "a token that is not known"),
                            ({"user": "kim", "password": "x"}, "found Basic credentials")):
        guarded = joined(server={"tokens": {"x": ""}}, **options)
        (heard,) = told(guarded, Capture(8, EVENTS))
        assert (heard.capture, heard.success, reason in heard.errors[0]) == (8, False, True)
        (refused,) = told(guarded, Query(9))
        assert (refused.query, refused.kind) == (9, "SecurityException")


def test_who_it_is_is_said():
    """By name and password, or by a token; below an address of the server's own."""
    for options in ({"token": "x"}, {"user": "kim", "password": "pä:ss"}):
        room = joined(server={"tokens": {"x": ""}, "users": {"kim": "pä:ss"}}, base="/epcis/v2", **options)
        assert told(room, Capture(1, EVENTS)) == [Captured(1, success=True, stored=3)]
        assert told(room, Query(1)) == [Found(1, EVENTS)]


def test_captures_do_not_overtake_each_other():
    """Though they are told at once, and the connection goes in between."""
    room = joined()
    room.patient = True
    room.pipe.cut()
    for number in range(5):
        room.pipe.host.says(Capture(number, (event(number),)))
    room.pipe.connect()
    room.pipe.cut()
    room.pipe.connect()
    room.work()
    assert [each.capture for each in room.owner.asked] == [0, 1, 2, 3, 4]
    room.advance(POLL)
    assert [each.capture for each in room.pipe.host.take()] == [0, 1, 2, 3, 4]


def test_the_same_capture_once_more_is_one():
    """While it is on its way and when it has ended."""
    room = joined()
    for _ in range(2):
        room.pipe.host.says(Capture(1, EVENTS))
    room.work()
    room.advance(POLL)
    assert room.pipe.host.take() == [Captured(1, success=True, stored=3)]
    assert told(room, Capture(1, EVENTS)) == [Captured(1, success=True, stored=3)]
    assert room.owner.events == list(EVENTS)


@given(st.integers(0, 2**32), st.lists(st.integers(0, 60), max_size=8), st.booleans())
@settings(max_examples=80)
def test_nothing_is_lost_and_nothing_is_stored_twice(seed, cuts, restarts):
    """Whenever the connection goes, and though the server begins anew and knows no job any more."""
    owner, chance = Owner(), Chance(seed)
    room = joined(owner, chance)
    room.pipe._hold = True
    captures = [Capture(number, (event(number), event(100 + number))) for number in range(4)]
    for each in captures:
        room.pipe.host.says(each)
    for steps in cuts:
        for _ in range(steps):
            room.pipe.step(room.pipe.device)
            room.pipe.step(room.pipe.host)
            room.work()
        room.pipe.cut()
        if restarts:
            room.pipe.device.side = room.server()
            room.pipe.device.timers.clear()
        room.pipe.connect()
    room.pipe._hold = False
    room.pipe.settle()
    room.work()
    room.advance(5_000_000)
    room.work()
    assert sorted(room.pipe.host.heard, key=lambda each: each.capture) == [
        Captured(each.capture, success=True, stored=2) for each in captures]
    assert owner.events == [one for each in captures for one in each.events]


def test_a_query_that_was_lost_is_asked_again():
    """And answered once."""
    room = joined()
    room.owner.events += EVENTS
    room.patient = True
    room.pipe.host.says(Query(1))
    room.pipe.host.says(Query(1))
    room.pipe.cut()
    room.pipe.connect()
    room.work()
    assert room.pipe.host.take() == [Found(1, EVENTS)]


def test_a_capture_that_does_not_end_is_given_up():
    """After its time; that nobody knows what becomes of it is said."""
    room = joined(poll_limit=Duration(1_000_000))
    room.patient = True
    room.pipe.host.says(Capture(1, EVENTS))
    room.advance(10_000_000)
    assert room.pipe.host.take() == [Captured(1, False, 0, (
        "it has not ended within 1 s; it may be stored later",))]
    assert room.pipe.host.timers == {}


@pytest.mark.parametrize("options", [
    {"base": "epcis"}, {"base": "/epcis/"}, {"token": "a b"}, {"sender": "ä"}, {"host": "a\r\nb"},
    {"per_page": "0"}, {"tokens": "x=tomorrow"}, {"poll_every": "0 s"}, {"send": "csv"}, {"capture_bytes": "many"}])
def test_options_that_do_not_fit_are_told(options):
    """Before anything is sent."""
    with pytest.raises(ValueError, match=f"dialect epcis, profile json: .*{next(iter(options))}"):
        dialects()["epcis"].profile("", options)


def test_the_dialect_of_the_enterprise():
    """Options as text; both ends; other messages mean nothing to either."""
    dialect = dialects()["epcis"]
    assert (dialect.seats, dialect.port, tuple(dialect.profiles)) == (
        ("l4",), 8080, ("json", "xml-2.0", "xml-1.2"))
    options = {"users": "kim=x", "poll_every": "1 s", "prefixes": "9501101"}
    assert dialect.profile("xml-1.2", options) == EpcisProfile(
        send="xml-1.2", users={"kim": "x"}, poll_every=Duration(1_000_000), prefixes=("9501101",))
    for make in (dialect.device, dialect.host):
        side = make(dialect.profile(), Clock().setting("l4"))
        assert [list(side.tell(Presence("l3", here=True))), list(side.poll())] == [[], []]
        assert not any(isinstance(each, Heard) for each in side.expired("other"))


def test_a_capture_that_is_lost_behind_the_server_is_sent_once_more():
    """When whoever waits for its end asks again; the repository hears it a second time, and keeps it once."""
    room = joined()
    room.patient = True
    room.pipe.host.says(Capture(1, EVENTS))
    room.advance(10 * POLL)
    room.pipe.device.take()  # it was taken, and lost on its way to the repository
    assert room.pipe.host.take() == []
    room.patient = False
    assert told(room, Capture(1, EVENTS)) == [Captured(1, success=True, stored=3)]
    assert told(room, Capture(1, EVENTS)) == [Captured(1, success=True, stored=3)]
    assert room.owner.events == [*EVENTS]
