"""The site's end against servers of others, which answer otherwise than ours, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.l4 import Capture, Captured, Found, Query
from linebench.units import Duration
from linebench.wire.epcis.client import EpcisClient
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.http.messages import Response, problem
from linebench.wire.http.server import HttpServer
from tests.wire.epcis.rig import event
from tests.wire.pipe import Clock, Pipe

EVENTS = tuple(map(event, range(3)))


class Odd(HttpServer):
    """A server of somebody else: answers what it is told to, in turn."""

    def __init__(self, *answers):
        super().__init__()
        self.answers, self.asked = list(answers), []

    def answer(self, exchange, request, out):
        self.asked.append((request.method, request.target))
        return self.answers.pop(0)


def odd(*answers, message, **options):
    """What the client makes of these answers, and what it asked."""
    clock = Clock()
    server = Odd(*answers)
    pipe = Pipe(server, EpcisClient(EpcisProfile(**options), clock.setting("l3")), clock)
    pipe.connect()
    pipe.host.says(message)
    pipe.advance(10_000_000)
    return pipe.host.take(), server.asked


def job(**members):
    return Response(200, {"content-type": "application/json"}, json.dumps(members).encode())


def taken(location="/jobs/7"):
    return Response(202, {"location": location})


@pytest.mark.parametrize("location", ["/jobs/7", "http://other:80/jobs/7", "https://h/jobs/7"])
def test_a_job_of_others_is_looked_at_until_it_has_ended(location):
    """Wherever the server says it is; how much of it is stored it does not say."""
    found, asked = odd(taken(location), job(running=True, success=True), job(running=False, success=True),
                       message=Capture(1, EVENTS))
    assert found == [Captured(1, success=True, stored=3)]
    assert asked == [("POST", "/capture"), ("GET", "/jobs/7"), ("GET", "/jobs/7")]


@pytest.mark.parametrize(("answers", "proceed", "captured"), [
    ((taken(), job(running=False, success=False, errors=[{"detail": "a"}, {"title": "b"}, {"type": "c"},
                                                          "d"])), False,
     Captured(1, False, 0, ("a", "b", "c", "d"))),
    ((taken(), job(running=False, success=False, errors=[{"detail": "a"}])), True,
     Captured(1, False, 2, ("a",))),
    ((taken(), job(running=False, success=False)), True,
     Captured(1, False, 0, ("the server does not tell why",))),
    ((taken(), job(running="no")), False, Captured(1, False, 0, (
        "found b'{\"running\": \"no\"}', expected a capture job with running and success",))),
    ((taken(), Response(200, {}, b"[]")), False,
     Captured(1, False, 0, ("found b'[]', expected an object",))),
    ((taken(), Response(502, {}, b"<html>")), False, Captured(1, False, 0, (
        "ImplementationException: 502 <html>",))),
    ((taken(""),), False, Captured(1, False, 0, (
        "found no Location in the answer to a capture; it may be stored or not",))),
    ((Response(200),), False, Captured(1, False, 0, ("ImplementationException: 200",))),
    ((problem(503, "about:blank", "later"),), False, Captured(1, False, 0, ("about:blank: 503 later",)))])
def test_odd_answers_end_a_capture(answers, proceed, captured):
    """With what was found."""
    found, _ = odd(*answers, message=Capture(1, EVENTS, proceed))
    assert found == [captured]


def test_a_server_that_forgets_is_reminded():
    """The capture is sent again, but not for ever."""
    gone = problem(404, "epcisException:NoSuchResourceException", "no job")
    found, asked = odd(taken(), gone, taken(), job(running=False, success=True), message=Capture(1, EVENTS))
    assert found == [Captured(1, success=True, stored=3)]
    assert [method for method, _ in asked] == ["POST", "GET", "POST", "GET"]
    found, asked = odd(*(taken(), gone) * 4, message=Capture(1, EVENTS))
    assert found == [Captured(1, False, 0, ("NoSuchResourceException: 404 no job",))]


@pytest.mark.parametrize("answer", [Response(200, {}, b"{"), Response(200, {}, b"<a/>"), Response(404),
                                    Response(500)])
def test_odd_answers_refuse_a_query(answer):
    """By the name that there is for what a server should not do."""
    (found,), _ = odd(answer, message=Query(1))
    assert (found.query, found.kind) == (1, "ImplementationException")


def test_a_server_that_says_no_location_that_can_be_asked():
    """Characters that an address has not are not sent; others are, however odd they are."""
    found, asked = odd(taken("//x y"), message=Capture(1, EVENTS))
    assert (found[0].success, asked) == (False, [("POST", "/capture")])
    found, asked = odd(taken("//[x"), job(running=False, success=True), message=Capture(1, EVENTS))
    assert (found, asked[1:]) == ([Captured(1, success=True, stored=3)], [("GET", "//[x")])


@pytest.mark.parametrize(("link", "page"), [
    ('<http://[/events?nextPageToken=a%20b>; rel="next"', "a b"), ("<?x=1&nextPageToken=7>;rel=next", "7"),
    ('</e?nextPageToken=1>; rel="prev", </e?nextPageToken=2>; title="x"; rel="next"', "2"),
    ('</e?nextPageToken=1>; rel="prev"', ""), ("</e>; rel=next", ""), ("nonsense", "")])
def test_the_next_page_of_others(link, page):
    """Whatever stands around its token."""
    empty = (b'{"@context":"https://x/y","type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"x",'
             b'"resultsBody":{"eventList":[]}}}}')
    assert odd(Response(200, {"link": link}, empty), message=Query(1))[0] == [Found(1, (), page)]


@given(st.binary(max_size=80), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                                                b"HTTP/1.1 202 Accepted\r\nLocation: /x\r\nContent-Length: 0\r\n",
                                                b"HTTP/1.1 101 Switching\r\n\r\n"]))
def test_any_bytes_raise_nothing(noise, before):
    """What is no answer ends the connection, or waits for its time to end."""
    side = EpcisClient(EpcisProfile(), Clock().setting("l3"))
    side.tell(Capture(1, EVENTS))
    side.tell(Query(1))
    side.opened(1)
    for each in (before, noise, noise):
        if each:
            side.received(1, each)
    side.closed(1)


def test_a_server_that_is_silent_is_hung_up():
    """And dialled again with the same capture."""
    clock = Clock()

    class Silent(HttpServer):
        def answer(self, exchange, request, out):
            return None

    pipe = Pipe(Silent(), EpcisClient(EpcisProfile(answer_within=Duration(1_000_000)), clock.setting("l3")), clock)
    pipe.connect()
    pipe.host.says(Capture(1, EVENTS))
    pipe.advance(1_000_000)
    assert (pipe.up, pipe.host.notes(), pipe.host.take()) == (False, ["unanswered"], [])
    before = len(pipe.host.written)
    pipe.connect()
    assert bytes(pipe.host.written[before:]) == bytes(pipe.host.written[:before])
