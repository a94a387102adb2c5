"""A level's way over OPEN-SCS to whoever owns serials: each question is a call, answered whenever it is."""

import asyncio
import contextlib
from collections.abc import Callable

from linebench.ports import Message
from linebench.ports.serials import Count, Draw, Inspect, Move, Moved, Pack, ToOwner, ToUser
from linebench.wire.opcua.options import OptionsError, read_options
from linebench.wire.openscs.client import OpenScsClient, OpenScsError
from linebench.wire.serials.client import refusal
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.unserved import tell_if_broken

__all__ = ["OpenScsWire"]


class OpenScsWire:
    """What ``StreamClient`` is to other protocols, by the wall's time.

    What the standard has no method for is answered here, with ``bad_request``; what the owner did not answer at all
    with ``not_accepted``.
    """

    def __init__(self, wire: WireTo, hear: Callable[[Message], None], note: Callable[[str, str], None]) -> None:
        """Raise ``WiringError`` when an option cannot be used."""
        try:
            options = read_options(wire.profile, wire.options)
        except OptionsError as error:
            raise WiringError(f"wire to {wire.name}: {error}") from error
        self._hear, self._note = hear, note
        self._client = OpenScsClient(f"opc.tcp://{wire.host}:{wire.port}{options.path}", options.access)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Nothing: it connects when it is first asked."""

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
        if isinstance(message, ToOwner):
            task = asyncio.get_running_loop().create_task(self._say(message))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def poll(self) -> None:
        """Nothing has to be looked for: every answer is one to a question."""

    async def take(self, theirs: Counts) -> None:
        """Nobody counts by the wall's time."""

    def release(self) -> None:
        """Nothing waits."""

    async def settle(self) -> None:
        """Nobody waits for what is under way."""

    def counts(self) -> Counts:
        """None: see ``take``."""
        return {}

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        tell_if_broken(task)

    async def _say(self, message: ToOwner) -> None:
        try:
            answer = await self._asked(message)
        except OpenScsError as error:
            self._note("unanswered", str(error))
            answer = refusal(message, "not_accepted")
        except ValueError as error:
            self._note("refused", str(error))
            answer = refusal(message, "bad_request")
        self._hear(answer)

    async def _asked(self, message: ToOwner) -> ToUser:
        if isinstance(message, Draw):
            return await self._client.draw(message)
        if isinstance(message, Count):
            raise ValueError("found a Count; expected another message, for OPC 30260 has no method for it")  # noqa: TRY004  # a word that the standard lacks
        return await self._told(message)

    async def _told(self, message: Move | Inspect | Pack) -> Moved:
        if isinstance(message, Move):
            return await self._client.move(message)
        if isinstance(message, Pack):
            return await self._client.pack(message)
        return await self._client.inspect(message, labels=False)
