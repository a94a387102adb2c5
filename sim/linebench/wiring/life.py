"""What brings a level elsewhere to life: a process of the bench's own, or somebody who comes by himself."""

from collections.abc import Callable, Collection, Mapping

from linebench.wiring.control import Begin, End
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.process import StationProcess

__all__ = ["Foreign", "OwnProcess", "process", "release"]

_idle: list[StationProcess] = []
"""Processes without a level, to be used again: starting one costs more than most test cases."""


async def process() -> StationProcess:
    """Give a process without a level.

    Raises:
        StationError: none could be started.

    """
    while _idle:
        one = _idle.pop()
        if one.alive:
            return one
    return await StationProcess.start()


def release(one: StationProcess) -> None:
    """Take a process back; its level is forgotten."""
    one.send(End())
    _idle.append(one)


class OwnProcess:
    """A ``Life`` in real time in a process of the bench's own."""

    def __init__(self, begin: Callable[[int, Mapping[str, Endpoint]], Begin], now: Callable[[], int]) -> None:
        self._begin, self._now = begin, now
        self._process: StationProcess | None = None

    @property
    def programs(self) -> Collection[int]:
        """See ``Life``."""
        return () if self._process is None else (self._process.pid,)

    async def prepare(self) -> None:
        """See ``Life``."""
        self._process = await process()

    async def begin(self, t: int, endpoints: Mapping[str, Endpoint]) -> None:  # noqa: ARG002  # the wall goes on
        """See ``Life``."""
        if self._process is None:
            await self.prepare()
        assert self._process is not None
        await self._process.ask(self._begin(self._now(), endpoints))

    async def end(self) -> None:
        """See ``Life``."""
        if self._process is not None:
            self._process.kill()
        self._process = None

    def dismiss(self) -> None:
        """See ``Life``."""
        if self._process is not None:
            release(self._process)
        self._process = None


class Foreign:
    """A ``Life`` the bench has no hand in: it dials when it likes, and its power is its own."""

    programs: Collection[int] = ()

    async def prepare(self) -> None:
        """See ``Life``."""

    async def begin(self, t: int, endpoints: Mapping[str, Endpoint]) -> None:
        """See ``Life``."""

    async def end(self) -> None:
        """See ``Life``."""

    def dismiss(self) -> None:
        """See ``Life``."""
