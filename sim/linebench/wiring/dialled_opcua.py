"""L2 in the bench as the OPC UA client of a foreign PLC: nodes of a project, or the bench's own."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from linebench.ports import Message
from linebench.wire.opcua.host import OpcUaTagHost
from linebench.wire.opcua.options import OptionsError, read_options
from linebench.wire.side import Arm, Cancel, Noted
from linebench.wire.stream.address import Address
from linebench.wire.stream.timers import Timers
from linebench.wire.tags.addresses import node_map
from linebench.wire.tags.image import TagHost
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError
from linebench.wiring.unserved import tell_if_broken

__all__ = ["DialledOpcUa"]


class DialledOpcUa:
    """What ``StreamClient`` is to other protocols. One thing is done after the other."""

    def __init__(self, around: Surroundings, face: TagHost) -> None:
        """Raise ``WiringError`` when an option cannot be used, ``WireError`` when the address cannot."""
        wire = around.wire
        Address(wire.host, wire.port).check(around.link, real=around.real)
        try:
            options = read_options(wire.profile, wire.options)
        except OptionsError as error:
            raise WiringError(f"wire {around.link}: {error}") from error
        self._around = around
        self._host = OpcUaTagHost(
            f"opc.tcp://{wire.host}:{wire.port}{options.path}", face, hear=around.hear, note=self._note,
            timers=self._timer, access=options.access, supported=options.supported, nodes=node_map(face.table))
        self._todo: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._timers = Timers(around.clock, lambda name: self._todo.put_nowait(lambda: self._host.expired(name)))
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Connect, and look whenever the server tells of a change."""
        self._tasks = [asyncio.create_task(self._host.run()), asyncio.create_task(self._work())]
        for task in self._tasks:
            task.add_done_callback(tell_if_broken)

    async def stop(self) -> None:
        """Close the connection."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._timers.close()
        with contextlib.suppress(OSError, TimeoutError):
            await self._host.__aexit__(None, None, None)

    def tell(self, message: Message) -> None:
        """Say ``message``."""
        self._todo.put_nowait(lambda: self._host.tell(message))

    async def _work(self) -> None:
        while True:
            await (await self._todo.get())()

    def _note(self, note: Noted) -> None:
        self._around.note(note.what, note.detail)

    def _timer(self, effect: Arm | Cancel) -> None:
        if isinstance(effect, Arm):
            self._timers.arm(effect)
        else:
            self._timers.cancel(effect.name)
