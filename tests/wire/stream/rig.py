"""Sides whose meaning is plain, both ends of a link on loopback, and waits that end when something happens."""

import asyncio

from linebench.ports.printer import PrintDone
from linebench.wire.side import Hang, Heard, Noted, Write
from linebench.wire.stream import StreamClient, StreamServer
from tests.wire.loopclock import LoopClock

GUARD_S = 20.0
LINK = "l2-printer"


def run(main):
    """Run a test's coroutine; what hangs fails, and so does what reached the loop's exception handler."""
    async def guarded():
        errors = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(context))
        async with asyncio.timeout(GUARD_S):
            await main
        assert errors == []

    asyncio.run(guarded())


class LineSide:
    """Says ``PrintDone(n)`` as ``n`` and a line feed; hears the same; ``bye`` hangs up; ``echo`` is answered."""

    def __init__(self, *, echo=False):
        self.log, self.clients, self._rest, self._echo = [], [], {}, echo

    def opened(self, client):
        self.log.append(("opened", client))
        self.clients.append(client)
        self._rest[client] = b""
        return ()

    def received(self, client, data):
        self.log.append((client, data))
        *lines, self._rest[client] = (self._rest[client] + data).split(b"\n")
        return [effect for line in lines for effect in self._line(client, line)]

    def closed(self, client):
        self.log.append(("closed", client))
        self.clients.remove(client)
        return ()

    def tell(self, message):
        return [Write(client, b"%d\n" % message.record) for client in self.clients]

    def expired(self, name):
        self.log.append(("expired", name))
        return (Heard(PrintDone(0)),)

    def poll(self):
        self.log.append(("poll",))
        return ()

    def _line(self, client, line):
        if line == b"bye":
            return (Write(client, b"bye\n"), Hang(client, "bye"), Write(client, b"too late\n"))
        if not line.isdigit():
            return (Noted("garbage", repr(line)),)
        return (*((Write(client, line + b"\n"),) if self._echo else ()), Heard(PrintDone(int(line))))


class HandClock:
    """Time that stands still until it is moved."""

    def __init__(self):
        self.t, self.calls = 0, []

    def now(self):
        return self.t

    def later(self, delay_us, call):
        entry = [self.t + delay_us, call]
        self.calls.append(entry)
        return lambda: entry in self.calls and self.calls.remove(entry)

    def move(self, until):
        while due := sorted((entry for entry in self.calls if entry[0] <= until), key=lambda entry: entry[0]):
            self.calls.remove(due[0])
            self.t = due[0][0]
            due[0][1]()
        self.t = until


class Both:
    """Server and, after ``dial``, client of one link, and what they heard and noted."""

    def __init__(self, *, device=None, host=None, clock=None):
        self.clock = clock or LoopClock(asyncio.get_running_loop())
        self.device, self.host = device or LineSide(), host or LineSide()
        self.heard, self.answers, self.notes, self.host_notes = [], [], [], []
        self._moved = asyncio.Event()

    async def serve(self, *, hear=None, **options):
        self.server = StreamServer(self.device, LINK, self.clock, hear or self.heard.append,
                                   lambda *note: self.notes.append(note), **options)
        self.server.changed = self._moved.set
        await self.server.start()
        return self

    async def dial(self, address=None, **options):
        self.client = StreamClient(self.host, LINK, self.clock, self.answers.append,
                                   lambda *note: self.host_notes.append(note),
                                   address=address or self.server.address, **options)
        self.client.changed = self._moved.set
        await self.client.start()
        return self

    async def until(self, holds):
        """Wait until ``holds()``, looking again whenever an end says that something changed."""
        while not holds():
            self._moved.clear()
            await self._moved.wait()

    async def quiet(self):
        """Wait until nothing is under way between the two."""
        await self.until(self.is_quiet)

    def is_quiet(self):
        there = {port: (received, sent) for port, (sent, received) in self.server.counts().items()}
        return self.client.counts() == there and not self.client.busy and not self.server.busy

    async def stop(self):
        if hasattr(self, "client"):
            await self.client.stop()
        if hasattr(self, "server"):
            await self.server.stop()


class Peer(asyncio.Protocol):
    """A foreign client's socket: what it reads, in the pieces in which it comes, and how it ends."""

    def __init__(self):
        self.pieces, self.ended, self._moved = [], None, asyncio.Event()

    @classmethod
    async def dial(cls, server):
        _, peer = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", server.port)
        return peer

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.pieces.append(data)
        self._moved.set()

    def connection_lost(self, exc):
        self.ended = "closed" if exc is None else "reset"
        self._moved.set()

    @property
    def data(self):
        return b"".join(self.pieces)

    def say(self, data):
        self.transport.write(data)

    async def until(self, holds):
        while not holds():
            self._moved.clear()
            await self._moved.wait()

    async def reads(self, size):
        await self.until(lambda: len(self.data) >= size)

    async def ends(self):
        await self.until(lambda: self.ended is not None)


def message(record):
    return PrintDone(record)
