"""A pool behind a face: what the face hears goes to the pool, and what the pool answers is told to the face."""

import asyncio
import contextlib
import threading

from linebench.ports.access import TurnedAway
from linebench.wire.side import Heard, Write
from linebench.wire.stream.server import StreamServer
from tests.stack.pool.kit import Kit
from tests.wire.loopclock import LoopClock
from tests.wire.pipe import Clock, Pipe

OWNER, ASKER = "pool", "line"


def ask(side, kit, data, client=1, opens=True):
    """Bytes to a face, and all that it writes; the pool answers at once."""
    if opens:
        side.opened(client)
    return settled(side, kit, side.received(client, data))


def settled(side, kit, effects):
    """What a face writes when the pool answers what it heard."""
    out, waiting = b"", list(effects)
    while waiting:
        effect = waiting.pop(0)
        if isinstance(effect, Heard) and not isinstance(effect.message, TurnedAway):
            waiting[:0] = [each for answer in kit.all(effect.message) for each in side.tell(answer)]
        elif isinstance(effect, Write):
            out += effect.data
    return out


def request(method, target, body=b"", **headers):
    """The bytes of a request."""
    lines = [f"{method} {target} HTTP/1.1", "host: pool", f"content-length: {len(body)}",
             *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def response(data):
    """Status, headers and body of the first response in some bytes, and what stands behind it."""
    head, _, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    size = int(headers["content-length"])
    return int(first.split()[1]), headers, rest[:size], rest[size:]


class Pair:
    """A client and a server of one dialect, a pool behind the server, and a clock."""

    def __init__(self, dialect, kit=None, profile="", options=None, clock=None, **pipe):
        self.kit, self.clock = kit or Kit(), clock or Clock()
        chosen = dialect.profile(profile, options)
        self.server = dialect.device(chosen, self.clock.setting(OWNER))
        self.pipe = Pipe(self.server, dialect.host(chosen, self.clock.setting(ASKER)), self.clock, **pipe)
        self.given = 0

    def serve(self):
        """Let the pool answer what its face has heard."""
        while self.given < len(self.pipe.device.heard):
            message = self.pipe.device.heard[self.given]
            self.given += 1
            for answer in self.kit.all(message):
                self.pipe.device.says(answer)

    def ask(self, message):
        """Say it, and the answers."""
        self.pipe.connect()
        self.pipe.host.says(message)
        self.serve()
        return self.pipe.host.take()


@contextlib.contextmanager
def served(*made):
    """Sides on sockets of this machine, each with its pool: ``(side, kit)``; their ports."""
    loop = asyncio.new_event_loop()
    servers = []
    for side, kit in made:
        def hear(message, side=side, kit=kit):
            for answer in kit.all(message):
                servers[[each for each, _ in made].index(side)].tell(answer)

        servers.append(StreamServer(side, "pool", LoopClock(loop), hear, lambda _what, _detail: None,
                                    max_buffer=64 * 1_048_576))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        for server in servers:
            asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        yield [server.port for server in servers]
    finally:
        for server in servers:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
