"""The power of a system that runs as a program: started here, and killed without warning."""

import asyncio
import contextlib
import shlex
import shutil

from linebench.binding.deed import BindingError, Deed, Outcome
from linebench.binding.filling import check, fill
from linebench.binding.kinds import HandKind, HandOptions, Place
from linebench.units import Duration

__all__ = ["KIND", "ProcessHand", "ProcessOptions"]

_US = 1_000_000


class ProcessOptions(HandOptions, frozen=True, kw_only=True):
    """``command``: what is started, without a shell; ``ready``: a word in its output that says that it is up,
    empty: it is up at once; ``within``: how long that may take; ``name``: of the process, the same for on and off.
    """

    command: str = ""
    ready: str = ""
    within: Duration = Duration(20_000_000)
    name: str = "system"


class ProcessHand:
    """A ``Hand`` for ``power_on`` and ``power_off``: the one starts the program, the other kills it."""

    def __init__(self, options: ProcessOptions, place: Place) -> None:
        check(place.where, options.command)
        self._options, self._place = options, place
        self._reader: asyncio.Task[None] | None = None

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        if deed.action == "power_off":
            return await self._kill()
        if deed.action != "power_on":
            raise BindingError(f"{self._place.where}: a process has power alone; bind {deed.action} otherwise")
        return await self._start(deed)

    async def reach(self) -> str:
        """See ``Hand``: whether there is such a program."""
        words = shlex.split(self._options.command)[:1]
        return f"no program {words[0]!r} on this machine" if words and not shutil.which(words[0]) else ""

    async def _start(self, deed: Deed) -> Outcome:
        options, processes = self._options, self._place.shared.processes
        words = shlex.split(fill(options.command, deed.values))
        try:
            process = await asyncio.create_subprocess_exec(
                *words, cwd=self._place.folder, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT)
        except OSError as error:
            return Outcome(accepted=False, able=False, reason=f"{words[0]}: {error.strerror}")
        processes[options.name] = process
        return await self._up(process)

    async def _up(self, process: asyncio.subprocess.Process) -> Outcome:
        up = asyncio.get_running_loop().create_future()
        self._reader = asyncio.create_task(_read(process, self._options.ready, up))
        try:
            return Outcome(await asyncio.wait_for(up, self._options.within / _US),
                           "" if up.result() else f"it ended with {process.returncode} before it was up")
        except TimeoutError:
            return Outcome(accepted=False, reason=f"not up within {self._options.within}")

    async def _kill(self) -> Outcome:
        process = self._place.shared.processes.pop(self._options.name, None)
        if process is None:
            return Outcome(accepted=False, reason="it was not started from here")
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return Outcome(accepted=True)


async def _read(process: asyncio.subprocess.Process, ready: str, up: "asyncio.Future[bool]") -> None:
    """Take the output, so that the program never waits for a reader; say when it is up."""
    assert process.stdout is not None
    if not ready:
        up.set_result(True)
    async for line in process.stdout:
        if not up.done() and ready.encode() in line:
            up.set_result(True)
    await process.wait()
    if not up.done():
        up.set_result(False)


KIND = HandKind(name="process", summary="the power of a program: start and kill", options=ProcessOptions,
                make=ProcessHand)
