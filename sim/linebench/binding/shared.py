"""What all bindings of one system share: browsers with their log-ins, and the processes that were started."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import httpx

__all__ = ["WATCHER", "Shared"]

WATCHER = "operator 1"
"""As whom eyes look where a log-in is needed, unless they say another: the operator of protocols."""

_END_S = 5


class Shared:
    """Attributes:
    processes: running ones by the name of the binding that started them.
    log_in: logs a person in, and says whether that was done; ``None``: nobody can be.
    """

    def __init__(self) -> None:
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self.log_in: Callable[[str], Awaitable[bool]] | None = None
        self._browsers: dict[str, httpx.AsyncClient] = {}
        self._ends: list[Callable[[], Awaitable[None]]] = []

    @property
    def browser(self) -> httpx.AsyncClient:
        """The browser of nobody in particular."""
        return self.browser_of("")

    def browser_of(self, person: str) -> httpx.AsyncClient:
        """The browser of a person, which keeps cookies."""
        if person not in self._browsers:
            self._browsers[person] = httpx.AsyncClient()
        return self._browsers[person]

    async def ask(self, person: str, refusals: Collection[int], method: str, url: str,
                  **more: Any) -> httpx.Response:  # noqa: ANN401  # as httpx takes it
        """Ask something as a person. An answer with a status of ``refusals`` means that they are not logged in:
        that is done, and the same asked once more.

        Raises:
            httpx.HTTPError: nobody answers.

        """
        answer = await self.browser_of(person).request(method, url, **more)
        if answer.status_code in refusals and self.log_in is not None and await self.log_in(person):
            answer = await self.browser_of(person).request(method, url, **more)
        return answer

    def at_end(self, call: Callable[[], Awaitable[None]]) -> None:
        """Have something called when everything ends, such as a connection hung up."""
        self._ends.append(call)

    async def close(self) -> None:
        """End everything."""
        for call in self._ends:
            with contextlib.suppress(Exception):  # whatever a dead connection did to a library
                await asyncio.wait_for(call(), _END_S)
        self._ends.clear()
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        self.processes.clear()
        for browser in self._browsers.values():
            await browser.aclose()
        self._browsers.clear()
