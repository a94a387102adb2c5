"""A folder on disk with its places: where files come, and where they go when they are done or have failed."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

__all__ = ["FolderNames", "Listed", "Tree"]

_MOST = 64 * 1024 * 1024


class FolderNames(msgspec.Struct, frozen=True, kw_only=True):
    """What the places and the files beside files are called.

    Attributes:
        inbox: where files come.
        done: where they go when what they say has been stored.
        failed: where they go when it cannot be, with the reason beside them.
        reason: how the name of a reason ends.
        marker: how the name of a marker ends, which says that a file is whole.
        temporary: how the names of files end that are still being written.

    """

    inbox: str = "in"
    done: str = "done"
    failed: str = "failed"
    reason: str = ".reason.txt"
    marker: str = ".ok"
    temporary: tuple[str, ...] = (".tmp", ".part")


class Listed(msgspec.Struct, frozen=True):
    """A file as a listing has it. ``stamp``: another one when it has changed, as far as the listing shows."""

    name: str
    stamp: tuple[int, ...]
    marked: bool


class Tree:
    """The places of one folder. Files move by renaming, so that each is in one place at any moment.

    Raises:
        OSError: the folder cannot be made or written.

    """

    def __init__(self, root: Path, names: FolderNames | None = None) -> None:
        self.names = names or FolderNames()
        self._inbox, self._done, self._failed = (
            root / name for name in (self.names.inbox, self.names.done, self.names.failed))
        for folder in (self._inbox, self._done, self._failed):
            folder.mkdir(parents=True, exist_ok=True)

    def listed(self) -> list[Listed]:
        """The files that have come, by name, without those that are being written and those beside others."""
        with os.scandir(self._inbox) as entries:
            found = {entry.name: entry for entry in entries if entry.is_file()}
        return [Listed(name, _stamp(found[name]), f"{name}{self.names.marker}" in found)
                for name in sorted(found) if not self._is_beside(name)]

    def _is_beside(self, name: str) -> bool:
        ends = (*self.names.temporary, self.names.marker, self.names.reason)
        return name.startswith(".") or name.endswith(ends)

    def read(self, name: str) -> bytes:
        """The content of a file that has come, 64 MiB at most: what is longer shows as a file without its end."""
        with (self._inbox / name).open("rb") as file:
            return file.read(_MOST)

    def done(self) -> Iterator[tuple[str, bytes]]:
        """The files that are done, by name, with their content."""
        for path in sorted(self._done.iterdir()):
            if path.is_file() and not self._is_beside(path.name):
                yield path.name, path.read_bytes()

    def settle(self, name: str, reason: str = "") -> str:
        """Move a file to where it belongs: done, or with a reason to what failed. Returns its name there."""
        folder = self._failed if reason else self._done
        target = _free(folder, name)
        if reason:  # first the reason: a file that failed is never without one
            (folder / f"{target}{self.names.reason}").write_text(f"{reason}\n", encoding="utf-8", newline="\n")
        (self._inbox / name).replace(folder / target)
        (self._inbox / f"{name}{self.names.marker}").unlink(missing_ok=True)
        return target

    def put(self, name: str, data: bytes, *, marked: bool = False) -> None:
        """Let a file come: it appears whole, by renaming; ``marked``: with a marker behind it."""
        begun = self._inbox / f"{name}{self.names.temporary[0]}"
        begun.write_bytes(data)
        begun.replace(self._inbox / name)
        if marked:
            (self._inbox / f"{name}{self.names.marker}").write_bytes(b"")

    def spill(self, name: str, data: bytes) -> None:
        """Let a file come as careless programs write it: under its own name from the first byte on."""
        (self._inbox / name).write_bytes(data)


def _stamp(entry: "os.DirEntry[str]") -> tuple[int, ...]:
    state = entry.stat()
    return state.st_size, state.st_mtime_ns


def _free(folder: Path, name: str) -> str:
    """A name that is not taken there yet."""
    path, number, target = Path(name), 1, name
    while (folder / target).exists():
        number += 1
        target = f"{path.stem}-{number}{path.suffix}"
    return target
