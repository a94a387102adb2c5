"""A level's way over OPC UA to whoever shows tags: one request after another, each awaited."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from linebench.ports import Message
from linebench.wire.opcua.clocks import ClockWatch
from linebench.wire.opcua.granted import GrantedSocket
from linebench.wire.opcua.host import HostOptions, OpcUaTagHost
from linebench.wire.opcua.options import OptionsError, read_options
from linebench.wire.side import Arm, Cancel, Setting
from linebench.wire.stream.timers import Timers
from linebench.wire.tags.image import TagHost
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.quiet import Watch, caught_up
from linebench.wiring.station_clock import StationClock

__all__ = ["GrantedOpcUaClient", "OpcUaClient"]


class OpcUaClient:
    """What ``StreamClient`` is to other protocols, by the wall's time."""

    def __init__(self, wire: WireTo, face: TagHost, clock: StationClock, hear: Callable[[Message], None], *,
                 setting: Setting, socket: GrantedSocket | None = None) -> None:
        """Raise ``WiringError`` when an option cannot be used."""
        try:
            options = read_options(wire.profile, wire.options)
        except OptionsError as error:
            raise WiringError(f"wire to {wire.name}: {error}") from error
        self._clock = clock
        self._todo: deque[Callable[[], Awaitable[None]]] = deque()
        self._timers = Timers(clock, lambda name: self._add(lambda: self._host.expired(name)))
        self._host = OpcUaTagHost(
            f"opc.tcp://{wire.host}:{wire.port}{options.path}", face, hear=hear, note=_unheard, timers=self._timer,
            access=options.access, granted=socket, supported=options.supported,
            # a simulated clock says nothing about that of a real controller
            watch=None if wire.real else ClockWatch(setting, options.clock_within),
            nodes={tag: node for node, tag in options.aliases.items()} if options.by_alias else None)
        self._filled = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Connect, and look whenever the server tells of a change."""
        await self._host.poll()
        self._tasks = [asyncio.create_task(self._host.run()), asyncio.create_task(self._work())]

    async def stop(self) -> None:
        """Close the connection."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        with contextlib.suppress(OSError, TimeoutError):
            await self._host.__aexit__(None, None, None)

    def tell(self, message: Message) -> None:
        """Say ``message``."""
        self._add(lambda: self._host.tell(message))

    def poll(self) -> None:
        """Look at the controller."""
        self._add(self._host.poll)

    async def settle(self) -> None:
        """Do everything there is to do."""
        while self._todo:
            await self._todo.popleft()()

    async def take(self, theirs: Counts) -> None:
        """Nobody counts by the wall's time."""

    def release(self) -> None:
        """Nothing waits."""

    def counts(self) -> Counts:
        """None: see ``take``."""
        return {}

    async def _work(self) -> None:
        while True:
            self._filled.clear()
            await self.settle()
            await self._filled.wait()

    def _add(self, work: Callable[[], Awaitable[None]]) -> None:
        self._todo.append(work)
        self._filled.set()

    def _timer(self, effect: Arm | Cancel) -> None:
        if isinstance(effect, Arm):
            self._timers.arm(effect)
        else:
            self._timers.cancel(effect.name)


class GrantedOpcUaClient(OpcUaClient):
    """The same in granted time: what is begun goes on when the answer has come, or its time is over."""

    def __init__(self, wire: WireTo, face: TagHost, clock: StationClock, hear: Callable[[Message], None], *,
                 setting: Setting) -> None:
        """See ``OpcUaClient``."""
        self._watch = Watch()
        self._socket = GrantedSocket(clock.later, self._watch.changed)
        super().__init__(wire, face, clock, hear, setting=setting, socket=self._socket)
        self._what = f"the wire to {wire.name}"
        self._known: set[int] = set()
        self._task: asyncio.Task[None] | None = None
        self._look_waits = False
        self._pause: Callable[[], None] | None = None

    async def start(self) -> None:
        """Begin to connect."""
        self.poll()
        await self.settle()

    async def stop(self) -> None:
        """Close the connection."""
        self._tasks = [self._task] if self._task is not None else []
        await super().stop()

    def poll(self) -> None:
        """Look at the controller; one look shows all that came before it. After a failure a while passes first."""
        if not self._look_waits and self._pause is None:
            self._look_waits = True
            self._add(self._look)

    async def settle(self) -> None:
        """Go on until an answer is waited for, or nothing is left to do."""
        while self._task is not None or self._todo:
            if self._task is None:
                self._task = asyncio.ensure_future(self._todo.popleft()())
                self._task.add_done_callback(lambda _: self._socket.changed())
            await self._watch.until(self._at_rest, lambda: self._what)
            if not self._task.done():
                return
            task, self._task = self._task, None
            task.result()

    async def take(self, theirs: Counts) -> None:
        """Wait until everything the bench sent is here."""
        await self._watch.until(lambda: self._taken(theirs), lambda: self._what)

    def release(self) -> None:
        """Act on what is here."""
        self._socket.release()

    def counts(self) -> Counts:
        """Bytes on each open connection."""
        return self._socket.counts()

    async def _look(self) -> None:
        self._look_waits = False
        await self._host.poll()
        if not self._host.connected:
            self._pause = self._clock.later(HostOptions().retry_after, self._resume)

    def _resume(self) -> None:
        self._pause = None
        self.poll()

    def _at_rest(self) -> bool:
        task = self._task
        return not self._socket.busy and (task is None or task.done() or self._socket.asking)

    def _taken(self, theirs: Counts) -> bool:
        mine = self.counts()
        self._known.update(mine)
        there = {port: both for port, both in theirs.items() if port in mine}  # as ``CountedClient`` has it
        return not self._socket.busy and caught_up(mine, there, self._known)


def _unheard(note: object) -> None:
    """A host's notes stay here: the bench notes what passes on its own end of each wire."""
