"""How long the record is kept, whether this is the original, and the summary's revisions (EC-02, EC-63, EC-75)."""

from linebench.evidence.report.sheet import Heading, Paragraph, Part, Section, grid
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    rows = told.closing.history or ((told.closing.revision, told.run.end, told.run.tool.name,
                                     told.say("history.first")),)
    parts: tuple[Part, ...] = (
        Heading(text=told.say("heading.retention")), Paragraph(text=told.some(told.protocol.retention)),
        Heading(text=told.say("heading.statement")),
        Paragraph(text=told.say(f"statement.{told.closing.original}"), kind="strong"),
        Paragraph(text=told.say("statement")),
        Heading(text=told.say("heading.revisions")),
        grid(told.heads("history", "revision", "date", "author", "reason"), (20, 46, 36, 0), list(rows)))
    return Section(id="statement", heading=told.say("heading.keeping"), parts=parts)
