"""Every file a run read, with its SHA-256, and the distributions it ran with (EC-13, EC-35, EC-38)."""

from linebench.evidence.model import Run
from linebench.evidence.report.sheet import Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.told import Told

__all__ = ["read_by", "section"]


def section(told: Told) -> Section:
    """Return the section, with a part for each sitting."""
    parts: list[Part] = []
    for one in told.sittings.each:
        parts += [Heading(text=one.run.id)] if told.sittings.several else []
        rows = [(role, path, cell(digest, "hash")) for role, path, digest in read_by(told, one.run)]
        parts += [grid(told.heads("read", "role", "file", "hash"), (34, 0, 92), list(rows)),
                  Heading(text=told.say("software")),
                  Paragraph(text=", ".join(one.run.software) or told.say("unknown"))]
    return Section(id="list-files", heading=told.say("heading.list_files"), parts=tuple(parts))


def read_by(told: Told, run: Run) -> list[tuple[str, str, str]]:
    """Return what each file is, its path and its SHA-256; one that was read for two reasons once, by the first."""
    files = [(told.say("scenario"), run.scenario), *((told.say("feature"), file) for file in run.features),
             *((told.word("file_role", file.role) if file.role else told.say("file"), file) for file in run.files)]
    once = {(file.path, file.sha256): role for role, file in reversed(files) if file.path}
    return [(role, path, digest) for (path, digest), role in reversed(once.items())]
