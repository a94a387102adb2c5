"""A planner's way to a site over ISA-95 job control: it orders and commands by calls, and hears by events."""

import asyncio
import contextlib
from collections.abc import Callable

from linebench.ports import Message
from linebench.ports.erp import JobCommand, JobOrder, JobWish, ProductAnswer, ProductData
from linebench.wire.isa95.client import JobsClient
from linebench.wire.isa95.options import DIALECT, read_options
from linebench.wire.opcua.options import OptionsError
from linebench.wire.side import Noted, Setting
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.unserved import tell_if_broken

__all__ = ["JobsWire"]


class JobsWire:
    """What ``StreamClient`` is to other protocols, by the wall's time. One thing is said after the other.

    Master data, for which the standard has no method, are answered here as ``invalid``.
    """

    def __init__(self, wire: WireTo, setting: Setting, hear: Callable[[Message], None],
                 note: Callable[[str, str], None]) -> None:
        """Raise ``WiringError`` when an option cannot be used."""
        try:
            options = read_options(wire.profile, wire.options)
        except OptionsError as error:
            raise WiringError(f"wire to {wire.name}: {error}") from error
        self._hear, self._note = hear, note
        self._client = JobsClient(f"opc.tcp://{wire.host}:{wire.port}{options.path}", options.access, hear=hear,
                                  setting=setting, profile=options.jobs, note=self._noted)
        self._said: asyncio.Queue[JobOrder | JobCommand | JobWish] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Connect, and stay so."""
        self._tasks = [asyncio.create_task(self._client.run()), asyncio.create_task(self._say())]
        for task in self._tasks:
            task.add_done_callback(tell_if_broken)

    async def stop(self) -> None:
        """Let go of what is under way, and of the connection."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        with contextlib.suppress(OSError, TimeoutError):
            await self._client.__aexit__(None, None, None)

    def tell(self, message: Message) -> None:
        """Say ``message``."""
        if isinstance(message, JobOrder | JobCommand | JobWish):
            self._said.put_nowait(message)
        elif isinstance(message, ProductData):
            why = f"{DIALECT} has no method for master data; expected them another way"
            answer = ProductAnswer(message.request, message.gtin, "invalid", why)
            asyncio.get_running_loop().call_soon(self._hear, answer)

    def poll(self) -> None:
        """Nothing has to be looked for: the site says it by itself."""

    async def take(self, theirs: Counts) -> None:
        """Nobody counts by the wall's time."""

    def release(self) -> None:
        """Nothing waits."""

    async def settle(self) -> None:
        """Nobody waits for what is under way."""

    def counts(self) -> Counts:
        """None: see ``take``."""
        return {}

    async def _say(self) -> None:
        while True:
            await self._client.say(await self._said.get())

    def _noted(self, noted: Noted) -> None:
        self._note(noted.what, noted.detail)
