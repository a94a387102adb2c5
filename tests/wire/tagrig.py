"""A small controller and a small host for tests of whatever carries tags, and the controller on a real port.

The controller says its state in tags; commands come as tags and are heard once their counter changes.
"""

import asyncio
import re
import threading
from concurrent.futures import Future

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.side import Arm, Heard, Setting, Write
from linebench.wire.stream import StreamClient, StreamServer
from linebench.wire.tags.image import Put, TagImage
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.loopclock import LoopClock
from tests.wire.pipe import Clock
from tests.wire.transcript import readme

TABLE = TagTable((
    Tag(name="Running", kind="bool"), Tag(name="Fault", kind="bool"), Tag(name="State", kind="uint16"),
    Tag(name="Lowest", kind="int16"), Tag(name="Count", kind="uint32"), Tag(name="Drift", kind="int32"),
    Tag(name="Warmth", kind="float"), Tag(name="Reason", kind="string", size=9),
    Tag(name="Set.On", kind="bool", writable=True), Tag(name="Set.Dry", kind="bool", writable=True),
    Tag(name="Set.Code", kind="uint16", writable=True), Tag(name="Set.Offset", kind="int16", writable=True),
    Tag(name="Set.Lot", kind="string", size=12, writable=True), Tag(name="Set.Level", kind="float", writable=True),
    Tag(name="Set.Total", kind="uint32", writable=True), Tag(name="Set.Shift", kind="int32", writable=True),
    Tag(name="Set.Number", kind="uint16", writable=True),
))
LONG = TagTable((*TABLE, *(Tag(name=f"Text[{n}]", kind="string", size=100) for n in range(12))))
"""A table that no single request of any protocol here reads."""
SAID = {"Running": True, "Fault": False, "State": 6, "Lowest": -5, "Count": 4_000_000_001, "Drift": -70_000,
        "Warmth": 21.5, "Reason": "jam é"}


class Controller:
    """The controller's face. ``wrote``: the names of each write, in order."""

    def __init__(self, table=TABLE):
        self.table, self.wrote = table, []
        self._number = 0

    def attach(self, image):
        self.image = image

    def tell(self, message):
        self.image.set({"State": message.state, "Reason": message.reason})
        return ()

    def written(self, names):
        self.wrote.append(names)
        values = self.image.values
        if values["Set.Number"] == self._number:
            return ()
        self._number = values["Set.Number"]
        return (Heard(Command(str(values["Set.Code"]), values["Set.Lot"])),)

    def expired(self, name):
        return (Heard(Command(f"expired {name}", "")),)


class Host:
    """The host's face. ``pictures``: all that it saw, in order."""

    def __init__(self, table=TABLE):
        self.table, self.pictures = table, []
        self._number = self._state = 0
        self.on_picture = self.on_back = ()

    def tell(self, message):
        self._number += 1
        return (Put((("Set.Code", int(message.name)), ("Set.Lot", message.by), ("Set.Number", self._number))),)

    def glance(self):
        return ()

    def beyond(self, values, *, torn):
        return ()

    def seen(self, values):
        self.pictures.append(dict(values))
        state, self._state = self._state, values["State"]
        heard = (Heard(MachineState(values["State"], values["Reason"])),) if state != values["State"] else ()
        return (*heard, *self.on_picture)

    def named(self, identity):
        self.identity = identity

    def refused(self, why):
        return (Heard(Presence("plc", here=False, why=why)),)

    def lost(self):
        return (Heard(Presence("plc", here=False, why="lost")),)

    def back(self):
        return (Heard(Presence("plc", here=True)), Arm("watch", 5_000_000), *self.on_back)

    def expired(self, name):
        return (Heard(Command(f"expired {name}", "")),)


def controller(transport, table=TABLE, profile="", **options):
    """A controller with its image and its device side, not on any port yet: face, image, make(setting)."""
    face = Controller(table)
    image = TagImage(face)
    image.set(SAID)
    chosen = transport.profile(profile, options)
    return face, image, lambda setting: transport.device(image, chosen, setting)


class Served:
    """A device side on a loopback port, in a thread of its own. Attributes: ``port``, ``heard``, ``noted``."""

    def __init__(self, side):
        self._side, self.heard, self.noted = side, [], []

    def __enter__(self):
        ready = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main(ready)))
        self._thread.start()
        self.port = ready.result(10)
        return self

    def __exit__(self, *error):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def call(self, function, *arguments):
        """Call ``function`` in the side's own thread."""
        done = Future()
        self._loop.call_soon_threadsafe(lambda: done.set_result(function(*arguments)))
        return done.result(10)

    async def _main(self, ready):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = StreamServer(self._side, "l2-plc", LoopClock(self._loop), self.heard.append,
                              lambda what, detail: self.noted.append((what, detail)))
        await server.start()
        ready.set_result(server.port)
        await self._stop.wait()
        await server.stop()


class Controlled(Served):
    """A controller of a transport on a port. Attributes: those of ``Served``, ``face`` and ``image``."""

    def __init__(self, transport, table=TABLE, profile="", *, now=0, **options):
        self.face, self.image, make = controller(transport, table, profile, **options)
        super().__init__(make(Clock(now).setting("plc")))


class Dialled:
    """A host side that dials ``port`` of this machine, for a loop that runs. Attributes: ``heard``, ``noted``."""

    def __init__(self, transport, host, port, profile="", **options):
        self.heard, self.noted, self._host = [], [], host
        clock = LoopClock(asyncio.get_running_loop())
        # in real time a machine under load may take long, which is not what these tests are about
        chosen = transport.profile(profile, {"answer_within": "10 s", **options})
        side = transport.host(host, chosen, Setting(name="l2", now=clock.now))
        self.client = StreamClient(side, "l2-plc", clock, self.heard.append, self._note,
                                   address=f"127.0.0.1:{port}")
        self._came, self._noted = asyncio.Event(), asyncio.Event()
        seen = host.seen
        host.seen = lambda values: (self._came.set(), seen(values))[1]

    async def __aenter__(self):
        await self.client.start()
        return self

    async def __aexit__(self, *error):
        await self.client.stop()

    async def picture(self):
        """The next picture."""
        self._came.clear()
        await asyncio.wait_for(self._came.wait(), 10)
        return self._host.pictures[-1]

    async def note(self, what):
        """Wait until something of this kind is noted."""
        while what not in [noted for noted, _ in self.noted]:
            self._noted.clear()
            await asyncio.wait_for(self._noted.wait(), 10)

    def _note(self, what, detail):
        self.noted.append((what, detail))
        self._noted.set()


def profiles_named(package):
    """Profiles in the table of a README."""
    return [line.split("`")[1] for line in readme(package).splitlines() if line.startswith("| `")]


def played(package):
    """Run a README's example and its session: what came back, what is printed, and the values at the end."""
    blocks = dict(re.findall(r"```(python|session)\n(.*?)```", readme(package), re.DOTALL))
    names = {}
    exec(compile(blocks["python"], f"{package.__name__} README", "exec"), names)
    names["side"].opened(1)
    found, printed = [], []
    for line in blocks["session"].splitlines():
        data = bytes.fromhex(re.split(r"\s{3,}", line[2:])[0])
        if line[0] == ">":
            effects = names["side"].received(1, data)
            found.append(b"".join(effect.data for effect in effects if isinstance(effect, Write)).hex())
        else:
            printed.append(data.hex())
    return found, printed, names["image"].values
