"""Files that a system puts into a folder: half ones wait, the same content is one file whatever its name."""

import asyncio
import hashlib
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from linebench.binding.encoded import Text
from linebench.binding.eye import Seen, Trouble

__all__ = ["Folder", "FolderEye", "Piece", "Whole"]

_MOST = 64 * 1024 * 1024
Whole = Callable[[bytes], str]
"""Says why a file is not whole yet, empty when it is."""
_LINES = Text("utf-8")


class Piece:
    """What is new in a file. ``first``: it is its first piece; ``head``: how the file begins."""

    def __init__(self, path: Path, data: bytes, head: bytes, *, first: bool) -> None:
        self.path, self.data, self.head, self.first = path, data, head, first


class _File:
    """How far a file has been read, and since when it has looked as it does."""

    def __init__(self) -> None:
        self.taken = 0
        self.size, self.since, self.told = -1, 0.0, False


class Folder:
    """Watches the files of a path with wildcards.

    Args:
        wanted: the path; its last part may have wildcards.
        whole: for files that count as a whole; ``None``: every line counts when it has its end.
        text: how files are encoded whose lines count.
        patience_s: how long a file may stay half without changing before that is told, once.
        clock: seconds that never go back.

    """

    def __init__(self, wanted: Path, whole: Whole | None = None, *, text: Text = _LINES, patience_s: float = 5.0,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._wanted, self._whole, self._patience, self._clock = wanted, whole, patience_s, clock
        self._text = text
        self._files: dict[Path, _File] = {}
        self._known: dict[str, Path] = {}  # by what is in it

    def look(self) -> Iterator[Piece | Trouble]:
        """What is new since the last look, the oldest file first."""
        for path in self._paths():
            try:
                yield from self._look_at(path, self._files.setdefault(path, _File()))
            except FileNotFoundError:
                continue  # whoever put it there took it away again
            except OSError as error:
                yield from self._told(self._files[path], f"{path.name}: {error.strerror}")

    async def seen(self, read: Callable[[Piece], Iterator[Seen]]) -> list[Seen]:
        """What ``read`` finds in what is new; in a thread: large files would hold up who lives by the wall."""
        return await asyncio.to_thread(self._seen, read)

    def _seen(self, read: Callable[[Piece], Iterator[Seen]]) -> list[Seen]:
        found: list[Seen] = []
        for piece in self.look():
            found += [piece] if isinstance(piece, Trouble) else read(piece)
        return found

    def reach(self) -> str:
        """Why nothing can come; empty when it can: files come later."""
        folder = self._wanted.parent
        return "" if folder.is_dir() else f"no folder {folder}"

    def _paths(self) -> list[Path]:
        found = []
        for path in self._wanted.parent.glob(self._wanted.name):
            try:
                if path.is_file():
                    found.append((path.stat().st_mtime_ns, path.name, path))
            except OSError:  # gone between two looks
                continue
        return [path for *_, path in sorted(found)]

    def _look_at(self, path: Path, file: _File) -> Iterator[Piece | Trouble]:
        size = path.stat().st_size
        if size < file.taken:
            yield Trouble(f"{path.name}: became shorter; it is read from its beginning")
            self._files[path] = file = _File()
        if size != file.size:
            file.size, file.since, file.told = size, self._clock(), False
        if size == file.taken:
            return
        with path.open("rb") as opened:
            head = opened.read(Text.HEAD)
            opened.seek(file.taken)
            data = opened.read(_MOST)
        data, why = self._counted(head, data)
        if not data:
            if self._clock() - file.since >= self._patience:
                yield from self._told(file, f"{path.name}: {why}")
            return
        yield from self._new(Piece(path, data, head, first=not file.taken), file)

    def _counted(self, head: bytes, data: bytes) -> tuple[bytes, str]:
        """As much as counts now, and why no more does."""
        if self._whole is None:
            return data[:self._text.whole(head, data)], "its last line has no end"
        why = self._whole(data)
        return (b"", why) if why else (data, "")

    def _new(self, piece: Piece, file: _File) -> Iterator[Piece | Trouble]:
        path, data = piece.path, piece.data
        known = self._known.setdefault(hashlib.sha256(data).hexdigest(), path) if piece.first else path
        file.taken += len(data)
        if known != path:
            yield Trouble(f"{path.name} is {known.name} once more")
        else:
            yield piece

    def _told(self, file: _File, detail: str) -> Iterator[Trouble]:
        if not file.told:
            file.told = True
            yield Trouble(detail)


class FolderEye(ABC):
    """The base of an ``Eye`` on a folder: a kind says what stands in a file."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    @abstractmethod
    def _seen(self, piece: Piece) -> Iterator[Seen]:
        """What new content of a file says."""

    async def open(self) -> None:
        """See ``Eye``: what lies there already is of an earlier attempt."""
        await self.look()

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        return await self._folder.seen(self._seen)

    async def reach(self) -> str:
        """See ``Eye``: the folder is there; files come later."""
        return self._folder.reach()
