"""HTTP without sockets, and against a client that is not ours."""

import asyncio
import threading

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request, Response, problem
from linebench.wire.http.server import HttpServer
from linebench.wire.side import Arm, Cancel, Hang, Noted, Write
from linebench.wire.stream.server import StreamServer
from tests.wire.loopclock import LoopClock

ASK = (b"POST /a/b%2Fc?x=1&y=&x=2 HTTP/1.1\r\nHost: h\r\nContent-Type: Text/Plain; charset=x\r\n"
       b"Content-Length: 5\r\n\r\nhello")


class Echo(HttpServer):
    """Answers with what it was asked; to ``/later`` when it is told to."""

    def __init__(self, limit=1000):
        super().__init__(limit)
        self.asked, self.late = [], []

    def answer(self, exchange, request, out):
        self.asked.append(request)
        if request.target == "/later":
            self.late.append(exchange)
            return None
        return Response(200, {"content-type": "text/plain"}, request.body, closes=request.target == "/close")


def written(effects):
    return b"".join(each.data for each in effects if isinstance(each, Write))


@given(st.lists(st.integers(1, 40), max_size=20))
def test_a_request_in_pieces_is_the_same_request(sizes):
    """However it is torn, and two of them glued together."""
    side, data, out = Echo(), ASK * 2, []
    side.opened(1)
    for size in [*sizes, len(data)]:
        out += side.received(1, data[:size])
        data = data[size:]
    assert side.asked == [Request("POST", "/a/b%2Fc?x=1&y=&x=2", {
        "host": "h", "content-type": "Text/Plain; charset=x", "content-length": "5"}, b"hello")] * 2
    assert written(out).count(b"HTTP/1.1 200 OK\r\n") == 2


def test_what_a_request_says():
    """Path, query and media type, decoded."""
    side = Echo()
    side.opened(1)
    side.received(1, ASK)
    found = side.asked[0]
    assert (found.path, found.query, found.media_type) == (
        ("a", "b/c"), (("x", "1"), ("y", ""), ("x", "2")), "text/plain")


@pytest.mark.parametrize(("target", "path", "query"), [
    ("/", (), ()), ("//[", ("[",), ()), ("//a/b?x", ("a", "b"), (("x", ""),)), ("*", ("*",), ()),
    ("http://h:1/a?b=c#d", ("a",), (("b", "c"),)), ("HTTPS://h", (), ()), ("/%5B?%5D=%26", ("[",), (("]", "&"),))])
def test_an_address_of_any_form_is_divided(target, path, query):
    """Also a whole one, and one that looks as if it began with the name of a server."""
    found = Request("GET", target)
    assert (found.path, found.query) == (path, query)


def test_answers_come_in_the_order_of_the_questions():
    """The second waits for the first, which is answered later; what is answered twice is said once."""
    side = Echo()
    side.opened(1)
    later, now = (f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode() for path in ("/later", "/now"))
    assert written(side.received(1, later + now)) == b""
    out = side.reply(side.late[0], Response(204))
    assert written(out).index(b"204 No Content") < written(out).index(b"200 OK")
    assert side.reply(side.late[0], Response(204)) == []
    side.closed(1)
    assert side.reply(side.late[0], Response(204)) == []


