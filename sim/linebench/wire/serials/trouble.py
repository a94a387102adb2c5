"""Nasty answers that are a matter of bytes: what a server does with a response instead of sending it as it is."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from linebench.wire.http.messages import Response, problem
from linebench.wire.http.server import Exchange, HttpServer
from linebench.wire.side import Arm, Effect, Hang, Noted, Write

__all__ = ["Trouble", "TroubledServer"]

_LATE = "late "
_WHOLE = 100


class Trouble(msgspec.Struct, frozen=True):
    """One kind of trouble.

    ``kind``: ``error`` (status ``size`` and nothing else), ``half`` (``size`` of a hundred bytes, then the
    connection ends), ``silent`` (nothing), ``slow`` (``size`` microseconds late), ``earlier`` (the response before
    this one again).
    """

    kind: Literal["error", "half", "silent", "slow", "earlier"]
    size: int = 0


class TroubledServer(HttpServer):
    """A server whose later responses, those by ``say``, can be troubled. Refusals given at once never are.

    Attributes:
        troubling: asked at each of them for the trouble that it is in.

    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._trouble: Trouble | None = None
        self._times: int | None = None
        self._late: dict[str, tuple[Exchange, Response]] = {}
        self._number = 0
        self._before: Response | None = None
        self.troubling: Callable[[], Trouble | None] = _none

    def trouble(self, trouble: Trouble | None, times: int | None = None) -> None:
        """Trouble the next ``times`` responses so, all of them where it is ``None``; no trouble ends it."""
        self._trouble, self._times = trouble, times

    def say(self, exchange: Exchange, response: Response) -> list[Effect]:
        """Answer a request that waits, in trouble where there is some."""
        trouble = self._trouble or self.troubling()
        if trouble is None:
            self._before = response
            return self.reply(exchange, response)
        if self._times is not None:
            self._times -= 1
            if self._times <= 0:
                self._trouble, self._times = None, None
        return [Noted("trouble", f"{trouble.kind} {trouble.size}".removesuffix(" 0")),
                *self._troubled(trouble, exchange, response)]

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``: a late response is due."""
        return self.reply(*self._late.pop(name)) if name in self._late else ()

    def _troubled(self, trouble: Trouble, exchange: Exchange, response: Response) -> list[Effect]:
        if trouble.kind == "error":
            return self.reply(exchange, problem(trouble.size or 500, "about:blank"))
        if trouble.kind == "half":
            return self._half(exchange, response, trouble.size)
        if trouble.kind == "slow":
            self._number += 1
            name = f"{_LATE}{self._number}"
            self._late[name] = (exchange, response)
            return [Arm(name, trouble.size)]
        if trouble.kind == "earlier":
            before, self._before = self._before or response, response
            return self.reply(exchange, before)
        return []

    def _half(self, exchange: Exchange, response: Response, percent: int) -> list[Effect]:
        """Write the beginning of a response, and end the connection with it."""
        effects = self.reply(exchange, response)
        whole = next((each for each in effects if isinstance(each, Write)), None)
        if whole is None:
            return effects
        others = [each for each in effects if not isinstance(each, Write | Hang)]
        size = min(len(whole.data) * percent // _WHOLE, len(whole.data) - 1)
        self.closed(exchange.client)
        return [Write(whole.client, whole.data[:size]), *others, Hang(exchange.client, "half an answer")]


def _none() -> None:
    """There is no trouble."""
