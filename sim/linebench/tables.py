"""Tables as CSV, as spreadsheets of other people write and read them.

Written: a header line, UTF-8, line feeds, commas. Read: also with a byte order mark, with semicolons or tabs, with
CRLF, with line breaks in quoted cells, with empty rows. A cell that a spreadsheet would take for a formula leaves
with an apostrophe before it, and loses it when it comes back. Line breaks in cells become line feeds.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

__all__ = ["TableError", "TableRow", "read_table", "write_table"]

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_MARK = "'"
_BREAKS = (",", ";", "\t")
_BOM16 = (b"\xff\xfe", b"\xfe\xff")


class TableError(ValueError):
    """A table that cannot be used. The text has one line for each problem: where, found, expected, what to do."""


class TableRow(msgspec.Struct, frozen=True):
    """One row: the ``line`` of the file on which it begins, from 1, and its ``cells`` by column."""

    line: int
    cells: dict[str, str]


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows as CSV; a column that a row lacks stays empty.

    Raises:
        ValueError: a row has more than these columns.

    """
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _out(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode()


def read_table(data: bytes, name: str, columns: Sequence[str]) -> tuple[TableRow, ...]:
    """Read CSV with these columns in any order. ``name``: of the file, for messages.

    Raises:
        TableError: it is no text, no table, has other columns, or a row has more cells than the header.

    """
    lines = _lines(_text(data, name), name)
    _, header = next(lines, (1, []))
    _check_header(header, columns, name)
    rows, problems = [], []
    for line, cells in lines:
        if len(cells) > len(header) and any(cells[len(header):]):
            problems.append(f"{name}:{line}: found {len(cells)} cells; expected {len(header)}, as the header has "
                            "them; quote cells that hold a comma, a semicolon or a line break")
        elif any(cells):
            full = [*cells, *[""] * len(header)]
            rows.append(TableRow(line, {key: _in(cell) for key, cell in zip(header, full, strict=False)}))
    if problems:
        raise TableError("\n".join(problems))
    return tuple(rows)


def _out(value: str) -> str:
    # a mark before what already begins with one, so that reading takes exactly one away
    plain = _breaks(value)
    return _MARK + plain if plain.startswith((*_FORMULA, _MARK)) else plain


def _in(cell: str) -> str:
    plain = _breaks(cell)
    return plain[1:] if plain.startswith(_MARK) and plain[1:].startswith((*_FORMULA, _MARK)) else plain


def _breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes, name: str) -> str:
    advice = "save it as CSV in UTF-8"
    if data.startswith(_BOM16):
        raise TableError(f"{name}: found text in UTF-16; expected UTF-8; {advice}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise TableError(f"{name}:{line}: found bytes that are no UTF-8; expected a table in UTF-8; "
                         f"{advice}") from error
    if "\0" in text:
        raise TableError(f"{name}: found a file that is no text; expected a table in UTF-8; {advice}")
    return text


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise TableError(f"{name}:{before + 1}: found a row that is no CSV ({error}); expected cells, in quotes "
                         "where they hold a comma or a quote; write a quote in a cell twice") from error


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(_BREAKS, key=head.count)


def _check_header(header: Sequence[str], columns: Sequence[str], name: str) -> None:
    missing = [column for column in columns if column not in header]
    more = [repr(column) for column in header if column not in columns]
    twice = [f"{column!r} twice" for column in dict.fromkeys(header) if header.count(column) > 1]
    if missing or more or twice:
        found = ", ".join([*(f"no column {column!r}" for column in missing), *more, *twice])
        raise TableError(f"{name}:1: found other columns ({found}); expected {', '.join(columns)}; "
                         "correct the header line")
