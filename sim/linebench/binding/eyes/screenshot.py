"""Files that are kept as evidence, such as screenshots; they state nothing."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from linebench.binding.eye import Exhibit, Seen
from linebench.binding.kinds import EyeKind, Options, Place

__all__ = ["KIND", "ScreenshotEye", "ScreenshotOptions"]


class ScreenshotOptions(Options, frozen=True, kw_only=True):
    """``files``: a path with wildcards, from the folder of the stack file. A file counts when it looks the same
    twice.
    """

    files: str


class ScreenshotEye:
    """An ``Eye``."""

    def __init__(self, options: ScreenshotOptions, place: Place) -> None:
        self._wanted = place.folder / options.files
        self._looks: dict[Path, tuple[int, int]] = {}
        self._kept: dict[Path, tuple[int, int]] = {}

    async def open(self) -> None:
        """See ``Eye``: what lies there already is of an earlier attempt."""
        await asyncio.to_thread(self._look)
        self._kept = dict(self._looks)

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        return [Exhibit(path) for path in await asyncio.to_thread(self._look)]

    async def reach(self) -> str:
        """See ``Eye``."""
        return "" if self._wanted.parent.is_dir() else f"no folder {self._wanted.parent}"

    def _look(self) -> list[Path]:
        ready = []
        for path in sorted(self._wanted.parent.glob(self._wanted.name)):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            state = (found.st_size, found.st_mtime_ns)
            if self._looks.get(path) == state != self._kept.get(path):
                self._kept[path] = state
                ready.append(path)
            self._looks[path] = state
        return ready


KIND = EyeKind(name="screenshot", summary="files that are kept as evidence and state nothing",
               options=ScreenshotOptions, make=ScreenshotEye, anew=True)
