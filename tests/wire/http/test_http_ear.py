"""A bystander cuts HTTP into requests and responses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.twin.hearing import Cut
from linebench.wire.http.ear import http_ear

GET = b"GET /a/b?c HTTP/1.1\r\nHost: h\r\n\r\n"
POST = b"POST /soap HTTP/1.1\r\nHost: h\r\nCONTENT-LENGTH:  4 \r\n\r\nabcd"
CHUNKED = (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
           b"3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
EMPTY = b"HTTP/1.1 204\r\n\r\n"


HEAD = b"HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n"
SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


def cut(cutter, data, sizes=()):
    """Pieces of some bytes that come torn."""
    one, found = Cut(cutter), []
    for size in (*sizes, len(data)):
        found += one.feed(data[:size])
        data = data[size:]
    return [(piece.kind, piece.data) for piece in found], one.rest


@given(st.lists(st.integers(0, 60), max_size=12))
def test_each_message_is_a_piece(sizes):
    """With its body, by its length or in chunks, however it is torn; a response is named by its request too."""
    ear = http_ear()
    assert cut(ear.host, GET + POST + CHUNKED + HEAD + GET, sizes) == (
        [("GET", GET), ("POST", POST), ("PUT", CHUNKED), ("HEAD", HEAD), ("GET", GET)], b"")
    assert cut(ear.device, OK + EMPTY + OK + SHORT + OK, sizes) == (
        [("GET 200", OK), ("POST 204", EMPTY), ("PUT 200", OK), ("HEAD 200", SHORT), ("GET 200", OK)], b"")


@pytest.mark.parametrize(("data", "pieces", "rest"), [
    (GET[:-1], [], GET[:-1]), (POST[:-1], [], POST[:-1]), (CHUNKED[:-1], [], CHUNKED[:-1]),
    (b"hello\r\n", [("garbage", b"hello\r\n")], b""), (b"x" * 10, [], b"x" * 10),
    (b"x" * 70_000, [("garbage", b"x" * 70_000)], b"")])
def test_what_is_not_whole_and_what_is_none(data, pieces, rest):
    """What may still become a message waits; what cannot is garbage."""
    assert cut(http_ear().host, data) == (pieces, rest)


def test_a_broken_chunk_is_garbage():
    """Nobody can say where such a message ends."""
    data = b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
    assert cut(http_ear().host, data) == ([("garbage", data)], b"")
