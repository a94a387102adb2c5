"""What endpoints have in common that serve no port: nothing is counted, held back or told to further clients."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from linebench.wiring.control import Counts, WireTo
from linebench.wiring.endpoint import Surroundings

__all__ = ["Unserved", "tell_if_broken"]


class Unserved:
    """The base of an ``Endpoint`` without a port. What it has to do beside, it begins as tasks of its own."""

    pushes = True
    busy = gathered = False

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._tasks: set[asyncio.Task[None]] = set()

    def counts(self) -> Counts:
        """See ``Endpoint``. Nobody waits for what is under way here."""
        return {}

    def release(self) -> None:
        """See ``Endpoint``."""

    def restart(self) -> None:
        """See ``Endpoint``."""

    @property
    def wire(self) -> WireTo:
        """See ``Endpoint``."""
        return self._around.wire

    @property
    def ports(self) -> dict[str, int]:
        """See ``Endpoint``. There is none."""
        return {}

    @property
    def served(self) -> None:
        """See ``Endpoint``."""
        return

    @property
    def behind(self) -> str:
        """See ``Endpoint``."""
        return ""

    def described(self) -> dict[str, dict[str, object]]:
        """See ``Endpoint``."""
        return {}

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        tell_if_broken(task)


def tell_if_broken(task: "asyncio.Task[None]") -> None:
    """Let what breaks in a task reach whoever waits for the world: nobody waits for the task itself."""
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler({"message": "an endpoint broke", "exception": error})
