"""How a bystander cuts HTTP/1.1 into requests and responses. RFC 9112, 6."""

import re
from collections import deque

from linebench.wire.witness import Cutter, Ear, Piece

__all__ = ["http_ear"]

_LONGEST_HEAD = 65_536
_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) [^ \r\n]+ HTTP/1\.[01]\r\n")
_RESPONSE = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*\bchunked[ \t]*\r\n", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_INTERIM = (b"1", b"204", b"304")
"""How responses without a body begin."""


def http_ear() -> Ear:
    """What cuts one connection. A response is named by the method of its request."""
    asked: deque[str] = deque()

    def host(data: bytes) -> tuple[int, Piece] | None:
        size = _message(data, _REQUEST, body=True)
        if size is None:
            return None
        match = _REQUEST.match(data)
        if not size or match is None:
            return len(data), Piece("garbage", data)
        method = match[1].decode()
        asked.append(method)
        return size, Piece(method[:40], data[:size])

    def device(data: bytes) -> tuple[int, Piece] | None:
        match = _RESPONSE.match(data)
        bare = match is not None and match[1].startswith(_INTERIM)
        size = _message(data, _RESPONSE, body=not bare and (asked[0] if asked else "") != "HEAD")
        if size is None:
            return None
        if not size or match is None:
            return len(data), Piece("garbage", data)
        method = asked[0] if asked else "response"
        if asked and not match[1].startswith(b"1"):
            asked.popleft()
        return size, Piece(f"{method[:30]} {match[1].decode()}", data[:size])

    cutters: tuple[Cutter, Cutter] = (host, device)
    return Ear(*cutters)


def _message(data: bytes, start: "re.Pattern[bytes]", *, body: bool) -> int | None:
    """How long the first message is; 0: it is none; ``None``: it is not complete."""
    end = data.find(b"\r\n\r\n", 0, _LONGEST_HEAD)
    if end < 0:
        return 0 if len(data) >= _LONGEST_HEAD or not _may_begin(data, start) else None
    if not start.match(data):
        return 0
    size = end + 4
    head = data[:size]
    if not body:
        return size
    if _CHUNKED.search(head):
        return _chunks(data, size)
    length = _LENGTH.search(head)
    whole = size + (int(length[1]) if length else 0)
    return whole if len(data) >= whole else None


def _may_begin(data: bytes, start: "re.Pattern[bytes]") -> bool:
    """Whether the first line, if it is there, is one of HTTP."""
    return b"\r\n" not in data or start.match(data) is not None


def _chunks(data: bytes, at: int) -> int | None:
    """Where the body in chunks ends; 0: it is none; ``None``: it is not complete."""
    while True:
        match = _CHUNK.match(data, at)
        if match is None:
            return 0 if b"\r\n" in data[at:] else None
        size = int(match[1], 16)
        at = match.end() + size + 2
        if not size:
            end = data.find(b"\r\n\r\n", match.end() - 2)
            return end + 4 if end >= 0 else None
        if len(data) < at:
            return None
