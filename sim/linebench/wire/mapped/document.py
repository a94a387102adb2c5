"""Reads the integrator's map: what is wrong is told all at once, each with line, column, found and expected."""

from linebench.wire.mapped.cells import Cells
from linebench.wire.mapped.check import check
from linebench.wire.mapped.names import COLUMNS, NameMap, Row
from linebench.wire.mapped.problems import Problems
from linebench.wire.mapped.ring_tags import RingMap, is_ring_sheet, read_ring_tags
from linebench.wire.mapped.sheet import Sheet, of_wire, read_sheet
from linebench.wire.mapped.signals import LINE, Vocabulary
from linebench.wire.tags.tag import TagTable

__all__ = ["read_map"]

_NEEDED = ("signal", "address", "type")


def read_map(text: str, file: str, rings: TagTable | None, words: Vocabulary = LINE) -> NameMap | RingMap:
    """Read a map.

    Args:
        text: of the file.
        file: how messages name it.
        rings: the bench's own tags of the wire, for a file that names these, as ``linebench serve --tags`` does;
            ``None``: there are none.
        words: the signals of the wire.

    Raises:
        MapError: everything that is wrong.

    """
    problems = Problems(file)
    sheet = read_sheet(text, problems)
    if rings is not None and is_ring_sheet(sheet):
        found: NameMap | RingMap = read_ring_tags(sheet, file, rings, problems)
    else:
        found = NameMap(file, _rows(sheet, problems, words), words.wire)
    problems.settle()
    return found


def _rows(sheet: Sheet, problems: Problems, words: Vocabulary) -> tuple[Row, ...]:
    expected = f"the columns {', '.join(COLUMNS)}; of these {', '.join(_NEEDED)} must be there"
    for name in dict.fromkeys(sheet.columns):
        if name not in COLUMNS:
            problems.add(max(sheet.first, 1), name, "an unknown column", expected)
        elif sheet.columns.count(name) > 1:
            problems.add(max(sheet.first, 1), name, "it twice", "each column once")
    if missing := [name for name in _NEEDED if name not in sheet.columns]:
        problems.add(max(sheet.first, 1), "", f"no column {missing[0]}", expected)
        return ()
    if not sheet.lines:
        problems.add(max(sheet.first, 1), "", "no row", "a row for each signal")
    own = of_wire(sheet, words.wire).lines
    if sheet.lines and not own:
        problems.add(max(sheet.first, 1), "wire", f"no row of {words.wire}", "a row for each signal")
    read = [Cells(line, problems, words, comma=sheet.comma).row() for line in own]
    rows = tuple(row for row in read if row is not None)
    check(rows, problems, words, whole=len(rows) == len(read))
    return rows
