"""One request and its answer over a wire, while time passes in the attempt."""

from collections.abc import Callable

from linebench.bdd.attempt import Attempt
from linebench.wire.http.messages import Request, Response
from linebench.wiring.http_guest import HttpGuest

__all__ = ["exchanged"]

_LOOK_US = 50_000
"""How often it is looked for an answer."""


def exchanged(attempt: Attempt, guest: HttpGuest, request: Request, patience_us: int,
              given_up: Callable[[], bool] = lambda: False) -> Response | None:
    """Ask, and let time pass until the answer is there; ``None``: none came in time, or it was ``given_up``.

    Raises:
        OSError: nobody listens there, or the connection ended.
        h11.RemoteProtocolError: what came is no HTTP.

    """
    bench = attempt.bench
    bench.outside(guest.ask(request))
    for _ in range(patience_us // _LOOK_US):
        response = bench.outside(guest.look())
        if response is not None or given_up():
            return response
        bench.advance(None, _LOOK_US)
    return None
