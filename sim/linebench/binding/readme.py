"""Writes what can be bound, and by what, as tables: into ``scenarios/README.md``, and for ``linebench bindings``.

Run ``python -m linebench.binding.readme scenarios/README.md`` after a kind, an option or an action was added; a
test holds the file current.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from linebench.binding.deed import ACTIONS
from linebench.binding.kinds import EyeKind, HandKind, eye_kinds, hand_kinds
from linebench.binding.meaning import GIVES

__all__ = ["MARKS", "Table", "filled", "tables"]

MARKS = ("<!-- bindings: written by python -m linebench.binding.readme -->", "<!-- end of bindings -->")
"""Between them the tables stand."""


class Table(msgspec.Struct, frozen=True):
    """One table. ``title``: what it lists."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables() -> tuple[Table, ...]:
    """Actions, kinds of hands, what claims can give, and kinds of eyes."""
    return (
        Table("actions", ("action", "what is then done"), tuple(ACTIONS.items())),
        Table("hands", ("by", "what does it", "options"), tuple(map(_kind, hand_kinds().values()))),
        Table("claims", ("gives", "fields", "may have"),
              tuple((name, ", ".join(must), ", ".join(may)) for name, (must, may) in GIVES.items())),
        Table("eyes", ("by", "where it looks", "options"), tuple(map(_kind, eye_kinds().values()))),
    )


def filled(page: str) -> str:
    """A page with the tables between its marks.

    Raises:
        ValueError: it has no marks.

    """
    before, begin, rest = page.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise ValueError(f"found no marks; expected {MARKS[0]} and {MARKS[1]}")
    lines = "\n".join(_lines(tables()))
    return f"{before}{begin}\n\n{lines}\n{end}{after}"


def _lines(found: Iterable[Table]) -> Iterator[str]:
    for one in found:
        yield _line(one.columns)
        yield _line(["---"] * len(one.columns))
        for row in one.rows:
            yield _line([f"`{row[0]}`", *row[1:]])
        yield ""


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _kind(kind: HandKind | EyeKind) -> tuple[str, str, str]:
    fields = msgspec.structs.fields(kind.options)
    must = [field.name for field in fields if field.required]
    may = [field.name for field in fields if not field.required]
    told = ", ".join(must) + (f"; may have {', '.join(may)}" if may else "")
    return kind.name, kind.summary, told.removeprefix("; ")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(filled(target.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
