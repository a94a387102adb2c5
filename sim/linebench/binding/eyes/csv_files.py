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


class _File:
    """How far a file has been read: bytes, lines, and its columns once they are known."""

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        self.taken = self.lines = 0


class CsvEye:
    """An ``Eye``. A file that comes again under another name with the same content is one file."""

    def __init__(self, options: CsvOptions, place: Place) -> None:
        self._options, self._folder = options, place.folder
        self._files: dict[Path, _File] = {}
        self._known: dict[str, Path] = {}  # by what is in it

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        return [seen for path in self._paths() for seen in self._look_at(path)]

    async def reach(self) -> str:
        """See ``Eye``: the folder is there; files come later."""
        folder = (self._folder / self._options.files).parent
        return "" if folder.is_dir() else f"no folder {folder}"

    def _paths(self) -> list[Path]:
        wanted = self._folder / self._options.files
        return sorted(wanted.parent.glob(wanted.name), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _look_at(self, path: Path) -> Iterator[Seen]:
        file = self._files.setdefault(path, _File(self._options.columns.split()))
        with path.open("rb") as opened:
            opened.seek(file.taken)
            data = opened.read(_MOST)
        data = data[:data.rfind(b"\n") + 1]
        if not data or (self._options.complete == "file" and not self._ended(data)):
            return
        first = self._known.setdefault(hashlib.sha256(data).hexdigest(), path) if not file.taken else path
        file.taken += len(data)
        if first != path:
            yield Trouble(f"{path.name} is {first.name} once more")
        else:
            yield from self._rows(path, file, data)

    def _ended(self, data: bytes) -> bool:
        return data.rstrip(b"\r\n").rpartition(b"\n")[2].startswith(self._options.last.encode())

    def _rows(self, path: Path, file: _File, data: bytes) -> Iterator[Seen]:
        encoding = self._options.encoding.removesuffix("-sig") if file.lines else self._options.encoding
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            yield Trouble(f"{path.name}: {error}; expected {encoding}")
            return
        for fields in csv.reader(io.StringIO(text), delimiter=self._options.delimiter):
            file.lines += 1
            if not file.columns:
                file.columns = fields
            elif fields:
                yield self._row(fields, file.columns, f"{path.name}:{file.lines}")

    def _row(self, fields: list[str], columns: list[str], place: str) -> Seen:
        if len(fields) != len(columns):
            return Trouble(f"{place}: {len(fields)} fields; expected {', '.join(columns)}")
        return Row(dict(zip(columns, fields, strict=True)), place)


KIND = EyeKind(name="csv", summary="report files of separated values in a folder", options=CsvOptions, make=CsvEye)
