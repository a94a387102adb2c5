"""The port between the further lines of a site and its L3: each reports as the first does, numbered by itself."""

from typing import TypeAlias

from linebench.ports.base import Said
from linebench.ports.l3 import Event

__all__ = ["LineAccepted", "LineReport", "ToLines", "ToSite"]


class LineReport(Said, frozen=True, tag="line_report"):
    """A further line to L3: events of one order. ``sequence``: without gaps for each ``line``."""

    line: str
    sequence: int
    order: str
    events: tuple[Event, ...]


class LineAccepted(Said, frozen=True, tag="line_accepted"):
    """L3 to a further line: the report of this sequence is stored."""

    line: str
    sequence: int


ToSite: TypeAlias = LineReport
ToLines: TypeAlias = LineAccepted
