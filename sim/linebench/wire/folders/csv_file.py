"""Tables as lines of separated values, by a project's map. RFC 4180 with the map's signs."""

import csv
import io
from collections.abc import Mapping, Sequence

from linebench.binding.encoded import EncodingError, Text
from linebench.wire.folders.document import FileDocument, FileError, FileMessage, FileProblem
from linebench.wire.folders.file_map import FileMap, TableMap
from linebench.wire.folders.tables import TABLES, Field, Row, Table
from linebench.wire.folders.values import ValueForms

__all__ = ["read_csv", "unfinished_csv", "write_csv"]

_ENDS = {"lf": "\n", "crlf": "\r\n"}
Pairs = tuple[tuple[str, str], ...]


def unfinished_csv(data: bytes, file_map: FileMap) -> str:
    """Why a file is not whole yet; empty when it is. One in another encoding is as whole as it will be."""
    text, head = Text(file_map.encoding), data[:Text.HEAD]
    if text.wrong(head) or _has_zeros(data, file_map):
        return ""
    said = text.decode(head, data, first=True, errors="replace")
    if not said.endswith("\n"):
        return "its last line has no end"
    if not said.rstrip("\r\n").rpartition("\n")[2].startswith(file_map.last):
        return f"its last line does not begin with {file_map.last!r}"
    return ""


def read_csv(data: bytes, file_map: FileMap, epoch: str) -> FileDocument:
    """What a file says. Which table it is follows from its columns; those that the map does not name are left out.

    Raises:
        FileError: everything that is wrong with it.

    """
    lines = _lines(data, file_map)
    if not lines:
        raise FileError([FileProblem("line 1", "nothing", "a line with the names of the columns")])
    header = [name.strip() for name in lines[0][1]]
    kind = _kind(header, file_map)
    reader = _Reader(TABLES[kind], file_map.tables[kind], header, ValueForms(file_map, epoch))
    if file_map.last and lines[-1][1][0].startswith(file_map.last):
        del lines[-1]
    rows = [reader.row(number, values) for number, values in lines[1:]]
    if not rows:
        reader.problems.append(FileProblem("line 2", "nothing", f"a line for each of the {kind}"))
    if reader.problems:
        raise FileError(reader.problems)
    return FileDocument(kind, reader.document, TABLES[kind].read([row for row in rows if row is not None]))


def _has_zeros(data: bytes, file_map: FileMap) -> bool:
    """Whether it cannot be text of an encoding with one byte for each letter."""
    return b"\0" in data and len("x".encode(file_map.encoding)) == 1


def _lines(data: bytes, file_map: FileMap) -> list[tuple[int, list[str]]]:
    """The lines that hold something, each with its number."""
    try:
        text = Text(file_map.encoding).decode(data[:Text.HEAD], data, first=True)
    except EncodingError as error:
        found, _, expected = str(error).partition("; expected ")
        expected = f"{expected}; write it so, or change encoding in the map"
        raise FileError([FileProblem("file", found, expected)]) from error
    if _has_zeros(data, file_map):
        raise FileError([FileProblem("file", "bytes of zero, as in UTF-16", f"{file_map.encoding}; write it so, or "
                                     "change encoding in the map")])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=file_map.delimiter, strict=True)
    found_lines: list[tuple[int, list[str]]] = []
    try:
        found_lines += ((reader.line_num, values) for values in reader if values)
    except csv.Error as error:
        where = f"line {reader.line_num}"
        raise FileError([FileProblem(where, str(error), "values and quotes as RFC 4180 has them")]) from error
    return found_lines


def _columns(table: Table, said: TableMap) -> dict[str, str]:
    """Our fields to their columns, or constants behind an equals sign."""
    return said.fields or {each.name: each.name for each in table.fields}


def _kind(header: Sequence[str], file_map: FileMap) -> str:
    """Which table has these columns: all that it needs, and the most of them."""
    found, missing = dict[str, int](), dict[str, list[str]]()
    for kind, said in file_map.tables.items():
        columns, table = _columns(TABLES[kind], said), TABLES[kind]
        needed = [columns[each.name] for each in table.fields if each.must]
        missing[kind] = [name for name in needed if not name.startswith("=") and name not in header]
        if not missing[kind]:
            found[kind] = sum(name in header for name in columns.values())
    best = [kind for kind, count in found.items() if count == max(found.values())]
    if len(best) == 1:
        return best[0]
    if best:
        raise FileError([FileProblem("line 1", f"columns of {' and of '.join(best)}", "those of one table; correct "
                                     "the map")])
    near = min(missing, key=lambda kind: len(missing[kind]))
    raise FileError([FileProblem("line 1", f"the columns {', '.join(header)}", f"those of one table, such as "
                                 f"{near}, which needs {', '.join(missing[near])} too")])


