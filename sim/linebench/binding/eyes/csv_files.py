"""Report files in a folder, lines of separated values; a file may grow, or come whole."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from linebench.binding.deed import BindingError
from linebench.binding.encoded import EncodingError, Text
from linebench.binding.eye import Row, Seen, Trouble
from linebench.binding.folder import Folder, FolderEye, Piece
from linebench.binding.kinds import EyeKind, Options, Place

__all__ = ["KIND", "CsvEye", "CsvOptions"]


class CsvOptions(Options, frozen=True, kw_only=True):
    """``files``: a path with wildcards, from the folder of the stack file. The first line names the columns unless
    ``columns`` does, with blanks between.

    ``complete``: a file counts when its last line has its end, ``line`` by line as it grows or not before the
    ``file`` ends with a line that begins with ``last``. ``encoding``: as Python names it; the byte order of
    ``utf-16`` is that of the file's mark, without one little-endian.
    """

    files: str
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    columns: str = ""
    complete: Literal["line", "file"] = "line"
    last: str = ""


class _File:
    """Where a file has been read to: lines, and its columns once they are known; ``refused``: it cannot be read."""

    def __init__(self, columns: list[str]) -> None:
        self.columns, self.lines, self.refused = columns, 0, False


class CsvEye(FolderEye):
    """An ``Eye``. A file that comes again under another name with the same content is one file."""

    def __init__(self, options: CsvOptions, place: Place) -> None:
        self._options = options
        try:
            self._text = Text(options.encoding)
        except EncodingError as error:
            raise BindingError(f"{place.where}.encoding: {error}") from error
        super().__init__(Folder(place.folder / options.files, self._half if options.complete == "file" else None,
                                text=self._text))
        self._files: dict[Path, _File] = {}

    def _half(self, data: bytes) -> str:
        head = data[:Text.HEAD]
        if self._text.wrong(head):
            return ""  # it is as whole as it will be, and is refused
        text = self._text.decode(head, data, first=True, errors="replace")
        last = text.rstrip("\r\n").rpartition("\n")[2].startswith(self._options.last)
        whole = text.endswith("\n") and last
        return "" if whole else f"does not end with a line {self._options.last!r}".replace(" ''", "")

    def _seen(self, piece: Piece) -> Iterator[Seen]:
        if piece.first:
            self._files[piece.path] = _File(self._options.columns.split())
        yield from self._rows(piece, self._files[piece.path])

    def _rows(self, piece: Piece, file: _File) -> Iterator[Seen]:
        name = piece.path.name
        if file.refused:
            return
        try:
            text = self._text.decode(piece.head, piece.data, first=piece.first)
        except EncodingError as error:
            file.refused = bool(self._text.wrong(piece.head))
            yield Trouble(f"{name}: {error}")
            return
        for fields in csv.reader(io.StringIO(text), delimiter=self._options.delimiter):
            file.lines += 1
            if not file.columns:
                file.columns = fields
            elif fields:
                yield self._row(fields, file.columns, f"{name}:{file.lines}")

    def _row(self, fields: list[str], columns: list[str], place: str) -> Seen:
        if len(fields) != len(columns):
            return Trouble(f"{place}: {len(fields)} fields; expected {', '.join(columns)}")
        return Row(dict(zip(columns, fields, strict=True)), place)


KIND = EyeKind(name="csv", summary="report files of separated values in a folder", options=CsvOptions, make=CsvEye)
