"""What the tests of OPC UA share: one event loop that stands still between calls, an image, and a client's ear."""

import asyncio

from asyncua import Client, ua

from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.side import Noted, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Tag, TagTable

GUARD_S = 20
TABLE = TagTable((
    Tag(name="Command.CntrlCmd", kind="int32", writable=True),
    Tag(name="Command.CmdChangeRequest", kind="bool", writable=True),
    Tag(name="Command.Text", kind="string", size=8, writable=True),
    Tag(name="Command.MachSpeed", kind="float", writable=True),
    Tag(name="Command.Small", kind="int16", writable=True),
    Tag(name="Command.Word", kind="uint16", writable=True),
    Tag(name="Command.Double", kind="uint32", writable=True),
    Tag(name="Status.StateCurrent", kind="int32"),
    Tag(name="Status.Sequence", kind="uint32"),
))


class EchoFace:
    """A controller that notes what it is written, and shows the last command as its state."""

    def __init__(self, table=TABLE):
        self.table = table
        self.image = None

    def attach(self, image):
        self.image = image

    def tell(self, message):
        return []

    def written(self, names):
        if "Command.CntrlCmd" in names:
            self.image.set({"Status.StateCurrent": self.image.values["Command.CntrlCmd"]})
        return [Noted("written", ",".join(f"{name}={self.image.values[name]}" for name in sorted(names)))]

    def expired(self, name):
        return []


class Clock:
    def __init__(self):
        self.us = 0

    def __call__(self):
        return self.us


def echo_image(table=TABLE):
    return TagImage(EchoFace(table))


def setting(clock):
    return Setting(name="plc", now=clock)


class Loop:
    """Runs coroutines on one loop, each within the guard; what the loop complains of is kept."""

    def __init__(self):
        self.runner = asyncio.Runner()
        self.trouble = []
        self.runner.get_loop().set_exception_handler(lambda _, context: self.trouble.append(context))

    def __call__(self, coroutine):
        return self.runner.run(self._guarded(coroutine))

    async def _guarded(self, coroutine):
        async with asyncio.timeout(GUARD_S):
            return await coroutine

    def close(self):
        self.runner.close()


def open_server(name="bench", **options):
    return OpcUaServer(Endpoint(), options.pop("security", Security()), name, **options)


class Ear:
    """A subscription handler that keeps what it hears and lets tests wait for it."""

    def __init__(self):
        self.heard = []
        self._came = asyncio.Event()

    def datachange_notification(self, node, value, data):
        self._take((node.nodeid.Identifier, value))

    def event_notification(self, event):
        self._take(event)

    def _take(self, item):
        self.heard.append(item)
        self._came.set()

    async def until(self, ready):
        while not ready(self.heard):
            self._came.clear()
            await self._came.wait()
        return self.heard

    async def count(self, number):
        return await self.until(lambda heard: len(heard) >= number)


async def connect(url, *, user=None, password=None):
    client = Client(url, timeout=GUARD_S)
    if user is not None:
        client.set_user(user)
        client.set_password(password)
    await client.connect()
    return client


def variant(value, kind):
    return ua.DataValue(ua.Variant(value, kind))