class _Reader:
    """Reads the rows of one file. ``problems``: everything that is wrong; ``document``: the number it says."""

    def __init__(self, table: Table, said: TableMap, header: Sequence[str], forms: ValueForms) -> None:
        self._table, self._said, self._header, self._forms = table, said, header, forms
        self._columns = _columns(table, said)
        ours = {each.name for each in table.fields}
        self._more = said.more if said.fields or not table.named else {
            name: name for name in header if name not in ours}
        self.problems: list[FileProblem] = [
            FileProblem("line 1", f"column {name!r} {header.count(name)} times", "each column once")
            for name in dict.fromkeys(header) if header.count(name) > 1]
        self.problems += [FileProblem("line 1", f"no column {name!r}", "it, as the map says")
                          for name in said.more.values() if name not in header]
        self.document = ""

    def row(self, number: int, values: Sequence[str]) -> tuple[Row, Pairs] | None:
        """One line; ``None`` when it cannot be told apart into columns."""
        if len(values) != len(self._header):
            self._wrong(number, "", f"{len(values)} values", f"{len(self._header)}, one for each column")
            return None
        cells = dict(zip(self._header, values, strict=True))
        self._number(number, cells)
        return ({each.name: self._value(number, each, cells) for each in self._table.fields},
                tuple((name, cells[column]) for name, column in self._more.items() if cells.get(column)))

    def _number(self, number: int, cells: Mapping[str, str]) -> None:
        said = cells.get(self._said.document, "")
        if self.document and said != self.document:
            self._wrong(number, self._said.document, repr(said), f"{self.document!r}, as in the lines before")
        self.document = self.document or said

    def _value(self, number: int, field: Field, cells: Mapping[str, str]) -> str | int | bool | None:
        column = self._columns.get(field.name, "")
        if not column.startswith("=") and column not in cells:
            return field.absent
        text = column[1:] if column.startswith("=") else cells[column].strip()
        text = self._said.words.get(f"{field.name}.{text}", text)
        try:
            value = self._forms.read(field.form, text)
        except ValueError as error:
            self._wrong(number, column, repr(text), str(error))
            return None
        if value is None and field.must:
            self._wrong(number, column, "nothing", f"a {field.form}")
        return value

    def _wrong(self, number: int, column: str, found: str, expected: str) -> None:
        where = f"line {number}, column {column}" if column else f"line {number}"
        self.problems.append(FileProblem(where, found, expected))


def write_csv(kind: str, messages: Sequence[FileMessage], file_map: FileMap, epoch: str, *,
              document: str = "") -> bytes:
    """The file of messages of one kind.

    Raises:
        FileError: a value cannot be written in the map's forms or encoding.

    """
    table, said = TABLES[kind], file_map.tables[kind]
    out, cells = io.StringIO(), _Writer(table, said, ValueForms(file_map, epoch))
    writer = csv.writer(out, delimiter=file_map.delimiter, lineterminator=_ENDS[file_map.line_end])
    rows = list(table.rows(messages))
    more = said.more if said.fields else {name: name for _, pairs in rows for name, _ in pairs}
    head = [said.document] if said.document else []
    writer.writerow([*head, *cells.columns.values(), *more.values()])
    for number, (row, pairs) in enumerate(rows, 2):
        values = cells.row(f"line {number}", row)
        writer.writerow([*([document] if head else []), *values, *(dict(pairs).get(name, "") for name in more)])
    if file_map.last:
        out.write(f"{file_map.last}{_ENDS[file_map.line_end]}")
    if twice := cells.columns.keys() & more.keys() if not said.fields else set():
        cells.problems.append(FileProblem("line 1", f"a further column {min(twice)!r}", "a map that names it"))
    if cells.problems:
        raise FileError(cells.problems)
    return _encoded(out.getvalue(), file_map.encoding)


class _Writer:
    """Writes the rows of one file. ``columns``: those that are no constants; ``problems``: all that is wrong."""

    def __init__(self, table: Table, said: TableMap, forms: ValueForms) -> None:
        columns = _columns(table, said).items()
        self.columns = {name: column for name, column in columns if not column.startswith("=")}
        self.problems: list[FileProblem] = []
        self._form = {each.name: each.form for each in table.fields}
        self._forms = forms
        self._theirs = {(key.partition(".")[0], ours): key.partition(".")[2] for key, ours in said.words.items()}

    def row(self, where: str, row: Row) -> list[str]:
        """The texts of one line."""
        return [self._text(f"{where}, column {column}", name, row) for name, column in self.columns.items()]

    def _text(self, where: str, name: str, row: Row) -> str:
        try:
            text = self._forms.write(self._form[name], row[name])
        except ValueError as error:
            self.problems.append(FileProblem(where, str(error), "a value that the map can write"))
            return ""
        return self._theirs.get((name, text), text)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        found = repr(error.object[error.start:error.end])
        raise FileError([FileProblem("file", found, f"what {encoding} can write; change encoding in the map")]
                        ) from error
