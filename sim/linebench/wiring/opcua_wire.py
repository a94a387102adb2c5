"""A level's way over OPC UA to whoever shows tags: one request after another, each awaited."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from linebench.ports import Message
from linebench.wire.opcua.host import OpcUaTagHost
from linebench.wire.opcua.options import OptionsError, read_options
from linebench.wire.side import Arm, Cancel
from linebench.wire.tags.image import TagHost
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.station_clock import StationClock

__all__ = ["OpcUaClient"]


class OpcUaClient:
    """What ``StreamClient`` is to other protocols. In granted time all is done by ``settle``, else at once."""

    def __init__(self, wire: WireTo, face: TagHost, clock: StationClock, hear: Callable[[Message], None], *,
                 granted: bool) -> None:
        """Raise ``WiringError`` when an option cannot be used."""
        try:
            options = read_options(wire.profile, wire.options)
        except OptionsError as error:
            raise WiringError(f"wire to {wire.name}: {error}") from error
        self._clock = clock
        self._granted = granted
        self._todo: deque[Callable[[], Awaitable[None]]] = deque()
        self._timers: dict[str, Callable[[], None]] = {}
        self._host = OpcUaTagHost(
            f"opc.tcp://{wire.host}:{wire.port}{options.path}", face, hear=hear, note=_unheard, timers=self._timer,
            access=options.access,
            nodes={tag: node for node, tag in options.aliases.items()} if options.by_alias else None)
        self._filled = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Connect; in real time also look whenever the server tells of a change."""
        if self._granted:
            self.poll()
            await self.settle()
        else:
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
        """Nothing comes unasked."""

    def release(self) -> None:
        """Nothing waits."""

    def counts(self) -> Counts:
        """None: see ``OpcUaPort``."""
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
        cancel = self._timers.pop(effect.name, None)
        if cancel is not None:
            cancel()
        if isinstance(effect, Arm):
            name = effect.name
            self._timers[name] = self._clock.later(
                effect.delay_us, lambda: self._add(lambda: self._host.expired(name)))


def _unheard(note: object) -> None:
    """A host's notes stay here: the bench notes what passes on its own end of each wire."""
