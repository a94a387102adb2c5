"""Whatever the bytes are: requests in pieces and glued, and what is no HTTP at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.l4 import Capture, Query
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.side import Hang, Heard, Write
from tests.wire.epcis.rig import Owner, body, event
from tests.wire.pipe import Clock

BODY = body(event(1))
CAPTURE = (b"POST /capture HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nLinebench-Capture: 5\r\n"
           b"Content-Length: %d\r\n\r\n" % len(BODY)) + BODY
CHUNKED = (b"POST /capture HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
           b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))
FIND = b"GET /events?EQ_action=OBSERVE HTTP/1.1\r\nHost: h\r\n\r\n"


def made(**options):
    side = EpcisServer(EpcisProfile(**options), Clock().setting("l4"))
    side.opened(1)
    return side


def written(effects):
    return b"".join(each.data for each in effects if isinstance(each, Write))


@given(st.lists(st.integers(1, 300), max_size=30))
def test_pieces_and_pipelines_do_not_matter(sizes):
    """Three requests at once, in any pieces: the same messages, and answers in the order of the questions."""
    side, owner, data, out, asked = made(), Owner(), CAPTURE + FIND + CHUNKED + FIND, [], []
    for size in [*sizes, len(data)]:
        effects = list(side.received(1, data[:size]))
        data = data[size:]
        while effects:
            out += effects
            heard = [each.message for each in effects if isinstance(each, Heard)]
            asked += heard
            effects = [each for message in heard for each in side.tell(owner.answer(message))]
    assert [type(each) for each in asked] == [Capture, Query, Capture, Query]
    assert [each.events for each in asked if isinstance(each, Capture)] == [(event(1),)] * 2
    assert [each[:3] for each in written(out).split(b"HTTP/1.1 ")[1:]] == [b"202", b"200", b"202", b"200"]


@given(st.binary(max_size=60), st.sampled_from([b"", CAPTURE[:60], CAPTURE[:-30], FIND[:20], FIND, CHUNKED[:150]]))
def test_any_bytes_are_answered_or_hung_up(noise, before):
    """And never raise anything; a connection that was given up says no more."""
    side = made()
    out = [*side.received(1, before), *side.received(1, noise), *side.received(1, noise)]
    if any(isinstance(each, Hang) for each in out):
        assert side.received(1, FIND) == ()
    side.closed(1)


@pytest.mark.parametrize(("data", "status", "kind"), [
    (b"nonsense\r\n\r\n", 400, "ValidationException"), (b"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505,
                                                        "ImplementationException"),
    (b"POST /capture HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n", 413,
     "CaptureLimitExceededException"),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: h\r\n\r\n", 414, "URITooLongException"),
    (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 40_000, 431, "ValidationException")])
def test_what_cannot_be_read_has_a_name_of_the_standard(data, status, kind):
    """In a problem document, with the versions of the server."""
    said = written(made().received(1, data))
    head, _, rest = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"gs1-epcis-version: 2.0.0" in head
    assert json.loads(rest)["type"] == f"epcisException:{kind}"


def test_credentials_in_other_letters_are_not_known():
    """A header may have bytes that are no ASCII."""
    said = written(made(tokens={"x": ""}, users={"x": "y"}).received(
        1, b"GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \xf6pen\r\n\r\n"))
    assert said.startswith(b"HTTP/1.1 401 ")


def test_an_address_in_other_letters_is_found_nowhere():
    """Whatever is behind its percent signs."""
    for path in (b"/%FF%00", b"//[", b"//[::1/x", b"/events/%0D%0Ax", b"/capture/%2e%2e", b"/queries/%E4"):
        side, owner = made(), Owner()
        effects = list(side.received(1, b"GET " + path + b" HTTP/1.1\r\nHost: h\r\n\r\n"))
        asked = [each.message for each in effects if isinstance(each, Heard)]
        effects += [each for message in asked for each in side.tell(owner.answer(message))]
        assert written(effects).startswith(b"HTTP/1.1 404 ")
