"""What an eye sees, before anybody says what it means."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

__all__ = ["Exhibit", "Eye", "Once", "Row", "Seen", "Trouble"]


class Row(msgspec.Struct, frozen=True):
    """One statement: texts by the name that the system itself uses. ``place``: where it stands, for messages;
    ``gone``: it was there before and is not any more.
    """

    values: dict[str, str]
    place: str
    gone: bool = False


class Exhibit(msgspec.Struct, frozen=True):
    """A file that is kept as evidence and states nothing."""

    path: Path


class Trouble(msgspec.Struct, frozen=True):
    """Something that is no statement: half a file, a wrong encoding, a page that does not answer."""

    detail: str


Seen = Row | Exhibit | Trouble


class Once:
    """Tells a trouble that stands when it begins, not at every look."""

    def __init__(self) -> None:
        self._standing = ""

    def told(self, detail: str) -> Sequence[Trouble]:
        """What is to be told of the present trouble; empty ``detail``: there is none."""
        before, self._standing = self._standing, detail
        return (Trouble(detail),) if detail not in ("", before) else ()


class Eye(Protocol):
    """Looks where a system says what it did. It never raises on what it finds."""

    async def open(self) -> None:
        """The attempt begins: what a system said before is not about it. What is so now still counts."""

    async def look(self) -> Sequence[Seen]:
        """What is new since the last look, in the order in which the system said it; each once."""

    async def reach(self) -> str:
        """Whether there is anything to look at: why not, empty when there is."""
