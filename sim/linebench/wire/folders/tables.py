"""The tables that travel as CSV: their fields by our names, and how rows become messages and messages rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish, ProductData
from linebench.ports.serials import Drawn
from linebench.wire.folders.document import FileMessage

__all__ = ["COUNTS", "TABLES", "Field", "Row", "Table"]

Form = Literal["text", "number", "date", "time", "flag", "state"]
Row = Mapping[str, Any]
"""Our fields with their values: text (also dates as YYMMDD), whole numbers, microseconds, true or false."""
Pairs = tuple[tuple[str, str], ...]
COUNTS = ("allocated", "commissioned", "rejected", "sampled", "destroyed", "returned", "open", "cases", "pallets")
"""What a response counts, as the batch report names it."""


class Field(msgspec.Struct, frozen=True):
    """One field of a table. ``must``: a file must have a column for it; ``absent``: its value where that lacks."""

    name: str
    form: Form = "text"
    must: bool = True
    absent: str | int | bool | None = ""


class Table(msgspec.Struct, frozen=True):
    """One table. ``named``: where further columns go by names of their own, if it has a place for them."""

    fields: tuple[Field, ...]
    kind: type[msgspec.Struct]
    read: Callable[[Sequence[tuple[Row, Pairs]]], tuple[FileMessage, ...]]
    rows: Callable[[Iterable[FileMessage]], Iterator[tuple[Row, Pairs]]]
    named: str = ""


def _may(name: str, form: Form = "text", absent: str | int | bool | None = "") -> Field:
    return Field(name, form, must=False, absent=absent)


def _plain(kind: type[Any], fields: tuple[Field, ...], named: str = "") -> Table:
    """A table whose rows are messages field by field."""
    def read(rows: Sequence[tuple[Row, Pairs]]) -> tuple[FileMessage, ...]:
        return tuple(kind(**row, **({named: pairs} if named else {})) for row, pairs in rows)

    def rows(messages: Iterable[FileMessage]) -> Iterator[tuple[Row, Pairs]]:
        for message in messages:
            yield ({each.name: getattr(message, each.name) for each in fields},
                   getattr(message, named) if named else ())

    return Table(fields, kind, read, rows, named)


def _read_responses(rows: Sequence[tuple[Row, Pairs]]) -> tuple[JobResponse, ...]:
    found = []
    for row, _ in rows:
        counts = tuple((name, row[name]) for name in COUNTS if row[name] is not None)
        rest = {name: value for name, value in row.items() if name not in COUNTS}
        found.append(JobResponse(**rest, counts=counts))
    return tuple(found)


def _write_responses(messages: Iterable[FileMessage]) -> Iterator[tuple[Row, Pairs]]:
    for each in messages:
        assert isinstance(each, JobResponse)
        counts = dict(each.counts)
        yield {"job": each.job, "state": each.state, "begun_us": each.begun_us, "ended_us": each.ended_us,
               "reason": each.reason, **{name: counts.get(name) for name in COUNTS}}, ()


def _read_serials(rows: Sequence[tuple[Row, Pairs]]) -> tuple[Drawn, ...]:
    """Lines of one request behind each other are one list; further columns belong to each serial."""
    found = []
    for (request, status), group in groupby(rows, key=lambda each: (each[0]["request"], each[0]["status"])):
        lines = list(group)
        names = dict.fromkeys(name for _, pairs in lines for name, _ in pairs)
        extra = tuple((name, tuple(dict(pairs).get(name, "") for _, pairs in lines)) for name in names)
        found.append(Drawn(request, status, serials=tuple(row["serial"] for row, _ in lines), extra=extra))
    return tuple(found)


def _write_serials(messages: Iterable[FileMessage]) -> Iterator[tuple[Row, Pairs]]:
    for each in messages:
        assert isinstance(each, Drawn)
        for number, serial in enumerate(each.serials):
            pairs = tuple((name, values[number]) for name, values in each.extra)
            yield {"request": each.request, "serial": serial, "status": each.status}, pairs


TABLES: Mapping[str, Table] = MappingProxyType({
    "products": _plain(ProductData, (
        Field("gtin"), Field("name"), Field("case_size", "number"), Field("pallet_size", "number"),
        _may("released", "flag", absent=True), _may("request")), "properties"),
    "orders": _plain(JobOrder, (
        Field("job"), Field("gtin"), Field("lot"), Field("expiry", "date"), Field("quantity", "number"),
        _may("line"), _may("start_us", "time", None), _may("start", "flag", absent=True)), "parameters"),
    "commands": _plain(JobCommand, (Field("request"), Field("job"), Field("command"), _may("comment"))),
    "responses": Table((
        Field("job"), Field("state", "state"), _may("begun_us", "time", None), _may("ended_us", "time", None),
        _may("reason"), *(_may(name, "number", None) for name in COUNTS)),
        JobResponse, _read_responses, _write_responses),
    "serials": Table((Field("request"), Field("serial"), _may("status", absent="ok")), Drawn, _read_serials,
                     _write_serials, "extra"),
    "wishes": _plain(JobWish, (Field("request"), Field("job"), Field("state"))),
})
"""Every table by the kind of its document."""
