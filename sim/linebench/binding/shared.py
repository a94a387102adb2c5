"""What all bindings of one system share: a browser with its log-in, and the processes that were started."""

import asyncio
import contextlib

import httpx

__all__ = ["Shared"]


class Shared:
    """Attributes:
    processes: running ones by the name of the binding that started them.
    """

    def __init__(self) -> None:
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self._browser: httpx.AsyncClient | None = None

    @property
    def browser(self) -> httpx.AsyncClient:
        """One browser, which keeps cookies."""
        if self._browser is None:
            self._browser = httpx.AsyncClient()
        return self._browser

    async def close(self) -> None:
        """End everything."""
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        self.processes.clear()
        if self._browser is not None:
            await self._browser.aclose()
            self._browser = None
