"""Requirements and risks as a table and back: all that ``requirements.toml`` says, but for its comments.

One row for each, risks first; ``kind`` is ``requirement`` or ``risk``. Lists stand with ``;`` between their items.
What a table says is read by the same rules as the file, and told by line and column.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from linebench.requirements import read_requirements, read_risks
from linebench.scenario.document import parse
from linebench.scenario.problems import Problem, ScenarioError
from linebench.tables import TableError, TableRow, read_table, write_table
from linebench.toml_text import quoted

__all__ = ["COLUMNS", "from_table", "to_table"]

_TEXTS = ("id", "revision", "title", "text", "source")
_LISTS = ("classes", "risks")
_BOUNDS = ("max", "min", "value", "tolerance", "confidence")
COLUMNS = ("kind", *_TEXTS, "critical", *_LISTS, *_BOUNDS)
_KINDS = ("risk", "requirement")
_CRITICAL = {"yes": True, "true": True, "no": False, "false": False}
_OF_RISK = ("kind", "id", "title")
_SAID = {"text in quotes": "a text", "the id of a [[risk]]": "the id of a row of the kind risk"}
"""What a file is asked for, in the words of a table."""
_HEAD = "# Requirements and risks as a table gave them. The format is explained in README.md beside this file.\n"


def to_table(text: str, name: str, *, shown: str = "") -> bytes:
    """Write a requirements file as CSV.

    Raises:
        ScenarioError: the file is wrong; one line for each problem.
        TableError: an item of a list holds what stands between items.

    """
    read_requirements(text, name, shown=shown)
    read_risks(text, name, shown=shown)
    data = parse(text, name, shown=shown).data
    return write_table(COLUMNS, [_row(kind, one) for kind in _KINDS for one in data.get(kind, ())])


def _row(kind: str, one: Mapping[str, Any]) -> dict[str, str]:
    critical = {} if kind == "risk" else {"critical": "yes" if one["critical"] else "no"}
    lists = {key: _joined(one["id"], key, one.get(key, ())) for key in _LISTS}
    return {"kind": kind, **{key: one.get(key, "") for key in _TEXTS}, **critical, **lists, **one.get("limit", {})}


def _joined(name: str, key: str, items: Sequence[str]) -> str:
    wrong = next((item for item in items if ";" in item or item != item.strip() or not item), None)
    if wrong is not None:
        raise TableError(f"{name}: {key}: found {wrong!r}; expected items without ; and without spaces around "
                         "them: in a table, ; stands between them; write it otherwise")
    return "; ".join(items)


def from_table(data: bytes, name: str) -> str:
    """Read CSV and write it as a requirements file. ``name``: of the table, for messages.

    Raises:
        TableError: what is wrong, one line for each problem, with line and column.

    """
    rows = read_table(data, name, COLUMNS)
    if wrong := [str(problem) for row in rows for problem in _wrong(row, name)]:
        raise TableError("\n".join(wrong))
    tables = {kind: [row for row in rows if row.cells["kind"] == kind] for kind in _KINDS}
    text = _HEAD + "".join(_written(kind, row.cells) for kind in _KINDS for row in tables[kind])
    if problems := [_placed(problem, tables, name) for problem in _problems(text, name)]:
        problems.sort(key=lambda problem: int(problem.place.rpartition(":")[2]))
        raise TableError("\n".join(dict.fromkeys(map(str, problems))))
    return text


def _wrong(row: TableRow, name: str) -> Iterator[Problem]:
    """Tell what only a table can have wrong."""
    place, kind = f"{name}:{row.line}", row.cells["kind"]
    if kind not in _KINDS:
        yield Problem(place, "column kind", repr(kind), "requirement or risk")
    elif kind == "risk":
        for key, cell in row.cells.items():
            if cell and key not in _OF_RISK:
                yield Problem(place, f"column {key}", repr(cell), "nothing: a risk has an id and a title",
                              "empty the cell")
    elif row.cells["critical"].lower() not in _CRITICAL:
        yield Problem(place, "column critical", repr(row.cells["critical"]), "yes or no")


def _written(kind: str, cells: Mapping[str, str]) -> str:
    facts = [(key, quoted(cells[key])) for key in _TEXTS if cells[key]]
    if kind == "requirement":
        facts.append(("critical", str(_CRITICAL[cells["critical"].lower()]).lower()))
    facts += [(key, f"[{', '.join(map(quoted, _items(cells[key])))}]") for key in _LISTS if _items(cells[key])]
    if bounds := [f"{key} = {quoted(cells[key])}" for key in _BOUNDS if cells[key]]:
        facts.append(("limit", f"{{ {', '.join(bounds)} }}"))
    return f"\n[[{kind}]]\n" + "".join(f"{key} = {value}\n" for key, value in facts)


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _problems(text: str, name: str) -> Iterator[Problem]:
    for read in (read_requirements, read_risks):
        try:
            read(text, name)
        except ScenarioError as error:
            yield from error.problems


def _placed(problem: Problem, tables: Mapping[str, Sequence[TableRow]], name: str) -> Problem:
    """Say it of the table instead of the file that was made of it: ``requirement.3.risks`` is row and column."""
    kind, number, key = problem.key.split(".")[:3]
    column = f"columns {', '.join(_BOUNDS)}" if key == "limit" else f"column {key}"
    return Problem(f"{name}:{tables[kind][int(number) - 1].line}", column, problem.found,
                   _SAID.get(problem.expected, problem.expected), problem.advice)
