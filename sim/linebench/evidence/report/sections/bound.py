"""The volumes that are bound to this summary by their SHA-256 (EC-72)."""

from linebench.evidence.report.sheet import Cell, Paragraph, Section, Table, cell, grid
from linebench.evidence.report.told import Told
from linebench.evidence.report.volumes import Bound

__all__ = ["section"]

_HEADS = ("run", "file", "holds", "pages", "size", "hash")
_WIDTHS = (26, 34, 26, 13, 18, 0)


def section(told: Told) -> Section:
    """Return the section."""
    heading = told.say("heading.volumes")
    if not told.volumes:
        return Section(id="volumes", heading=heading, parts=(Paragraph(text=told.say("volumes.none")),))
    rows: list[tuple[Cell | str, ...]] = [
        (one.run, cell(one.file, "file"), _holds(told, one), cell(str(one.pages), "number"),
         cell(told.language.count(one.size), "number"), cell(one.sha256, "hash")) for one in told.volumes]
    return Section(id="volumes", heading=heading, parts=(
        Paragraph(text=told.say("volumes.note"), kind="note"),
        _without_run(grid(told.heads("volumes", *_HEADS), _WIDTHS, rows), several=told.sittings.several)))


def _without_run(table: Table, *, several: bool) -> Table:
    """The run is named where there are several."""
    if several:
        return table
    return Table(heads=table.heads[1:], widths=table.widths[1:], rows=tuple(row[1:] for row in table.rows))


def _holds(told: Told, one: Bound) -> str:
    return told.say("volumes.lists") if one.lists else told.say("volumes.cases", count=len(one.cases))
