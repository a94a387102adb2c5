"""The volumes that are bound to this summary by their SHA-256 (EC-72)."""

from linebench.evidence.report.sheet import Cell, Paragraph, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    heading = told.say("heading.volumes")
    if not told.volumes:
        return Section(id="volumes", heading=heading, parts=(Paragraph(text=told.say("volumes.none")),))
    rows: list[tuple[Cell | str, ...]] = [
        (one.run, cell(one.file, "file"), f"1-{one.pages}", cell(str(len(one.cases)), "number"),
         cell(f"{one.size:,}", "number"), cell(one.sha256, "hash")) for one in told.volumes]
    return Section(id="volumes", heading=heading, parts=(
        Paragraph(text=told.say("volumes.note"), kind="note"),
        grid(told.heads("volumes", "run", "file", "pages", "cases", "size", "hash"), (34, 42, 16, 18, 22, 0),
             rows)))
