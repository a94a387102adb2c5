"""The spreadsheet of a vision system's job, as far as native mode sees it."""

from collections.abc import Callable
from functools import partial

from linebench.ports.camera import CameraCounters, Reading
from linebench.wire.insight.codec import BAD_PARAMETER, FAILED, OK, finite, reference
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.readers.core import ReaderCore
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.readers.template import Template

__all__ = ["Sheet", "is_cell", "ring_cell"]

_VALUE = frozenset({"value"})
_DECIMALS = 3
_LONGEST = 255
_REGION = range(5, 7)


class Sheet:
    """Cells by name. ``newest``: the number of the newest message in the ring."""

    def __init__(self, profile: InsightProfile, core: ReaderCore, lines: ReaderLines) -> None:
        self._profile = profile
        self._core = core
        self._lines = lines
        self._plain = Template("{value}", profile.marks("\r\n"), _VALUE)
        self._ring: dict[str, bytes] = {}
        self._written: dict[str, str] = dict.fromkeys(profile.tags, "")
        self._readers: dict[str, Callable[[], bytes]] = {
            profile.head_cell: self._head, profile.state_cell: self._state,
            **{cell: partial(self._single, field) for cell, field in profile.cells.items()}}
        self.newest = 0

    def add(self, line: bytes) -> None:
        """The newest message."""
        self.newest += 1
        self._ring[ring_cell(self._profile, self.newest)] = b"%d;%b" % (self.newest, line)

    def get(self, argument: str) -> bytes | None:
        """The value of a cell or tag, ``None`` when there is no such. A cell never written is empty."""
        found = reference(argument)
        if found is None or found[1]:
            return None
        name = found[0]
        reader = self._readers.get(name)
        if reader is not None:
            return reader()
        if name in self._ring:
            return self._ring[name]
        if name in self._written:
            return self._plain.encode({"value": self._written[name]})
        return b"" if is_cell(name) else None

    def set(self, kind: str, argument: str) -> int:
        """Write an integer (``SI``), number (``SF``), text (``SS``) or region (``SR``). Returns the status."""
        found = reference(argument)
        text = None if found is None else _checked(kind, found[1])
        if found is None or text is None:
            return BAD_PARAMETER
        name = found[0]
        if not is_cell(name) and name not in self._written:
            return FAILED if name in self._readers else BAD_PARAMETER
        if self._is_ours(name):
            return FAILED
        self._written[name] = text
        return OK

    def _is_ours(self, name: str) -> bool:
        """Whether the job itself writes the cell."""
        profile = self._profile
        ring = range(profile.ring_row, profile.ring_row + profile.ring)
        return name in self._readers or (
            name[:1] == profile.ring_column and is_cell(name) and int(name[1:]) in ring)

    def _head(self) -> bytes:
        return b"%d;%d" % (self.newest, self._core.online)

    def _state(self) -> bytes:
        return self._lines.encode(self._core.state) or b""

    def _single(self, field: str) -> bytes:
        return self._plain.encode({"value": self._value(field)})

    def _value(self, field: str) -> str:
        core = self._core
        last, counters = core.last or Reading(0, "", "", "", ""), core.counters
        reading = {"trigger": str(last.trigger), "outcome": last.outcome, "symbology": last.symbology,
                   "data": last.content, "text": last.text}
        counted = counters or CameraCounters("", "", 0, 0, 0, 0, 0)
        return reading[field] if field in reading else str(getattr(counted, field, ""))


def ring_cell(profile: InsightProfile, message: int) -> str:
    """The cell in which a message lies."""
    return f"{profile.ring_column}{profile.ring_row + message % profile.ring:03d}"


def is_cell(name: str) -> bool:
    """Whether it is a letter and three digits within the sheet, and not a tag."""
    found = reference(name)
    return found is not None and found[1] == "" and name[1:].isdecimal() and len(name) == len("A000")


def _checked(kind: str, text: str) -> str | None:
    """The value as the cell shows it, ``None`` when it is none of its kind."""
    if kind == "SS":
        return text if 0 < len(text) <= _LONGEST else None
    if kind == "SR":
        values = [finite(word) for word in text.split()]
        return text if len(values) in (*_REGION,) and None not in values else None
    value = finite(text)
    if kind == "SI":
        return text.strip() if value is not None and text.strip().lstrip("+-").isdecimal() else None
    return None if value is None else f"{value:.{_DECIMALS}f}"
