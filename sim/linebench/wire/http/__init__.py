"""HTTP/1.1 without sockets: what every face that speaks it builds upon."""

from linebench.wire.http.messages import Request, Response

__all__ = ["Request", "Response"]
