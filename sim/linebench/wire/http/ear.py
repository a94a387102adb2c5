"""How a bystander cuts a conversation in HTTP/1.1 into requests and responses. RFC 9112, 6 and 7.

A response whose end is the end of its connection, and one to HEAD, cannot be told by itself: what stands behind its
head is a piece of its own.
"""

import re
from collections.abc import Callable

from linebench.wire.witness import Cutter, Ear, Piece

__all__ = ["http_ear"]

_LONGEST = 65_536
_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP/1\.[01]")
_RESPONSE = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r$")
_CHUNKED = re.compile(rb"(?im)^transfer-encoding:[^\r\n]*\bchunked[ \t]*\r$")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[^\r\n]*\r\n")
_TRAILER = re.compile(rb"(?:[^\r\n]+\r\n)*\r\n")
_END = b"\r\n\r\n"


def http_ear() -> Ear:
    """Requests are named by their method and the first part of their address, responses by their status."""
    return Ear(_cutter(_REQUEST, _asked), _cutter(_RESPONSE, lambda found: found[1].decode()))


def _asked(found: "re.Match[bytes]") -> str:
    first = found[2].decode("latin-1").split("?")[0].split("/")[1:2]
    return f"{found[1].decode()} /{(first or [''])[0]}"[:40]


def _cutter(form: "re.Pattern[bytes]", name: Callable[["re.Match[bytes]"], str]) -> Cutter:
    def cut(data: bytes) -> tuple[int, Piece] | None:
        line, mark, _ = data[:_LONGEST].partition(b"\r\n")
        found = form.fullmatch(line)
        if mark and found is None:
            return len(line) + len(mark), Piece("garbage", line + mark)
        head = data.find(_END)
        if found is None or head < 0:
            return None if len(data) <= _LONGEST else (len(data), Piece("garbage", data))
        size = _whole(data, head + len(_END))
        return None if size is None else (size, Piece(name(found), data[:size]))
    return cut


def _whole(data: bytes, head: int) -> int | None:
    """Bytes of a message whose body begins at ``head``; ``None``: more have to come."""
    if _CHUNKED.search(data, 0, head):
        return _chunked(data, head)
    stated = _LENGTH.search(data, 0, head)
    size = head + (int(stated[1]) if stated else 0)
    return size if size <= len(data) else None


def _chunked(data: bytes, at: int) -> int | None:
    while chunk := _CHUNK.match(data, at):
        size = int(chunk[1], 16)
        if not size:
            trailer = _TRAILER.match(data, chunk.end())
            return trailer.end() if trailer else None
        at = chunk.end() + size + len(b"\r\n")
    broken = data.find(b"\r\n", at) >= 0  # a line that is no chunk: the rest is another piece
    return at if broken else None
