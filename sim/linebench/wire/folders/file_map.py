"""A project's map: the names, forms and words of its files, as a TOML file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from linebench.binding.encoded import EncodingError, Text
from linebench.wire.folders.document import FileError, FileProblem
from linebench.wire.folders.tables import TABLES, Table

__all__ = ["OWN", "B2mmlMap", "FileMap", "TableMap", "nested_map", "read_file_map"]

_PROBE = datetime(2031, 12, 24, 23, 59, 58, tzinfo=UTC)


class TableMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one table is written.

    Attributes:
        fields: our field to its column; ``=text``: always this text. Without it columns have our names.
        more: further columns that belong to a row, each by the name that it is to have.
        words: their words to ours: ``"released.JA" = "true"``.
        document: the column with the number of the document; empty: there is none.

    """

    fields: dict[str, str] = {}
    more: dict[str, str] = {}
    words: dict[str, str] = {}
    document: str = ""


class B2mmlMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How B2MML is written, and which properties say what has no element of its own.

    Attributes:
        namespace: what is written; that of every published version since 4.01 is read, and this one.
        schedule: ``operations`` (OperationsSchedule, V05 to V07) or ``production`` (ProductionSchedule, V0401 to
            V0600): what is written; both are read.
        release: the releaseID of a transaction.
        sender: LogicalID of who sends.
        segment: ProcessSegmentID of packing.
        expiry: the property of the produced material, or the parameter, with the expiry date.
        case_size: property of a material definition with the packs of a case.
        pallet_size: property with the cases of a pallet.
        released: property that says whether orders may run.
        reason: the data of a response that say why.

    """

    namespace: str = "http://www.mesa.org/xml/B2MML"
    schedule: Literal["operations", "production"] = "operations"
    release: str = "7.0"
    sender: str = "linebench"
    segment: str = "Packaging"
    expiry: str = "ExpirationDate"
    case_size: str = "PacksPerCase"
    pallet_size: str = "CasesPerPallet"
    released: str = "Released"
    reason: str = "Reason"


class FileMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a project writes its files; what is left out is as in our own.

    Attributes:
        encoding: of CSV, as Python names it; a byte order mark must fit it.
        delimiter: between values.
        decimal: decimal sign of numbers.
        thousands: sign between groups of three digits; empty: there is none.
        dates: ``gs1`` (YYMMDD, day 00 for the end of the month), or as ``strptime`` writes it; without ``%d`` the
            day is 00.
        times: ``iso``, or as ``strptime`` writes it; without an offset they are UTC.
        line_end: of what is written.
        last: how the last line of a whole file begins; empty: a file is whole when its last line has its end.

    """

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    thousands: str = ""
    dates: str = "gs1"
    times: str = "iso"
    line_end: Literal["lf", "crlf"] = "lf"
    last: str = ""
    products: TableMap = TableMap()
    orders: TableMap = TableMap()
    commands: TableMap = TableMap()
    wishes: TableMap = TableMap()
    responses: TableMap = TableMap()
    serials: TableMap = TableMap()
    b2mml: B2mmlMap = B2mmlMap()

    @property
    def tables(self) -> Mapping[str, TableMap]:
        """Every table by its kind."""
        return {kind: getattr(self, kind) for kind in TABLES}


OWN = FileMap()
"""Our own way to write: UTF-8, commas, columns by our names, dates as GS1 has them, times as ISO 8601 has them."""


def read_file_map(data: bytes, file: str = "map") -> FileMap:
    """Read a map. ``file``: how messages name it.

    Raises:
        FileError: everything that is wrong with it.

    """
    try:
        return _checked(msgspec.toml.decode(data), file)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FileError([FileProblem(file, str(error), "a TOML file in UTF-8")]) from error


def nested_map(texts: Mapping[str, str], file: str) -> FileMap:
    """A map whose keys are paths with dots, as a scenario holds it: ``orders.fields.job``.

    Raises:
        FileError: as ``read_file_map``.

    """
    tree: dict[str, Any] = {}
    for path, text in texts.items():
        *tables, name = path.split(".", 2)
        inner = tree
        for table in tables:
            inner = inner.setdefault(table, {})
        inner[name] = text
    return _checked(tree, file)


def _checked(tree: object, file: str) -> FileMap:
    try:
        found = msgspec.convert(tree, FileMap)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$.")
        raise FileError([FileProblem(f"{file}: {path.rstrip('`') or 'map'}", what, "what the README of "
                                     "wire/folders says; correct it")]) from error
    problems = [*_signs(found, file), *_forms(found, file)]
    for kind, table in found.tables.items():
        problems += _table(TABLES[kind], table, f"{file}: {kind}")
    if problems:
        raise FileError(problems)
    return found


def _signs(found: FileMap, file: str) -> list[FileProblem]:
    problems = []
    try:
        Text(found.encoding)
    except EncodingError as error:
        said, _, expected = str(error).removeprefix("found ").partition("; expected ")
        problems.append(FileProblem(f"{file}: encoding", said, expected))
    for name, sign in (("delimiter", found.delimiter), ("decimal", found.decimal)):
        if len(sign) != 1 or sign.isalnum() or sign in '"\r\n':
            problems.append(FileProblem(f"{file}: {name}", repr(sign),
                                        "one sign, no letter, digit, quote or line end"))
    if found.thousands and (len(found.thousands) != 1 or found.thousands.isalnum()
                            or found.thousands == found.decimal):
        problems.append(FileProblem(f"{file}: thousands", repr(found.thousands),
                                    "one other sign than decimal, or none"))
    return problems


def _forms(found: FileMap, file: str) -> list[FileProblem]:
    """Forms by which a moment cannot be read again as it was written."""
    problems = []
    for name, form, known, compared in (("dates", found.dates, "gs1", "%Y-%m"),
                                        ("times", found.times, "iso", "%Y-%m-%d")):
        if form == known:
            continue
        try:
            again = datetime.strptime(_PROBE.strftime(form), form)  # noqa: DTZ007  # only the day is compared
            fits = again.strftime(compared) == _PROBE.strftime(compared)
        except ValueError:
            fits = False
        if not fits:
            problems.append(FileProblem(f"{file}: {name}", repr(form),
                                        f"{known}, or a form with year, month and so on, such as %d.%m.%Y"))
    return problems


def _table(table: Table, said: TableMap, where: str) -> list[FileProblem]:
    known = {each.name: each for each in table.fields}
    problems = [FileProblem(f"{where}.fields.{name}", "an unknown field", f"one of {', '.join(known)}")
                for name in said.fields if name not in known]
    if said.fields:  # else columns have our names
        problems += [FileProblem(f"{where}.fields.{name}", "nothing", "its column, or =text")
                     for name, each in known.items() if each.must and name not in said.fields]
    problems += [FileProblem(f"{where}.words.{name}", "a word of no field", "field.word, such as released.JA")
                 for name in said.words if name.partition(".")[0] not in known]
    if said.more and not table.named:
        problems.append(FileProblem(f"{where}.more", "further columns", "none: nothing of this kind has any"))
    columns = [column for column in (*said.fields.values(), *said.more.values()) if not column.startswith("=")]
    problems += [FileProblem(where, f"column {name!r} {columns.count(name)} times", "each column once")
                 for name in dict.fromkeys(columns) if columns.count(name) > 1]
    return problems
