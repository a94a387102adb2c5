"""Report files in a folder, lines of separated values; a file may grow, or come whole."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from linebench.binding.eye import Row, Seen, Trouble
from linebench.binding.kinds import EyeKind, Options, Place

__all__ = ["KIND", "CsvEye", "CsvOptions"]

_MOST = 64 * 1024 * 1024


class CsvOptions(Options, frozen=True, kw_only=True):
    """``files``: a path with wildcards, from the folder of the stack file. The first line names the columns unless
    ``columns`` does, with blanks between.

    ``complete``: a file counts when its last line has its end, ``line`` by line as it grows or not before the
    ``file`` ends with a line that begins with ``last``.
    """

    files: str
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    columns: str = ""
    complete: Literal["line", "file"] = "line"
    last: str = ""


class CsvEye:
    """An ``Eye``. A file that comes again under another name with the same content is one file."""

    def __init__(self, options: CsvOptions, place: Place) -> None:
        self._options, self._folder = options, place.folder
        self._taken: dict[Path, int] = {}  # bytes of each file that have been read
        self._heads: dict[Path, list[str]] = {}
        self._known: dict[str, Path] = {}
        self._told: set[str] = set()

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        return [seen for path in self._paths() for seen in self._file(path)]

    async def reach(self) -> str:
        """See ``Eye``: the folder is there; files come later."""
        folder = (self._folder / self._options.files).parent
        return "" if folder.is_dir() else f"no folder {folder}"

    def _paths(self) -> list[Path]:
        wanted = self._folder / self._options.files
        return sorted(wanted.parent.glob(wanted.name), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _file(self, path: Path) -> Iterator[Seen]:
        start = self._taken.get(path, 0)
        with path.open("rb") as file:
            file.seek(start)
            data = file.read(_MOST)
        whole = data[:data.rfind(b"\n") + 1]
        if not whole or (self._options.complete == "file" and not self._ended(whole)):
            return
        if not start and self._again(path, whole):
            yield from self._once(f"{path.name} is {self._known[_digest(whole)].name} once more")
            self._taken[path] = len(whole)
            return
        self._taken[path] = start + len(whole)
        yield from self._rows(path, whole)

    def _ended(self, data: bytes) -> bool:
        return data.rstrip(b"\r\n").rpartition(b"\n")[2].startswith(self._options.last.encode())

    def _again(self, path: Path, data: bytes) -> bool:
        return self._known.setdefault(_digest(data), path) != path

    def _rows(self, path: Path, data: bytes) -> Iterator[Seen]:
        try:
            text = data.decode(self._options.encoding if not self._heads.get(path) else self._plain_encoding())
        except (UnicodeDecodeError, LookupError) as error:
            yield Trouble(f"{path.name}: {error}; expected {self._options.encoding}")
            return
        for number, fields in enumerate(csv.reader(io.StringIO(text), delimiter=self._options.delimiter), 1):
            head = self._heads.get(path)
            if head is None:
                self._heads[path] = self._options.columns.split() or fields
                if not self._options.columns:
                    continue
                head = self._heads[path]
            if fields and len(fields) == len(head):
                yield Row(dict(zip(head, fields, strict=True)), f"{path.name}:{number}")
            elif fields:
                yield Trouble(f"{path.name}:{number}: {len(fields)} fields; expected {len(head)}: {', '.join(head)}")

    def _plain_encoding(self) -> str:
        return self._options.encoding.removesuffix("-sig")

    def _once(self, detail: str) -> Iterator[Seen]:
        if detail not in self._told:
            self._told.add(detail)
            yield Trouble(detail)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


KIND = EyeKind(name="csv", summary="report files of separated values in a folder", options=CsvOptions, make=CsvEye)
