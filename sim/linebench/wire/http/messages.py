"""Requests and responses as values."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote

import msgspec

__all__ = ["REASONS", "Request", "Response", "problem"]

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
REASONS: Mapping[int, str] = MappingProxyType({
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 207: "Multi-Status", 304: "Not Modified",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 422: "Unprocessable Content", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
})
"""Reason phrases. RFC 9110, 15."""


class Request(msgspec.Struct, frozen=True):
    """What a client asks. Names of ``headers`` are in small letters; of one that came twice, both with a comma."""

    method: str
    target: str
    headers: Mapping[str, str] = NO_HEADERS
    body: bytes = b""

    @property
    def path(self) -> tuple[str, ...]:
        """The segments of the path, decoded; of ``/`` none."""
        return tuple(unquote(part) for part in _divided(self.target)[0].split("/") if part)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Names and values behind the question mark, decoded, in their order."""
        return tuple(parse_qsl(_divided(self.target)[1], keep_blank_values=True))

    @property
    def media_type(self) -> str:
        """Of the body, in small letters and without parameters; empty: none was said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


_SERVER = re.compile(r"https?://[^/?#]*", re.IGNORECASE)


def _divided(target: str) -> tuple[str, str]:
    """Path and query of a target, which may be a whole address (RFC 9112, 3.2.2)."""
    path, _, query = _SERVER.sub("", target.partition("#")[0], count=1).partition("?")
    return path, query


class Response(msgspec.Struct, frozen=True):
    """What a server answers. ``closes``: the connection ends behind it."""

    status: int
    headers: Mapping[str, str] = NO_HEADERS
    body: bytes = b""
    closes: bool = False


def problem(status: int, kind: str, detail: str = "", **headers: str) -> Response:
    """A problem document (RFC 7807). ``kind``: its ``type``, a URI; names of ``headers`` with ``_`` for ``-``."""
    body = {"type": kind, "title": REASONS.get(status, "Error"), "status": status,
            **({"detail": detail} if detail else {})}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "application/problem+json", **named}, msgspec.json.encode(body))
