"""What is attached: by people, and every file of the packages, folders of many files in one line (EC-31, EC-60)."""

from linebench.evidence.files import sha256
from linebench.evidence.manifest import encode_manifest
from linebench.evidence.report.attached import Hashes, media_type
from linebench.evidence.report.sheet import Cell, Heading, Paragraph, Part, Section, cell, grid
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    parts: list[Part] = [_attached(told), Heading(text=told.say("heading.inventory")),
                         Paragraph(text=told.say("inventory.note"), kind="note")]
    for one in told.sittings.each:
        parts += [Heading(text=one.run.id)] if told.sittings.several else []
        parts.append(_files(told, one))
    return Section(id="inventory", heading=told.say("heading.attachments"), parts=tuple(parts))


def _attached(told: Told) -> Part:
    if not told.closing.attachments:
        return Paragraph(text=told.say("attachments.none"))
    rows: list[tuple[Cell | str, ...]] = [
        (one.id, cell((one.title, one.file)), one.subject, one.media_type,
         cell(told.language.count(one.size), "number"), cell((one.by, one.at)), cell(one.sha256, "hash"))
        for one in told.closing.attachments]
    return grid(told.heads("attachments", "id", "title", "subject", "media", "size", "by", "hash"),
                (14, 0, 24, 22, 18, 28, 34), rows)


def _files(told: Told, one: Sitting) -> Part:
    folders: dict[str, dict[str, tuple[str, int]]] = {}
    for name, pair in one.hashes.items():
        folders.setdefault(name.partition("/")[0] if "/" in name else "", {})[name] = pair
    rows = [row for folder, inside in folders.items() for row in _lines(told, folder, inside)]
    return grid(told.heads("inventory", "file", "media", "size", "hash"), (0, 28, 20, 62), rows)


def _lines(told: Told, folder: str, inside: Hashes) -> list[tuple[Cell | str, ...]]:
    """A line for each file that lies by itself; of a folder one, with a hash over its manifest lines."""
    if not folder:
        return [(cell(name, "file"), media_type(name), cell(told.language.count(size), "number"),
                 cell(digest, "hash"))
                for name, (digest, size) in inside.items()]
    lines = encode_manifest({name: digest for name, (digest, _) in inside.items()})
    size = sum(size for _, size in inside.values())
    return [(cell(told.say("inventory.folder", folder=folder, count=len(inside)), "file"), "-",
             cell(told.language.count(size), "number"), cell(sha256(lines), "hash"))]
