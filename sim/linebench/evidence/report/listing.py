"""The volume of lists: what is too long for the summary, whole, bound as the other volumes are (EC-53, EC-72).

It is made after the volumes of test cases, whose pages it names, and before the summary.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from linebench.evidence.closing import Closing
from linebench.evidence.report.desk import desk
from linebench.evidence.report.frame import frame_of
from linebench.evidence.report.language import Language
from linebench.evidence.report.lists import LISTS
from linebench.evidence.report.sheet import Frame, Part, Section, Table
from linebench.evidence.report.sittings import Sitting, Sittings
from linebench.evidence.report.telling import told_of
from linebench.evidence.report.volumes import name_of
from linebench.evidence.stored import Stored

__all__ = ["TEMPLATE", "Lists", "lists_of", "render_lists"]

TEMPLATE = "lists.typ"
_ROWS = 4000
"""Rows of one volume of lists: about 40 stand on a page, and a volume has at most 200."""
_FEW = 1000
"""Lists of fewer rows are set in this process: starting another one would take longer."""


class Lists(Stored, frozen=True, kw_only=True):
    """A volume of lists: the ``nth`` volume of its package; ``contents``: what it holds."""

    frame: Frame
    nth: int
    contents: str
    sections: tuple[Section, ...]


def lists_of(sitting: Sitting, language: Language) -> tuple[Section, ...]:
    """Return the lists of a package that is bound to its volumes."""
    told = told_of(Sittings((sitting,)), Closing(), language)
    return tuple(section(told) for section in LISTS)


def render_lists(sitting: Sitting, sections: Sequence[Section], first: int, templates: Path,
                 language: Language) -> dict[str, bytes]:
    """Return the lists as volumes by file name, numbered from ``first``.

    Raises:
        PackageError: the template is missing, or typst refuses it.

    """
    return {name_of(n): _set(sitting, held, n, templates, language)
            for n, held in enumerate(_split(sections, _ROWS), first)}


def _set(sitting: Sitting, sections: tuple[Section, ...], nth: int, templates: Path, language: Language) -> bytes:
    frame = frame_of((sitting.run,), sitting.verdicts.verdict, Closing(), language, kind="volume",
                     suffix=f"-V{nth:02d}", footer=(language.say("volume.data"), ""))
    lists = Lists(frame=frame, nth=nth, contents=", ".join(one.heading for one in sections), sections=sections)
    with desk(TEMPLATE, lists, frame.at, templates, language) as laid:
        return laid.set() if sum(map(_rows, sections)) <= _FEW else laid.set_apart()


def _rows(section: Section) -> int:
    return sum(len(part.rows) if isinstance(part, Table) else 1 for part in section.parts)


def _split(sections: Sequence[Section], most: int) -> list[tuple[Section, ...]]:
    """Split sections in order into groups of at most so many rows; a longer table goes on in the next."""
    groups: list[list[Section]] = [[]]
    room = most
    for piece in (one for section in sections for one in _pieces(section, most)):
        if _rows(piece) > room and groups[-1]:
            groups.append([])
            room = most
        groups[-1].append(piece)
        room -= _rows(piece)
    return [tuple(group) for group in groups]


def _pieces(section: Section, most: int) -> Iterator[Section]:
    """A section whole where it fits, else each part by itself, tables cut."""
    if _rows(section) <= most:
        yield section
        return
    for part in (cut for whole in section.parts for cut in _cut(whole, most)):
        yield msgspec.structs.replace(section, parts=(part,))


def _cut(part: Part, most: int) -> Iterator[Part]:
    if not isinstance(part, Table):
        yield part
        return
    for start in range(0, max(len(part.rows), 1), most):
        yield msgspec.structs.replace(part, rows=part.rows[start:start + most])
