"""A command on this machine, started without a shell."""

import asyncio
import shlex

from linebench.binding.deed import Deed, Outcome
from linebench.binding.filling import check, fill
from linebench.binding.kinds import HandKind, HandOptions, Place

__all__ = ["KIND", "ShellHand", "ShellOptions"]

_US = 1_000_000
_SHOWN = 200


class ShellOptions(HandOptions, frozen=True, kw_only=True):
    """``command``: words with names in braces, each value one word whatever is in it; ``accepted``: exit codes that
    mean yes; ``within``: how long it may take.
    """

    command: str
    accepted: str = "0"


class ShellHand:
    """A ``Hand``. What the command prints is the reason."""

    def __init__(self, options: ShellOptions, place: Place) -> None:
        check(place.where, options.command)
        self._options, self._folder = options, place.folder
        self._accepted = {int(code) for code in options.accepted.split()}

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        words = [fill(word, deed.values) for word in shlex.split(self._options.command)]
        try:
            process = await asyncio.create_subprocess_exec(
                *words, cwd=self._folder, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT)
        except OSError as error:
            return Outcome(accepted=False, able=False, reason=f"{words[0]}: {error.strerror}")
        try:
            said, _ = await asyncio.wait_for(process.communicate(), self._options.within / _US)
        except TimeoutError:
            process.kill()
            await process.wait()
            return Outcome(accepted=False, able=False, reason=f"not done within {self._options.within}")
        text = said.decode(errors="replace").strip()[:_SHOWN]
        return Outcome(process.returncode in self._accepted, text)

    async def reach(self) -> str:
        """See ``Hand``: whether there is such a program."""
        import shutil  # noqa: PLC0415  # only who checks a stack needs it

        program = shlex.split(self._options.command)[0]
        return "" if shutil.which(program, path=None) else f"no program {program!r} on this machine"


KIND = HandKind(name="shell", summary="a command on this machine", options=ShellOptions, make=ShellHand)
