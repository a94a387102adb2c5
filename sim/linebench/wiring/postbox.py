"""A port at which a partner of the enterprise takes what it has subscribed to."""

from collections.abc import Callable

from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange, HttpServer
from linebench.wire.side import Effect
from linebench.wire.stream.clock import Cancel
from linebench.wire.stream.server import StreamServer

__all__ = ["Postbox"]

_TAKEN = 204


class _Taking(HttpServer):
    """Takes every request. ``taken``: those that came."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Request] = []

    def answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response:  # noqa: ARG002  # see base
        """See ``HttpServer``."""
        self.taken.append(request)
        return Response(_TAKEN)


class _Timeless:
    """Nothing here waits."""

    def now(self) -> int:
        """See ``Clock``."""
        return 0

    def later(self, delay_us: int, call: Callable[[], None]) -> Cancel:  # noqa: ARG002  # nothing is ever booked
        """See ``Clock``."""
        return lambda: None


class Postbox:
    """One port on this machine. Everything in the thread of the wires."""

    def __init__(self) -> None:
        self._side = _Taking()
        self._server = StreamServer(self._side, "l4-partner", _Timeless(), _unheard, _unnoted)

    async def open(self) -> str:
        """Listen; returns the address that deliveries are to go to."""
        await self._server.start()
        return f"http://127.0.0.1:{self._server.port}/events"

    async def close(self) -> None:
        """Listen no more."""
        await self._server.stop()

    def taken(self) -> tuple[Request, ...]:
        """What came so far."""
        return tuple(self._side.taken)


def _unheard(message: object) -> None:
    """Deliveries are no messages of a port."""


def _unnoted(what: str, detail: str) -> None:
    """What the enterprise could not deliver its own end notes."""
