"""The enterprise behind a face: what the face hears goes to it, and what it answers is told to the face."""

import asyncio
import contextlib
import threading

from linebench.ports.access import TurnedAway
from linebench.ports.verification import Noticed, Verified
from linebench.wire.dialect import dialects
from linebench.wire.stream.server import StreamServer
from tests.stack.l4.desk import EXPIRY, GTIN, HERE, LATER, LOT, Desk
from tests.wire.loopclock import LoopClock
from tests.wire.pipe import Clock, Pipe
from tests.wire.serials.kit import request, response

__all__ = ["EXPIRY", "GTIN", "HERE", "LOT", "Face", "Pair", "served"]


def said_by(desk, message, at=LATER):
    """What the enterprise answers."""
    answer = desk.level.receive("partner", message, at).message
    assert isinstance(answer, Verified | Noticed)
    return answer


class Face:
    """The enterprise's end alone, asked by bytes."""

    def __init__(self, dialect, desk=None, **options):
        self.desk, self.clock = desk or Desk(gtins=(GTIN,)).stock(), Clock()
        chosen = dialects()[dialect].profile("", options)
        self.side = dialects()[dialect].device(chosen, self.clock.setting("l4"))
        self.heard = []

    def ask(self, method, target, body=b"", **headers):
        """Status, headers and body of the response."""
        found = response(self.bytes(request(method, target, body, **headers)))
        assert found[3] == b""
        return found[:3]

    def bytes(self, data):
        """What is written when these bytes arrive on a new connection."""
        self.side.opened(1)
        written, effects = b"", list(self.side.received(1, data))
        while effects:
            effect = effects.pop(0)
            if hasattr(effect, "message"):
                self.heard.append(effect.message)
                if not isinstance(effect.message, TurnedAway):
                    effects += self.side.tell(said_by(self.desk, effect.message))
            written += getattr(effect, "data", b"")
        self.side.closed(1)
        return written


class Pair:
    """A partner and the enterprise's end of one dialect, the enterprise behind it, and a clock.

    ``deaf``: the enterprise hears and does not answer.
    """

    def __init__(self, dialect, desk=None, profile="", deaf=False, chunking=None, **options):
        self.desk, self.clock, self.deaf = desk or Desk(gtins=(GTIN,)).stock(), Clock(), deaf
        self.dialect = dialects()[dialect]
        chosen = self.dialect.profile(profile, options)
        more = {"chunking": chunking} if chunking else {}
        self.pipe = Pipe(self.dialect.device(chosen, self.clock.setting("l4")),
                         self.dialect.host(chosen, self.clock.setting("partner")), self.clock, **more)

    def ask(self, *messages, wait=2_000):
        """What the partner hears."""
        self.pipe.connect()
        for message in messages:
            self.pipe.host.says(message)
        self.serve()
        if wait:
            self.pipe.advance(wait)
            self.serve()
        return self.pipe.host.take()

    def serve(self):
        """Let the enterprise answer what its face has heard."""
        while not self.deaf and (heard := self.pipe.device.take()):
            for message in heard:
                if not isinstance(message, TurnedAway):
                    self.pipe.device.says(said_by(self.desk, message))


@contextlib.contextmanager
def served(dialect, desk, **options):
    """A face on a socket of this machine, with its enterprise; its address."""
    loop = asyncio.new_event_loop()
    broken = []
    loop.set_exception_handler(lambda _, context: broken.append(context))
    clock = LoopClock(loop)
    side = dialects()[dialect].device(dialects()[dialect].profile("", options), Clock().setting("l4"))
    server = StreamServer(side, "l4", clock, lambda message: server.tell(said_by(desk, message)),
                          lambda _what, _detail: None, max_buffer=64 * 1_048_576)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(30)
        yield f"http://127.0.0.1:{server.port}"
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    assert broken == []
