"""A CSV file of an integrator as lines of named cells, whatever it is separated by."""

import csv
from collections.abc import Iterator, Mapping

import msgspec

from linebench.wire.mapped.problems import Problems

__all__ = ["WIRES", "Line", "Sheet", "of_wire", "read_sheet"]

WIRES = ("l2-l1", "l1-l2", "l1-io", "l2-printer", "l2-camera")
"""The wires that an integrator's list may name things of."""


class Line(msgspec.Struct, frozen=True):
    """One line of the file by its number, with its cells by column; a cell that is not there is empty."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class Sheet(msgspec.Struct, frozen=True):
    """The columns in their order, and all lines but the first, comments and those without any text."""

    first: int
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    comma: bool
    """Whether a comma parts cells; else it may stand in numbers."""


def read_sheet(text: str, problems: Problems) -> Sheet:
    """Read the file. Its first line names the columns and shows what parts cells: ``;`` or ``,``."""
    lines = _Lines(text)
    head = next(lines, "")
    comma = head.count(",") >= head.count(";")
    part = "," if comma else ";"
    columns = tuple(name.strip().lower() for name in next(csv.reader([head], delimiter=part), []))
    first = lines.number
    found: list[Line] = []
    try:
        found.extend(Line(lines.number, _cells(lines.number, cells, columns, problems))
                     for cells in csv.reader(lines, delimiter=part) if any(cell.strip() for cell in cells))
    except csv.Error as error:  # such as a quote that opens in one cell and closes nowhere near
        problems.add(lines.number, "", f"no CSV ({error})", "cells of moderate length, with every quote closed")
    return Sheet(first, columns, tuple(found), comma)


def of_wire(sheet: Sheet, wire: str) -> Sheet:
    """The sheet without rows of other wires; one whose wire nobody knows stays, to be told."""
    lines = tuple(line for line in sheet.lines if line["wire"] == wire or line["wire"] not in WIRES)
    return msgspec.structs.replace(sheet, lines=lines)


class _Lines:
    """Lines without comments and byte order mark. ``number``: of the one last read, from 1."""

    def __init__(self, text: str) -> None:
        self._lines = iter(text.removeprefix("\ufeff").splitlines(keepends=True))
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number += 1
            if not line.lstrip().startswith("#") and (self.number > 1 or line.strip()):
                return line
        raise StopIteration


def _cells(number: int, cells: list[str], columns: tuple[str, ...], problems: Problems) -> Mapping[str, str]:
    if any(cell.strip() for cell in cells[len(columns):]):
        problems.add(number, "", f"{len(cells)} cells", f"{len(columns)}, one for each column; a cell that holds "
                                                        'what parts cells stands in "quotes"')
    return {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
