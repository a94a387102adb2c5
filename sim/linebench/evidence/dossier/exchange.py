"""Tables that leave for other systems, and the one that comes back: deviations with the quality system's number.

CSV with a header line, UTF-8, line feeds. Of a table that returns, number, state and time of closing are taken;
everything else must be as it left, and nothing is taken while anything is wrong.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from linebench.evidence.dossier.deciding import assessed_anew, why_not_assessed
from linebench.evidence.dossier.desk import Desk, Value
from linebench.evidence.dossier.model import DeviationTold, Record
from linebench.evidence.dossier.record import assessed_of
from linebench.evidence.dossier.store import DEVIATIONS
from linebench.evidence.matrix import encode_matrix
from linebench.evidence.model import encode_pretty

__all__ = ["RETURNING", "TABLES", "import_deviations", "read_table", "tables"]

TABLES = ("deviations.csv", "requirements.csv", "matrix.csv", "matrix-back.csv")
RETURNING = ("number", "state", "closed_at")
"""Columns of deviations.csv that another system may have changed."""
_COLUMNS = ("id", *RETURNING, "case", "attempt", "step", "verdict", "kind", "class", "description", "requirements",
            "rules", "raised_by", "raised_at", "cause", "impact", "resolution", "retest")
_FORMULA = ("=", "+", "-", "@")


def tables(record: Record) -> dict[str, bytes]:
    """Return the tables of a record by file name."""
    requirements = [{"requirement": one.id, "revision": one.revision, "outcome": one.outcome,
                     "cases": "; ".join(one.cases)} for one in record.requirements]
    contents = (
        _write(_COLUMNS, [_deviation(told) for told in record.deviations]),
        _write(("requirement", "revision", "outcome", "cases"), requirements),
        encode_matrix(record.matrix), encode_matrix(record.matrix_back))
    return dict(zip(TABLES, contents, strict=True))


def _deviation(told: DeviationTold) -> dict[str, str]:
    raised, people = told.raised, told.assessed
    return {
        "id": raised.id, "number": people.number, "state": people.state, "closed_at": people.closed_at,
        "case": raised.case, "attempt": str(raised.attempt), "step": str(raised.step), "verdict": raised.verdict,
        "kind": people.kind, "class": people.classed, "description": raised.description,
        "requirements": " ".join(raised.requirements), "rules": " ".join(raised.rules),
        "raised_by": raised.raised_by, "raised_at": raised.raised_at, "cause": people.cause,
        "impact": people.impact, "resolution": people.resolution, "retest": people.retest}


def _write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue().encode()


def _cell(value: str) -> str:
    # a spreadsheet would run a cell that starts like a formula
    return f"'{value}" if value.startswith(_FORMULA) else value


def read_table(stored: bytes) -> tuple[list[dict[str, str]], str]:
    """Read deviations.csv; also why it cannot be read, or ``""``."""
    try:
        reader = csv.DictReader(io.StringIO(stored.decode("utf-8-sig"), newline=""), strict=True)
        rows = [{name: value or "" for name, value in row.items()} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        return [], f"found no CSV in UTF-8 ({error}); expected the table as it was exported"
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    more = [str(name) for name in reader.fieldnames or () if name not in _COLUMNS]
    if missing or more or any(None in row for row in rows):
        found = ", ".join([*(f"no {name}" for name in missing), *more]) or "a row with more cells than columns"
        return [], f"found other columns ({found}); expected {', '.join(_COLUMNS)}"
    return rows, ""


def import_deviations(desk: Desk, stored: bytes, name: str) -> int:
    """Take what another system decided on the deviations; return how many rows changed something.

    Raises:
        RefusedError: the table is none, or any row is wrong; nothing was taken then.

    """
    action = "import"
    desk.ready(action)
    rows, why = read_table(stored)
    if wrong := [why] if why else list(_wrong(desk, rows)):
        desk.refuse(action, f"{name}: " + "; ".join(wrong))
    new = {row["id"]: assessed_anew(desk, row["id"], _decided(row)) for row in rows}
    changed = {key: after for key, (before, after) in new.items() if before != after}
    if changed:
        closing = desk.store.closing
        every = tuple(changed.get(one.id) or assessed_of(one, closing) for one in desk.merged.deviations)
        values: list[Value] = [(f"{key} {field}", getattr(new[key][0], field), getattr(new[key][1], field))
                               for key in changed for field in RETURNING
                               if getattr(new[key][0], field) != getattr(new[key][1], field)]
        desk.act("deviations imported", subject=name, values=values, files={DEVIATIONS: encode_pretty(every)})
    return len(changed)


def _decided(row: Mapping[str, str]) -> dict[str, str]:
    return {field: row[field].removeprefix("'") for field in RETURNING}


def _wrong(desk: Desk, rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    closing = desk.store.closing
    sent = {one.id: _deviation(DeviationTold(raised=one, assessed=assessed_of(one, closing)))
            for one in desk.merged.deviations}
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        name = row["id"]
        if name in seen:
            yield f"line {line}: found {name!r} twice; expected each deviation once"
        elif name not in sent:
            yield f"line {line}: found the unknown id {name!r}; expected one of {', '.join(sent) or 'none'}"
        else:
            yield from (f"line {line}: {why}" for why in _wrong_row(desk, row, sent[name]))
        seen.add(name)


def _wrong_row(desk: Desk, row: Mapping[str, str], sent: Mapping[str, str]) -> Iterator[str]:
    other = [field for field in _COLUMNS if field not in RETURNING and row[field] != _cell(sent[field])]
    if other:
        yield (f"{row['id']}: found another {other[0]} ({row[other[0]]!r}) than was exported ({sent[other[0]]!r}); "
               f"expected changes of {', '.join(RETURNING)} only")
        return
    if row["closed_at"] and not _is_time(row["closed_at"]):
        yield f"{row['id']}: closed_at: found {row['closed_at']!r}; expected a time with offset, as RFC 3339 has it"
    elif why := why_not_assessed(desk, row["id"], _decided(row)):
        yield why


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
