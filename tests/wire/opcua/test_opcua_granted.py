"""A client in granted time, against a real server: what came waits, and the wall's time ends no request."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from types import SimpleNamespace

import pytest

from linebench.ports.plc import Command, MachineState
from linebench.units import Duration
from linebench.wire.opcua.granted import GrantedSocket
from linebench.wire.opcua.host import HostOptions
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import TAGS, Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.side import Arm, Noted
from tests.wire.opcua.hosting import GONE, HERE, HostFace, hosting
from tests.wire.opcua.running import Clock, echo_image, setting
from tests.wire.stream.rig import HandClock

WITHIN = HostOptions(answer_within=Duration(500_000))
UNSENT = Noted("unsent", "no connection: Command.CntrlCmd")
"""What the face puts when it hears of the loss."""


@pytest.fixture(scope="module")
def plc(run):
    stack = AsyncExitStack()
    image, effects = echo_image(), []

    async def begin():
        server = await stack.enter_async_context(OpcUaServer(Endpoint(), Security(), "plc", namespaces=(TAGS,)))
        await OpcUaTags(server, image, setting(Clock()), effects=effects.append).show()
        return server

    server = run(begin())
    yield SimpleNamespace(server=server, image=image, effects=effects)
    run(stack.aclose())


class Granting:
    """A host whose every step waits to be let on."""

    def __init__(self, host, socket, clock, moved):
        self.host, self.socket, self.clock, self._moved = host, socket, clock, moved
        self.task = None

    def begin(self, work):
        self.task = asyncio.create_task(work)
        self.task.add_done_callback(lambda _: self._moved.set())

    async def until(self, holds):
        while not holds():
            self._moved.clear()
            await self._moved.wait()

    async def asked(self):
        """Wait until a request is out, or all is done."""
        await self.until(lambda: self.task.done() or (self.socket.asking and not self.socket.busy))

    async def came(self, number):
        """Wait until an answer is here that nobody has acted on."""
        await self.until(lambda: sum(received for _, received in self.socket.counts().values()) > number)

    async def through(self, work):
        """Let on whatever comes until the work is done."""
        self.begin(work)
        await self.asked()
        while not self.task.done():
            self.socket.release()
            await self.asked()
            await asyncio.sleep(0)
        return self.task.result()


@asynccontextmanager
async def granting(url, face):
    clock, moved = HandClock(), asyncio.Event()
    socket = GrantedSocket(clock.later, moved.set)
    async with hosting(url, face, WITHIN, granted=socket) as host:
        yield Granting(host, socket, clock, moved)


def test_it_sees_and_writes_what_any_client_does(run, plc):
    """A look, a command and another look: the same is heard and written as by the wall's time."""
    async def scene():
        async with granting(plc.server.url, HostFace()) as one:
            await one.through(one.host.poll())
            await one.through(one.host.tell(Command("2", "me")))
            await one.through(one.host.poll())
            assert one.clock.calls == []
            return one.host.said.items

    plc.image.set({"Status.StateCurrent": 4})
    assert run(scene()) == [HERE, Arm("beat", 5), MachineState(4, "seen"), MachineState(2, "seen")]
    assert plc.effects == [[Noted("written", "Command.CmdChangeRequest=True,Command.CntrlCmd=2")]]


def test_an_answer_waits_for_its_release(run, plc):
    """Bytes that have come change nothing: neither is the answer known, nor does another request go out."""
    async def scene():
        async with granting(plc.server.url, HostFace()) as one:
            one.begin(one.host.poll())
            await one.asked()
            await one.came(0)
            before = one.socket.counts()
            for _ in range(20):
                await asyncio.sleep(0)
            assert (one.socket.counts(), one.socket.asking, one.host.said.items) == (before, True, [])
            one.socket.release()
            assert not one.socket.asking
            await one.asked()
            assert one.socket.counts() != before
            one.task.cancel()
            await asyncio.wait({one.task})

    run(scene())


def test_the_granted_time_ends_a_request(run, plc):
    """An answer that is not released within the time is none: the connection is given up, and later begun anew."""
    async def scene():
        async with granting(plc.server.url, HostFace()) as one:
            await one.through(one.host.poll())
            first = one.socket.counts()
            one.begin(one.host.poll())
            await one.asked()
            one.clock.move(499_999)
            assert one.socket.asking
            one.clock.move(500_000)
            await one.until(lambda: one.task.done() and not one.socket.counts())
            said = one.host.said.items[3:6]
            await one.through(one.host.poll())
            assert one.socket.counts().keys() != first.keys()
            return said, one.host.said.items[6:]

    lost, again = run(scene())
    assert lost == [Noted("lost", "no answer within 500 ms"), GONE, UNSENT]
    assert again == [HERE, Arm("beat", 5)]


def test_nothing_is_sent_that_nobody_asked_for(run, plc):
    """The library's own looks at the connection, which go by the wall, are not begun."""
    async def scene():
        async with granting(plc.server.url, HostFace()) as one:
            before = asyncio.all_tasks()
            await one.through(one.host.poll())
            return {task.get_coro().__qualname__ for task in asyncio.all_tasks() - before
                    if task.get_coro().cr_code.co_filename.endswith("client.py")}

    assert run(scene()) == set()


def test_the_end_of_a_connection_waits_as_well(run, plc):
    """That the server is gone is acted on when released, behind what it said before."""
    async def scene():
        async with granting(plc.server.url, HostFace()) as one:
            await one.through(one.host.poll())
            one.begin(one.host.poll())
            await one.asked()
            for client in plc.server._server.bserver.clients:
                client.transport.abort()
            await one.until(lambda: not one.socket.counts())
            assert (one.socket.asking, one.host.said.items[3:]) == (True, [])
            one.socket.release()
            await one.until(one.task.done)
            return one.host.said.items[3:]

    lost, *rest = run(scene())
    assert (lost.what, rest) == ("lost", [GONE, UNSENT])
