"""What the tests of hosts share: a host's face that notes what it sees, and a host with all that it says."""

import asyncio
from contextlib import asynccontextmanager

from linebench.ports.plc import MachineState
from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.opcua.host import HostOptions, OpcUaTagHost
from linebench.wire.side import Arm, Heard
from linebench.wire.tags.image import Put
from tests.wire.opcua.running import TABLE
from tests.wire.tagrig import Host

QUICK = HostOptions(answer_within=Duration(20_000_000), retry_after=Duration(10_000),
                    publish_every=Duration(10_000), look_every=Duration(20_000_000))


class HostFace(Host):
    """A host that hears each new state, and puts commands; ``on_back``: put at each beginning."""

    def __init__(self, table=TABLE, on_back=()):
        super().__init__(table)
        self.on_back = on_back
        self.state = None

    def tell(self, message):
        return [Put((("Command.CntrlCmd", int(message.name)), ("Command.CmdChangeRequest", True)))]

    def seen(self, values):
        self.pictures.append(dict(values))
        before, self.state = self.state, values["Status.StateCurrent"]
        return [Heard(MachineState(self.state, "seen"))] if self.state != before else []

    def lost(self):
        return [Heard(Presence("plc", here=False, why="lost")), Put((("Command.CntrlCmd", 0),))]

    def back(self):
        return [Heard(Presence("plc", here=True)), Arm("beat", 5), *self.on_back]

    def expired(self, name):
        return [Put((("Command.Text", name),))]


HERE, GONE = Presence("plc", here=True), Presence("plc", here=False, why="lost")


class Said:
    """What a host says, in order, and a way to wait for more."""

    def __init__(self):
        self.items = []
        self._came = asyncio.Event()

    def take(self, item):
        self.items.append(item)
        self._came.set()

    async def count(self, number):
        while len(self.items) < number:
            self._came.clear()
            await self._came.wait()
        return self.items


@asynccontextmanager
async def hosting(url, face, options=QUICK, **more):
    said = Said()
    async with OpcUaTagHost(url, face, hear=said.take, note=said.take, timers=said.take, options=options,
                            **more) as host:
        host.said = said
        yield host