@pytest.mark.parametrize(("data", "status"), [
    (b"nonsense\r\n\r\n", b"400"), (b"GET / HTTP/1.1\r\n\r\n", b"400"),
    (b"GET / HTTP/2.0\r\nHost: h\r\n\r\n", b"505"),
    (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", b"413"),
    (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + b"x" * 1001, b"413"),
    (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", b"400"),
    (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400"),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: h\r\n\r\n", b"414"),
    (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 40_000, b"431")])
def test_what_cannot_be_read_is_answered_and_hung_up(data, status):
    """With its status, and nothing reaches the face."""
    side = Echo()
    side.opened(1)
    out = list(side.received(1, data))
    assert status in written(out).split(b"\r\n")[0]
    assert isinstance(out[-1], Hang)
    assert side.asked == []
    assert side.received(1, ASK) == ()


def test_a_client_that_waits_is_told_to_go_on():
    """Before the body comes."""
    side = Echo()
    side.opened(1)
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    assert written(side.received(1, head)).startswith(b"HTTP/1.1 100 ")
    assert b"200 OK" in written(side.received(1, b"ok"))


def test_a_head_has_no_body():
    """But its length."""
    side = Echo()
    side.opened(1)
    said = written(side.received(1, ASK.replace(b"POST", b"HEAD")))
    assert (b"content-length: 5" in said, said.endswith(b"\r\n\r\n")) == (True, True)


def test_no_content_has_no_length():
    """RFC 9110, 8.6."""
    side = Echo()
    side.opened(1)
    side.received(1, b"GET /later HTTP/1.1\r\nHost: h\r\n\r\n")
    assert written(side.reply(side.late[0], Response(204))) == b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.mark.parametrize("before", [b"", b"HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"])
def test_a_head_that_is_refused_has_no_body_either(before):
    """But what is refused behind one has it again."""
    side = Echo()
    side.opened(1)
    if before:
        side.received(1, before)
    long = b"HEAD /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    said = written(side.received(1, b"nonsense\r\n\r\n" if before else long))
    assert (said.startswith(b"HTTP/1.1 4"), said.endswith(b"\r\n\r\n")) == (True, not before)


def joined(server, client):
    """Carry bytes between both until nothing is said any more; what else they did."""
    done = []
    server.opened(1)
    said = list(client.opened(1))
    while said:
        out = server.received(1, written(said)) if written(said) else ()
        done += [each for each in said if not isinstance(each, Write)]
        said = list(client.received(1, written(out))) if written(out) else []
        done += [each for each in out if not isinstance(each, Write)]
    return done


def test_a_client_asks_one_after_the_other():
    """Each answer goes to who asked, and ends its time."""
    client, heard = HttpClient("h"), []
    for body in (b"one", b"two"):
        client.ask(Request("POST", "/", {}, body), lambda response: heard.append(response.body) or ())
    done = joined(Echo(), client)
    assert heard == [b"one", b"two"]
    assert [type(each) for each in done] == [Arm, Cancel, Arm, Cancel]


def test_a_server_that_closes_is_dialled_again():
    """What still waits is asked on the next connection."""
    client, heard = HttpClient("h"), []
    for target in ("/close", "/"):
        client.ask(Request("GET", target), lambda response: heard.append(response and response.status) or ())
    assert isinstance(joined(Echo(), client)[-1], Hang)
    client.closed(1)
    joined(Echo(), client)
    assert heard == [200, 200]


def test_what_is_asked_in_answer_to_the_last_response_waits():
    """The connection ends behind it: it goes out on the next one."""
    client, heard = HttpClient("h"), []

    def more(response):
        heard.append(response.status)
        return client.ask(Request("GET", "/"), lambda last: heard.append(last.status) or ())

    client.ask(Request("GET", "/close"), more)
    assert isinstance(joined(Echo(), client)[-1], Hang)
    client.closed(1)
    joined(Echo(), client)
    assert heard == [200, 200]


def test_no_answer_is_told_as_none():
    """In time, or because the connection went, or because what came is no HTTP."""
    for end in (lambda one: one.expired("http answer"), lambda one: one.received(1, b"nonsense\r\n\r\n")):
        client, heard = HttpClient("h"), []
        client.ask(Request("GET", "/"), lambda response, heard=heard: heard.append(response) or ())
        client.opened(1)
        out = end(client)
        assert [type(each) for each in out] == [Noted, Hang]
        client.closed(1)
        assert heard == [None]


def test_a_response_that_ends_with_the_connection_is_whole():
    """As servers of HTTP/1.0 answer."""
    client, heard = HttpClient("h"), []
    client.ask(Request("GET", "/"), lambda response: heard.append(response) or ())
    client.opened(1)
    client.received(1, b"HTTP/1.0 200 OK\r\n\r\nall")
    client.closed(1)
    assert [(each.status, each.body) for each in heard] == [(200, b"all")]


def test_a_problem_is_a_document():
    """As RFC 7807 has it."""
    found = problem(404, "urn:x:y", "no such thing", retry_after="3")
    assert found.headers == {"content-type": "application/problem+json", "retry-after": "3"}
    assert found.body == b'{"type":"urn:x:y","title":"Not Found","status":404,"detail":"no such thing"}'


def test_a_client_of_others_is_served():
    """httpx over a socket: many requests, one connection."""
    loop = asyncio.new_event_loop()
    side = Echo(limit=100_000)
    server = StreamServer(side, "test", LoopClock(loop), lambda _: None, lambda _what, _detail: None)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}") as client:
            found = [client.post("/x", content=b"a" * size).content for size in (0, 1, 99_999)]
            assert [len(each) for each in found] == [0, 1, 99_999]
            assert client.post("/x", content=b"a" * 100_001).status_code == 413
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
